import { compare } from '../bson/compare.js'
import {
  clone,
  getField,
  isDocument,
  isNumeric,
  toNumber,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue } from '../errors.js'
import { wholeArgument } from '../match/integers.js'
import { compareKeys, type SortField } from '../query/sort.js'

type Order = (a: Value, b: Value) => number
export type PushArgument = { each: Value[]; slice?: number; order?: Order; position?: number }

const directionOf = (value: Value): 1 | -1 => {
  const direction = isNumeric(value) ? toNumber(value) : 0
  if (direction === 1 || direction === -1) return direction
  throw badValue('The $sort element value must be either 1 or -1')
}

const sortFields = (sort: Document): SortField[] => {
  const paths = Object.keys(sort)
  if (paths.length === 0)
    throw badValue('The $sort pattern is empty when it should be a set of fields.')
  return paths.map((path) => {
    const direction = directionOf(sort[path])
    const parts = path.split('.')
    if (path === '') throw badValue('The $sort field cannot be empty')
    if (parts.includes(''))
      throw badValue(`The $sort field is a dotted field but has an empty part: ${path}`)
    return { path, parts, direction }
  })
}

/** Unlike the sort of a query, this one takes an array as one value. */
const valueAt = (item: Value, parts: readonly string[]): Value =>
  parts.reduce((value, part) => (isDocument(value) ? getField(value, part) : undefined), item) ??
  null

const orderOf = (sort: Value): Order => {
  if (isDocument(sort)) {
    const fields = sortFields(sort)
    const keys = (item: Value): Value[] => fields.map(({ parts }) => valueAt(item, parts))
    return (a, b) => compareKeys(keys(a), keys(b), fields)
  }
  if (!isNumeric(sort))
    throw badValue(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    )
  const direction = directionOf(sort)
  return (a, b) => compare(a, b) * direction
}

const integer = (value: Value, message: string): number =>
  Number(wholeArgument('', value, () => badValue(`${message} ${typeOf(value).name}`)))

const modifiers = new Set(['$each', '$slice', '$sort', '$position'])

/** The argument of `$push`: one value, or `$each` with its modifiers. */
export const parsePush = (value: Value): PushArgument => {
  if (!isDocument(value) || !Object.hasOwn(value, '$each')) return { each: [value] }
  const unknown = Object.keys(value).find((key) => !modifiers.has(key))
  if (unknown !== undefined) throw badValue(`Unrecognized clause in $push: ${unknown}`)
  const { $each, $slice, $sort, $position } = value
  if (!Array.isArray($each)) {
    throw badValue(
      `The argument to $each in $push must be an array but it was of type: ${typeOf($each).name}`,
    )
  }
  const argument: PushArgument = { each: $each as Value[] }
  if ($slice !== undefined)
    argument.slice = integer(
      $slice,
      'The value for $slice must be an integer value but was given type:',
    )
  if ($sort !== undefined) argument.order = orderOf($sort)
  if ($position !== undefined)
    argument.position = integer(
      $position,
      'The value for $position must be an integer value, not of type:',
    )
  return argument
}

/** `$push` with its modifiers, in their order: insert, sort, slice (manual: reference/operator/update/push). */
export const pushInto = (
  array: Value[],
  { each, slice, order, position = array.length }: PushArgument,
): Value[] => {
  array.splice(position, 0, ...each.map(clone))
  if (order) array.sort(order)
  if (slice === undefined) return array
  return slice >= 0 ? array.slice(0, slice) : array.slice(slice)
}
