import { getField, isDocument, setField, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'

const set = (
  target: Value,
  [head, ...rest]: readonly string[],
  value: Value,
  throughArrays: boolean,
): Value => {
  if (head === undefined) return value
  if (throughArrays && Array.isArray(target))
    return target.map((item: Value) => set(item, [head, ...rest], value, throughArrays))
  const copy: Document = isDocument(target) ? { ...target } : {}
  const changed = set(getField(copy, head), rest, value, throughArrays)
  if (changed === undefined) Reflect.deleteProperty(copy, head)
  else setField(copy, head, changed)
  return copy
}

/** Sets a field in all documents of arrays on the way, as `$addFields` does; anything else on the way becomes a document. */
export const assign = (target: Document, path: readonly string[], value: Value): Document =>
  set(target, path, value, true) as Document

/** Sets a field where its path leads through documents alone, as `$unwind` and `$lookup` do; an array on the way becomes a document. */
export const place = (target: Document, path: readonly string[], value: Value): Document =>
  set(target, path, value, false) as Document

/** A name as one part of a path, for which it must not look like more. */
export const fieldName = (name: string): string => {
  const hint = 'Consider using $getField or $setField.'
  if (name === '') throw new LocationError(15998, 'FieldPath field names may not be empty strings.')
  if (name.startsWith('$') && !['$id', '$ref', '$db'].includes(name))
    throw new LocationError(16410, `FieldPath field names may not start with '$'. ${hint}`)
  if (name.includes('\0'))
    throw new LocationError(16411, "FieldPath field names may not contain '\\0'.")
  if (name.includes('.'))
    throw new LocationError(16412, `FieldPath field names may not contain '.'. ${hint}`)
  return name
}

/** The parts of a path that is written without a dollar sign. */
export const fieldPath = (path: string): string[] => {
  if (path === '')
    throw new LocationError(40352, 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) throw new LocationError(40353, "FieldPath must not end with a '.'.")
  return path.split('.').map(fieldName)
}
