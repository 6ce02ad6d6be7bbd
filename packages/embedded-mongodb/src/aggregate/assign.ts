import { isDocument, setField, type Document, type Value } from '../bson/values.js'

/** Sets a field through arrays of documents, as `$addFields` does. */
export const assign = (target: Document, path: readonly string[], value: Value): Document => {
  const [head = '', ...rest] = path
  const copy: Document = { ...target }
  const old = Object.hasOwn(target, head) ? target[head] : undefined
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(copy, head)
    else setField(copy, head, value)
  } else if (Array.isArray(old)) {
    setField(
      copy,
      head,
      old.map((item: Value) => assign(isDocument(item) ? item : {}, rest, value)),
    )
  } else if (isDocument(old) || value !== undefined) {
    setField(copy, head, assign(isDocument(old) ? old : {}, rest, value))
  }
  return copy
}
