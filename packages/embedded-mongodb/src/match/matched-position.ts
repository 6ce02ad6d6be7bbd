import { getField, isDocument, setField, type Document, type Value } from '../bson/values.js'
import { compileFilter } from './filter.js'

const clausesOn = (filter: Document, path: string): Document[] =>
  Object.keys(filter).flatMap((key): Document[] => {
    const value = filter[key]
    if (key === '$and' || key === '$or')
      return (value as Document[]).flatMap((part) => clausesOn(part, path))
    return key === path || key.startsWith(`${path}.`) ? [{ [key]: value }] : []
  })

const withOnly = (document: Document, parts: readonly string[], element: Value): Document => {
  const [head = '', ...rest] = parts
  const copy: Document = { ...document }
  const value = getField(document, head)
  setField(
    copy,
    head,
    rest.length === 0 ? [element] : withOnly(isDocument(value) ? value : {}, rest, element),
  )
  return copy
}

const arrayAt = (document: Document, parts: readonly string[]): Value =>
  parts.reduce<Value>(
    (value, part) => (isDocument(value) ? getField(value, part) : undefined),
    document,
  )

/**
 * Which element of the array at `path` a filter matched, for the positional `$` (manual: reference/operator/update/positional);
 * undefined when the filter says nothing about that array.
 */
export const matchedPosition = (
  filter: Document,
  document: Document,
  path: string,
): number | undefined => {
  const parts = path.split('.')
  const array = arrayAt(document, parts)
  if (!Array.isArray(array)) return undefined
  for (const clause of clausesOn(filter, path).reverse()) {
    const test = compileFilter(clause)
    const index = array.findIndex((element: Value) => test(withOnly(document, parts, element)))
    if (index >= 0) return index
  }
  return undefined
}
