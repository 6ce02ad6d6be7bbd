import { compare } from '../bson/compare.js'
import { isDocument, isNumeric, toNumber, type Document, type Value } from '../bson/values.js'
import { badValue, LocationError } from '../errors.js'
import { emptyArray, fieldKey } from '../index/key-string.js'
import { visitPath } from '../match/path.js'

export type SortField = { path: string; parts: string[]; direction: 1 | -1 }

export const parseSort = (sort: Value): SortField[] => {
  if (sort === undefined) return []
  if (!isDocument(sort)) throw badValue('sort must be an object')
  return Object.keys(sort).map((path) => {
    const value = sort[path]
    const direction = isNumeric(value) ? toNumber(value) : 0
    if (path === '$natural' && (direction === 1 || direction === -1))
      return { path, parts: [path], direction }
    if (isDocument(value)) throw badValue(`$meta sort is not supported: ${path}`)
    if (path.startsWith('$'))
      throw new LocationError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      )
    if (direction !== 1 && direction !== -1) {
      throw new LocationError(
        15975,
        '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
      )
    }
    return { path, parts: path.split('.'), direction }
  })
}

/** Of an array the smallest element counts in ascending order, the largest in descending order; missing is null. */
const sortValue = (document: Document, field: SortField): Value => {
  let best: Value
  let any = false
  const consider = (value: Value): void => {
    if (!any || compare(value, best) * field.direction < 0) best = value
    any = true
  }
  visitPath(document, field.parts, (value) => {
    if (!Array.isArray(value)) consider(value ?? null)
    else if (value.length > 0) for (const item of value) consider(item ?? null)
    else consider(undefined)
    return false
  })
  return any ? best : null
}

export const sortKey = (document: Document, fields: readonly SortField[]): Value[] =>
  fields.map((field) => sortValue(document, field))

export const compareKeys = (
  a: readonly Value[],
  b: readonly Value[],
  fields: readonly SortField[],
): number => {
  for (let i = 0; i < fields.length; i++) {
    const order = compare(a[i], b[i]) * (fields[i]?.direction ?? 1)
    if (order !== 0) return order
  }
  return 0
}

/** The sort key as a string of bytes, one character each, whose order is the wanted one. */
export const sortText = (document: Document, fields: readonly SortField[]): string =>
  fields
    .map((field) => {
      const value = sortValue(document, field)
      return fieldKey(value === undefined ? emptyArray : value, field.direction).toString('latin1')
    })
    .join('')
