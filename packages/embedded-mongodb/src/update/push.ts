import { compare } from '../bson/compare.js'
import {
  clone,
  getField,
  isDocument,
  isNumeric,
  toNumber,
  typeOf,
  type Value,
} from '../bson/values.js'
import { badValue } from '../errors.js'
import { compareKeys, parseSort } from '../query/sort.js'

export type PushArgument = { each: Value[]; slice?: Value; sort?: Value; position?: Value }

const integer = (name: string, value: Value): number => {
  const number = isNumeric(value) ? toNumber(value) : NaN
  if (!Number.isInteger(number)) {
    throw badValue(
      `The value for ${name} must be an integer value but was given type: ${typeOf(value).name}`,
    )
  }
  return number
}

/** Unlike the sort of a query, this one takes an array as one value. */
const valueAt = (item: Value, parts: readonly string[]): Value =>
  parts.reduce((value, part) => (isDocument(value) ? getField(value, part) : undefined), item) ??
  null

const sorted = (array: Value[], sort: Value): Value[] => {
  if (isNumeric(sort)) {
    const direction = toNumber(sort)
    if (direction !== 1 && direction !== -1)
      throw badValue('The $sort element value must be either 1 or -1')
    return array.sort((a, b) => compare(a, b) * direction)
  }
  if (!isDocument(sort))
    throw badValue(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    )
  const fields = parseSort(sort)
  const keyed = array.map((item) => ({
    item,
    key: fields.map(({ parts }) => valueAt(item, parts)),
  }))
  return keyed.sort((a, b) => compareKeys(a.key, b.key, fields)).map(({ item }) => item)
}

/** `$push` with its modifiers, in their order: insert, sort, slice (manual: reference/operator/update/push). */
export const pushInto = (
  array: Value[],
  { each, slice, sort, position }: PushArgument,
): Value[] => {
  const at = position === undefined ? array.length : integer('$position', position)
  array.splice(at, 0, ...each.map(clone))
  const ordered = sort === undefined ? array : sorted(array, sort)
  if (slice === undefined) return ordered
  const count = integer('$slice', slice)
  if (count === 0) return []
  return count > 0 ? ordered.slice(0, count) : ordered.slice(count)
}
