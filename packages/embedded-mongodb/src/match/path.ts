import { getField, isDocument, type Value } from '../bson/values.js'

const numeric = /^\d+$/

/**
 * Calls `visit` with each value that a dotted path leads to, going into arrays of documents as MongoDB does (manual:
 * tutorial/query-array-of-documents). A path that ends in nothing visits undefined; inside an array only documents count.
 * Stops and returns true as soon as a visit does.
 */
export const visitPath = (
  value: Value,
  parts: readonly string[],
  visit: (found: Value) => boolean,
  from = 0,
): boolean => {
  const part = parts[from]
  if (part === undefined) return visit(value)
  if (isDocument(value)) return visitPath(getField(value, part), parts, visit, from + 1)
  if (!Array.isArray(value)) return visit(undefined)
  if (numeric.test(part) && Number(part) < value.length) {
    if (visitPath(value[Number(part)], parts, visit, from + 1)) return true
  }
  return value.some((item) => isDocument(item) && visitPath(item, parts, visit, from))
}
