import { compare, equal } from '../bson/compare.js'
import { isTruthy, type Value } from '../bson/values.js'
import { arrayArgument, isNullish, onValues, unlessNull, type Complaint } from './arguments.js'
import type { ExpressionOperator } from './scope.js'

/** In order; of equal values the first stays. */
const distinct = (values: readonly Value[]): Value[] =>
  [...values].sort(compare).filter((value, i, all) => i === 0 || !equal(value, all[i - 1]))

const has = (values: readonly Value[], value: Value): boolean =>
  values.some((item) => equal(item, value))

/** The values come from the smaller set, which shows when equal numbers have different types. */
const intersection = (a: Value[], b: Value[]): Value[] => {
  const [smaller, larger] = a.length > b.length ? [b, a] : [a, b]
  return smaller.filter((value) => has(larger, value))
}

const ofSets = (complaint: Complaint, combine: (sets: Value[][]) => Value[]): ExpressionOperator =>
  onValues(
    (values) => {
      const sets = unlessNull(values, (value) => arrayArgument(value, complaint))
      return sets && combine(sets)
    },
    0,
    Infinity,
  )

const both = (name: string, position: string): string =>
  `both operands of ${name} must be arrays. ${position} argument is of type: %`

const difference = ([left, right]: Value[], name: string): Value => {
  if (isNullish(left) || isNullish(right)) return null
  const first = arrayArgument(left, [17048, both(name, 'First')])
  const second = arrayArgument(right, [17049, both(name, 'Second')])
  return first.filter(
    (value, i) => first.findIndex((other) => equal(other, value)) === i && !has(second, value),
  )
}

const isSubset = ([left, right]: Value[], name: string): Value => {
  const first = arrayArgument(left, [17046, both(name, 'First')])
  const second = arrayArgument(right, [17042, both(name, 'Second')])
  return first.every((value) => has(second, value))
}

const elements = (code: number, test: (array: Value[]) => boolean): ExpressionOperator =>
  onValues(([value], name) =>
    test(arrayArgument(value, [code, `${name}'s argument must be an array, but is %`])),
  )

/** (manual: reference/operator/aggregation#set-expression-operators) */
export const setOperators: Record<string, ExpressionOperator> = {
  $setUnion: ofSets(
    [17043, 'All operands of $setUnion must be arrays. One argument is of type: %'],
    (sets) => distinct(sets.flat()),
  ),
  $setIntersection: ofSets(
    [17047, 'All operands of $setIntersection must be arrays. One argument is of type: %'],
    ([first = [], ...rest]) => rest.map(distinct).reduce(intersection, distinct(first)),
  ),
  $setDifference: onValues(difference, 2),
  $setIsSubset: onValues(isSubset, 2),
  $anyElementTrue: elements(17041, (array) => array.some(isTruthy)),
  $allElementsTrue: elements(17040, (array) => array.every(isTruthy)),
}
