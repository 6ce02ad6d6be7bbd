import { getField, isDocument, type Value } from '../bson/values.js'

const numeric = /^(0|[1-9]\d*)$/

/** The element that a number in a path means; none when the path goes on and the element has nothing below it. */
const elementAt = (array: readonly Value[], part: string, isLast: boolean): Value => {
  const element = numeric.test(part) ? array[Number(part)] : undefined
  return isLast || isDocument(element) || Array.isArray(element) ? element : undefined
}

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
  const element = elementAt(value, part, from + 1 === parts.length)
  if (element !== undefined && visitPath(element, parts, visit, from + 1)) return true
  return value.some((item) => isDocument(item) && visitPath(item, parts, visit, from))
}
