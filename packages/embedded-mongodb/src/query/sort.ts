import { compare } from '../bson/compare.js'
import {
  getField,
  isDocument,
  isNumeric,
  toNumber,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, LocationError } from '../errors.js'
import { rowsOf } from '../index/extract.js'
import { emptyArray, fieldKey } from '../index/key-string.js'
import { visitPath } from '../match/path.js'
import { show } from '../storage/show.js'
import { fieldPathParts } from './field-path.js'

export type SortField = { path: string; parts: string[]; direction: 1 | -1 }

const directionOf = (path: string, value: Value): 1 | -1 => {
  if (isDocument(value)) {
    if (Object.keys(value).join() === '$meta')
      throw badValue(`$meta sort is not supported: ${path}`)
    throw new LocationError(17312, '$meta is the only expression supported by $sort right now')
  }
  if (!isNumeric(value))
    throw new LocationError(15974, `Illegal key in $sort specification: ${path}: ${show(value)}`)
  const direction = toNumber(value)
  if (direction === 1 || direction === -1) return direction
  throw new LocationError(
    15975,
    '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
  )
}

export const parseSort = (sort: Value): SortField[] => {
  if (sort === undefined) return []
  if (!isDocument(sort)) throw badValue('sort must be an object')
  return Object.keys(sort).map((path) => {
    const direction = directionOf(path, sort[path])
    return { path, parts: path === '$natural' ? [path] : fieldPathParts(path), direction }
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

const leadsThroughArray = (document: Document, { parts }: SortField): boolean => {
  let value: Value = document
  for (const part of parts) {
    value = isDocument(value) ? getField(value, part) : undefined
    if (Array.isArray(value)) return true
  }
  return false
}

const rowsIn = (document: Document, fields: readonly SortField[]): Value[][] => {
  try {
    return rowsOf(
      document,
      fields.map(({ parts }) => parts),
    ).rows
  } catch {
    throw badValue('cannot sort with keys that are parallel arrays')
  }
}

/** Fields of one array are taken from one element, as an index would: of the keys that it would have, the first in order. */
const firstRow = (document: Document, fields: readonly SortField[]): Value[] => {
  const [first = [], ...rest] = rowsIn(document, fields).map((row) =>
    row.map((value) => (value === emptyArray ? undefined : (value ?? null))),
  )
  return rest.reduce((best, row) => (compareKeys(row, best, fields) < 0 ? row : best), first)
}

export const sortKey = (document: Document, fields: readonly SortField[]): Value[] =>
  fields.length > 1 && fields.some((field) => leadsThroughArray(document, field))
    ? firstRow(document, fields)
    : fields.map((field) => sortValue(document, field))

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
  sortKey(document, fields)
    .map((value, i) =>
      fieldKey(value === undefined ? emptyArray : value, fields[i]?.direction ?? 1).toString(
        'latin1',
      ),
    )
    .join('')
