import { compare, equal } from '../bson/compare.js'
import {
  getField,
  isDocument,
  isNumeric,
  toNumber,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { compareKeys, parseSort, type SortField } from '../query/sort.js'
import {
  arrayArgument,
  integerArgument,
  isNullish,
  onValues,
  parameters,
  unlessNull,
} from './arguments.js'
import type { ExpressionOperator } from './scope.js'

const elementAt = ([array, index]: Value[]): Value => {
  if (isNullish(array) || isNullish(index)) return null
  const list = arrayArgument(array, [
    28689,
    "$arrayElemAt's first argument must be an array, but is %",
  ])
  return list.at(
    integerArgument(
      index,
      [28690, "$arrayElemAt's second argument must be a numeric value, but is %"],
      [28691, "$arrayElemAt's second argument must be representable as a 32-bit integer: %"],
    ),
  )
}

const sliceCount = (value: Value): number => {
  const count = integerArgument(
    value,
    [28727, 'Third argument to $slice must be numeric, but is of type: %'],
    [28728, "Third argument to $slice can't be represented as a 32-bit integer: %"],
  )
  if (count > 0) return count
  throw new LocationError(28729, `Third argument to $slice must be positive: ${count}`)
}

const slice = ([array, second, ...rest]: Value[]): Value => {
  if (isNullish(array) || isNullish(second)) return null
  const list = arrayArgument(array, [
    28724,
    'First argument to $slice must be an array, but is of type: %',
  ])
  const n = integerArgument(
    second,
    [28725, 'Second argument to $slice must be a numeric value, but is of type: %'],
    [28726, "Second argument to $slice can't be represented as a 32-bit integer: %"],
  )
  if (rest.length === 0) return n >= 0 ? list.slice(0, n) : list.slice(n)
  const [third] = rest
  if (isNullish(third)) return null
  const from = n >= 0 ? n : Math.max(0, list.length + n)
  return list.slice(from, from + sliceCount(third))
}

const memoryLimit = 100 * 1024 * 1024

/** MongoDB reckons with 16 bytes for each step and 24 for the array. */
const checkMemory = (steps: number): void => {
  const bytes = 24 + 16 * (1 + steps)
  if (bytes >= memoryLimit)
    throw new MongoError(
      'ExceededMemoryLimit',
      `$range would use too much memory (${bytes} bytes) and cannot spill to disk. Memory limit: ${memoryLimit} bytes`,
    )
}

const range = ([first, last, ...rest]: Value[]): Value => {
  const start = integerArgument(
    first,
    [34443, '$range requires a numeric starting value, found value of type: %'],
    [
      34444,
      '$range requires a starting value that can be represented as a 32-bit integer, found value: %',
    ],
  )
  const end = integerArgument(
    last,
    [34445, '$range requires a numeric ending value, found value of type: %'],
    [
      34446,
      '$range requires an ending value that can be represented as a 32-bit integer, found value: %',
    ],
  )
  const step = rest.length === 0 ? 1 : stepOf(rest[0])
  const steps = (end - start) / step
  checkMemory(Math.trunc(steps))
  const length = Math.max(0, Math.ceil(steps))
  return Array.from({ length }, (_, i) => start + i * step)
}

const stepOf = (value: Value): number => {
  const step = integerArgument(
    value,
    [34447, '$range requires a numeric step value, found value of type:%'],
    [
      34448,
      '$range requires a step value that can be represented as a 32-bit integer, found value: %',
    ],
  )
  if (step !== 0) return step
  throw new LocationError(34449, '$range requires a non-zero step value')
}

const indexOfArray = ([array, value, ...bounds]: Value[]): Value => {
  if (bounds.length > 0)
    throw new MongoError(
      'NotImplemented',
      '$indexOfArray with a start or an end is not supported by the embedded server',
    )
  if (isNullish(array)) return null
  return arrayArgument(array, [
    40090,
    '$indexOfArray requires an array as a first argument, found: %',
  ]).findIndex((item) => equal(item, value))
}

const parseSortBy = (by: Document): SortField[] => {
  try {
    if (Object.keys(by).length > 0) return parseSort(by)
  } catch (error) {
    throw new LocationError(2942505, (error as Error).message)
  }
  throw new LocationError(2942505, 'The sort pattern of $sortArray must not be empty')
}

/** Unlike the sort of a query, this one takes an array as one value. */
const sortValue = (item: Value, parts: readonly string[]): Value =>
  parts.reduce((value, part) => (isDocument(value) ? getField(value, part) : undefined), item) ??
  null

const sorterBy = (by: Value): ((array: readonly Value[]) => Value[]) => {
  if (isDocument(by)) {
    const fields = parseSortBy(by)
    return (array) =>
      array
        .map((item) => ({ item, key: fields.map(({ parts }) => sortValue(item, parts)) }))
        .sort((a, b) => compareKeys(a.key, b.key, fields))
        .map(({ item }) => item)
  }
  if (!isNumeric(by))
    throw new LocationError(
      2942507,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    )
  const direction = toNumber(by)
  if (Math.abs(direction) !== 1)
    throw new LocationError(2942506, 'The $sort element value must be either 1 or -1')
  return (array) => [...array].sort((a, b) => compare(a, b) * direction)
}

const sortArray: ExpressionOperator = (argument, compile) => {
  const given = parameters(argument, {
    document: [2942500, '$sortArray requires an object as an argument, found: %'],
    unknown: [2942501, '$sortArray found an unknown argument: %'],
    required: {
      input: [2942502, "$sortArray requires 'input' to be specified"],
      sortBy: [2942503, "$sortArray requires 'sortBy' to be specified"],
    },
  })
  const input = compile(given['input'])
  const sorted = sorterBy(given['sortBy'])
  return (scope) => {
    const array = input(scope)
    if (isNullish(array)) return null
    return sorted(
      arrayArgument(array, [
        2942504,
        'The input argument to $sortArray must be an array, but was of type: %',
      ]),
    )
  }
}

/** (manual: reference/operator/aggregation#array-expression-operators) */
export const arrayOperators: Record<string, ExpressionOperator> = {
  $size: onValues(
    ([value]) =>
      arrayArgument(value, [17124, 'The argument to $size must be an array, but was of type: %'])
        .length,
  ),
  $isArray: onValues(([value]) => Array.isArray(value)),
  $arrayElemAt: onValues(elementAt, 2),
  $in: onValues(
    ([value, array]) =>
      arrayArgument(array, [40081, '$in requires an array as a second argument, found: %']).some(
        (item) => equal(item, value),
      ),
    2,
  ),
  $concatArrays: onValues(
    (values) =>
      unlessNull(values, (value) =>
        arrayArgument(value, [28664, '$concatArrays only supports arrays, not %']),
      )?.flat() ?? null,
    0,
    Infinity,
  ),
  $slice: onValues(slice, 2, 3),
  $indexOfArray: onValues(indexOfArray, 2, 4),
  $reverseArray: onValues(([array]) =>
    isNullish(array)
      ? null
      : [
          ...arrayArgument(array, [
            34435,
            'The argument to $reverseArray must be an array, but was of type: %',
          ]),
        ].reverse(),
  ),
  $range: onValues(range, 2, 3),
  $sortArray: sortArray,
}
