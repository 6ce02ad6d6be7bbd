import { compare, equal } from '../bson/compare.js'
import { isDocument, isTruthy, typeOf, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { compareKeys, parseSort, sortKey } from '../query/sort.js'
import { arrayArgument, isNullish, named, nullable, numberArgument, onValues } from './arguments.js'
import type { Evaluate, ExpressionOperator, Scope } from './scope.js'

const withVariable = (scope: Scope, name: string, value: Value): Scope => ({
  ...scope,
  variables: new Map(scope.variables).set(name, value),
})

const nameOf = (argument: Value): string => {
  const name = isDocument(argument) ? argument['as'] : undefined
  return typeof name === 'string' ? name : 'this'
}

const withoutName = (argument: Value): Value => {
  if (!isDocument(argument)) return argument
  return Object.fromEntries(Object.entries(argument).filter(([key]) => key !== 'as'))
}

const eachElement =
  (
    inner: string,
    apply: (
      array: Value[],
      evaluate: (item: Value) => Value,
      all: Record<string, Evaluate>,
      scope: Scope,
    ) => Value,
    optional: string[] = [],
  ): ExpressionOperator =>
  (argument, compile, name) => {
    const as = nameOf(argument)
    const all = named(withoutName(argument), compile, {
      name,
      required: ['input', inner],
      optional,
    })
    return (scope) => {
      const input = all['input']?.(scope)
      if (isNullish(input)) return null
      const array = arrayArgument(input, `input to ${name}`, 28651)
      return apply(array, (item) => all[inner]?.(withVariable(scope, as, item)), all, scope)
    }
  }

const reduce: ExpressionOperator = (argument, compile, name) => {
  const all = named(argument, compile, { name, required: ['input', 'initialValue', 'in'] })
  return (scope) => {
    const input = all['input']?.(scope)
    if (isNullish(input)) return null
    return arrayArgument(input, name, 40080).reduce<Value>(
      (value, item) => all['in']?.(withVariable(withVariable(scope, 'this', item), 'value', value)),
      all['initialValue']?.(scope),
    )
  }
}

const elementAt = ([array, index]: Value[], name: string): Value => {
  const list = arrayArgument(array, name, 28689)
  return list.at(numberArgument(index, name))
}

const slice = ([array, first, count]: Value[], name: string): Value => {
  const list = arrayArgument(array, name, 28724)
  const n = numberArgument(first, name)
  if (count === undefined) return n >= 0 ? list.slice(0, n) : list.slice(n)
  const size = numberArgument(count, name)
  if (size <= 0) throw new LocationError(28729, 'Third argument to $slice must be positive')
  const from = n >= 0 ? n : Math.max(0, list.length + n)
  return list.slice(from, from + size)
}

const distinct = (values: Value[]): Value[] =>
  values
    .filter((value, index) => values.findIndex((other) => equal(other, value)) === index)
    .sort(compare)

const sets = (values: Value[], name: string): Value[][] =>
  values.map((value) => arrayArgument(value, name, 17043))

const range = ([start, end, step = 1]: Value[], name: string): Value => {
  const by = numberArgument(step, name)
  if (by === 0) throw new LocationError(34449, '$range requires a non-zero step value')
  const result: number[] = []
  const to = numberArgument(end, name)
  for (let i = numberArgument(start, name); by > 0 ? i < to : i > to; i += by) {
    result.push(i)
    if (result.length > 10_000_000)
      throw new MongoError('ExceededMemoryLimit', '$range would use too much memory')
  }
  return result
}

const sortArray: ExpressionOperator = (argument, compile, name) => {
  if (!isDocument(argument))
    throw new LocationError(2942500, '$sortArray requires an object as an argument')
  const all = named({ input: argument['input'] }, compile, { name, required: ['input'] })
  const by = argument['sortBy']
  const fields = isDocument(by) ? parseSort(by) : []
  return (scope) => {
    const input = all['input']?.(scope)
    if (isNullish(input)) return null
    const array = [...arrayArgument(input, name, 2942504)]
    if (!isDocument(by)) return array.sort((a, b) => compare(a, b) * Number(by))
    const keyed = array.map((item) => ({
      item,
      key: sortKey(isDocument(item) ? item : {}, fields),
    }))
    return keyed.sort((a, b) => compareKeys(a.key, b.key, fields)).map(({ item }) => item)
  }
}

/** min, max, sum, avg over one array or over the arguments live with the accumulators. */
export const arrayOperators: Record<string, ExpressionOperator> = {
  $size: onValues(([value], name) => {
    if (!Array.isArray(value))
      throw new LocationError(
        17124,
        `The argument to ${name} must be an array, but was of type: ${typeOf(value).name}`,
      )
    return value.length
  }),
  $isArray: onValues(([value]) => Array.isArray(value)),
  $arrayElemAt: onValues(nullable(elementAt), 2),
  $in: onValues(
    ([value, array], name) => arrayArgument(array, name, 40081).some((item) => equal(item, value)),
    2,
  ),
  $concatArrays: onValues(
    nullable((values, name) => values.flatMap((value) => arrayArgument(value, name))),
    0,
    Infinity,
  ),
  $slice: onValues((values, name) => (values.some(isNullish) ? null : slice(values, name)), 2, 3),
  $indexOfArray: onValues(
    nullable(([array, value], name) =>
      arrayArgument(array, name, 40090).findIndex((item) => equal(item, value)),
    ),
    2,
  ),
  $reverseArray: onValues(
    nullable(([array], name) => [...arrayArgument(array, name, 34435)].reverse()),
  ),
  $range: onValues(range, 2, 3),
  $filter: eachElement(
    'cond',
    (array, test, all, scope) => {
      const limit = all['limit']?.(scope)
      const found = array.filter((item) => isTruthy(test(item)))
      return isNullish(limit) ? found : found.slice(0, numberArgument(limit, '$filter'))
    },
    ['limit'],
  ),
  $map: eachElement('in', (array, change) => array.map((item) => change(item) ?? null)),
  $reduce: reduce,
  $setUnion: onValues(
    nullable((values, name) => distinct(sets(values, name).flat())),
    0,
    Infinity,
  ),
  $setIntersection: onValues(
    nullable((values, name) => {
      const [first = [], ...rest] = sets(values, name)
      return distinct(
        first.filter((value) => rest.every((other) => other.some((item) => equal(item, value)))),
      )
    }),
    0,
    Infinity,
  ),
  $setDifference: onValues(
    nullable((values, name) => {
      const [first = [], second = []] = sets(values, name)
      return first.filter(
        (value, i) =>
          first.findIndex((other) => equal(other, value)) === i &&
          !second.some((item) => equal(item, value)),
      )
    }),
    2,
  ),
  $setIsSubset: onValues((values, name) => {
    const [first = [], second = []] = sets(values, name)
    return first.every((value) => second.some((item) => equal(item, value)))
  }, 2),
  $anyElementTrue: onValues(([value], name) => arrayArgument(value, name, 17041).some(isTruthy)),
  $allElementsTrue: onValues(([value], name) => arrayArgument(value, name, 17040).every(isTruthy)),
  $sortArray: sortArray,
}
