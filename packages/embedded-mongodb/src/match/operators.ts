import { BSONRegExp } from 'bson'
import { compare, equal } from '../bson/compare.js'
import {
  isDocument,
  isNumeric,
  isTruthy,
  rankOf,
  toNumber,
  typeRank,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue } from '../errors.js'
import { bitTest } from './bits.js'
import { nonNegativeArgument, wholeOf } from './integers.js'
import { visitPath } from './path.js'
import { compileRegexOperator, matching } from './regex.js'
import { compileType } from './type.js'

type Test<T> = (input: T) => boolean
export type Predicate = Test<Document>
/** A test of one value; undefined is a missing field. */
export type Leaf = Test<Value>

/** What conditions on one field are compiled for: where a test of one value is applied, and what else a condition needs to know. */
export type Scope<T> = {
  path: string
  /** Makes a test of one value one of the whole input. `whole` leaves an array as it is, else its elements count too. */
  lift: (test: Leaf, whole: boolean) => Test<T>
  /** `$elemMatch` holds a filter, and a filter holds operators: the former is handed in. */
  compileFilter: (filter: Document) => Predicate
}

type LeafScope = Pick<Scope<unknown>, 'path' | 'compileFilter'> & { operators: Document }

/** Applies to the value itself and, when that is an array, to each of its elements. */
export const orElement =
  (test: Leaf): Leaf =>
  (value) =>
    test(value) || (Array.isArray(value) && value.some(test))

/** Tests every value that a path leads to. */
export const atPath = (
  path: string,
  compileFilter: Scope<unknown>['compileFilter'],
): Scope<Document> => {
  const parts = path.split('.')
  return {
    path,
    compileFilter,
    lift: (test, whole) => {
      const leaf = whole ? test : orElement(test)
      return (document) => visitPath(document, parts, leaf)
    },
  }
}

export const isOperatorDocument = (value: Value): value is Document => {
  if (!isDocument(value)) return false
  const first = Object.keys(value)[0]
  const isReference = Object.hasOwn(value, '$ref') && Object.hasOwn(value, '$id')
  return first !== undefined && first.startsWith('$') && !isReference
}

const exactly = (value: Value): Leaf =>
  value === null
    ? (found) => found === undefined || found === null
    : (found) => found !== undefined && equal(found, value)

/** What a bare value in a filter means: equality, and for a regular expression also a match. */
export const equality = (value: Value): Leaf =>
  value instanceof BSONRegExp ? matching(value.pattern, value.options) : exactly(value)

const isNotANumber = (value: Value): boolean => isNumeric(value) && Number.isNaN(toNumber(value))

const ordering =
  (accepts: (order: number) => boolean) =>
  (value: Value, { path }: LeafScope): Leaf => {
    if (value instanceof BSONRegExp)
      throw badValue(`Can't have RegEx as arg to predicate over field '${path}'.`)
    const orEqual = accepts(0)
    if (value === null) return orEqual ? exactly(null) : () => false
    const rank = rankOf(value)
    const isLimit = rank === typeRank.minKey || rank === typeRank.maxKey
    return (found) => {
      // only values of the same type compare, but MinKey and MaxKey compare with everything, even with what is missing
      if (rank !== rankOf(found)) return isLimit && accepts(compare(found, value))
      if (isNotANumber(found) || isNotANumber(value))
        return orEqual && isNotANumber(found) && isNotANumber(value)
      return accepts(compare(found, value))
    }
  }

const list = (operator: string, value: Value): Value[] => {
  if (!Array.isArray(value)) throw badValue(`${operator} needs an array`)
  return value as Value[]
}

const inList =
  (operator: string) =>
  (value: Value): Leaf => {
    const tests = list(operator, value).map((item) => {
      if (isOperatorDocument(item)) throw badValue('cannot nest $ under $in')
      return equality(item)
    })
    return (found) => tests.some((test) => test(found))
  }

const inDocuments = ['$and', '$or', '$nor', '$expr', '$comment', '$alwaysTrue', '$alwaysFalse']

/** Whether one element of an array is what `$elemMatch` wants. Bare conditions take an array inside the array as one value. */
export const elementTest = (value: Value, compileFilter: Scope<unknown>['compileFilter']): Leaf => {
  if (!isDocument(value)) throw badValue('$elemMatch needs an Object')
  if (isOperatorDocument(value) && !inDocuments.includes(Object.keys(value)[0] ?? ''))
    return compileOperators(value, { path: '', compileFilter, lift: (test) => test })
  const test = compileFilter(value)
  return (item) => {
    if (Array.isArray(item)) return test({ ...(item as Value[]) })
    return isDocument(item) && test(item)
  }
}

const elemMatch = (value: Value, { compileFilter }: LeafScope): Leaf => {
  const test = elementTest(value, compileFilter)
  return (found) => Array.isArray(found) && found.some(test)
}

const size = (value: Value): Leaf => {
  const wanted = nonNegativeArgument('$size', value, (reason) =>
    badValue(`Failed to parse $size. ${reason}`),
  )
  return (found) => Array.isArray(found) && BigInt(found.length) === wanted
}

const modArgument = (name: string, value: Value): bigint => {
  if (value === undefined) throw badValue('malformed mod, not enough elements')
  if (!isNumeric(value)) throw badValue(`malformed mod, ${name} not a number`)
  const whole = wholeOf(value)
  if (whole) return whole.value
  const reason = Number.isFinite(toNumber(value))
    ? 'Out of bounds coercing to integral value'
    : 'Unable to coerce NaN/Inf to integral type'
  throw badValue(`malformed mod, ${name} value is invalid :: caused by :: ${reason}`)
}

const mod = (value: Value): Leaf => {
  if (!Array.isArray(value)) throw badValue('malformed mod, needs to be an array')
  const divisor = modArgument('divisor', value[0])
  const remainder = modArgument('remainder', value[1])
  if (value.length > 2) throw badValue('malformed mod, too many elements')
  if (divisor === 0n) throw badValue('divisor cannot be 0')
  return (found) => {
    const whole = isNumeric(found) ? wholeOf(found) : undefined
    return whole !== undefined && whole.value % divisor === remainder
  }
}

const leafOperators: Record<string, (value: Value, scope: LeafScope) => Leaf> = {
  $eq: exactly,
  $gt: ordering((order) => order > 0),
  $gte: ordering((order) => order >= 0),
  $lt: ordering((order) => order < 0),
  $lte: ordering((order) => order <= 0),
  $in: inList('$in'),
  $elemMatch: elemMatch,
  $size: size,
  $mod: mod,
  $type: compileType,
  $regex: compileRegexOperator,
  $bitsAllSet: bitTest('$bitsAllSet'),
  $bitsAllClear: bitTest('$bitsAllClear'),
  $bitsAnySet: bitTest('$bitsAnySet'),
  $bitsAnyClear: bitTest('$bitsAnyClear'),
}
const onWholeArrays = new Set(['$size', '$elemMatch'])

const negated =
  <T>(test: Test<T>): Test<T> =>
  (input) =>
    !test(input)

const not = <T>(value: Value, { lift, ...scope }: Scope<T>): Test<T> => {
  if (value instanceof BSONRegExp) return negated(lift(equality(value), false))
  if (!isDocument(value)) throw badValue('$not argument must be a regex or an object')
  if (Object.keys(value).length === 0) throw badValue('$not argument must be a non-empty object')
  return negated(compileOperators(value, { lift, ...scope }))
}

const isElemMatch = (item: Value): item is Document =>
  isDocument(item) && Object.keys(item)[0] === '$elemMatch'

const all = <T>(value: Value, { lift, compileFilter }: Scope<T>): Test<T> => {
  const items = list('$all', value)
  const inElements = isElemMatch(items[0])
  const tests = items.map((item) => {
    if (inElements) {
      if (!isElemMatch(item)) throw badValue('$all/$elemMatch has to be consistent')
      const test = elementTest(item['$elemMatch'], compileFilter)
      return lift((found) => Array.isArray(found) && found.some(test), true)
    }
    if (isDocument(item) && Object.hasOwn(leafOperators, Object.keys(item)[0] ?? ''))
      throw badValue('no $ expressions in $all')
    return lift(equality(item), false)
  })
  return (input) => tests.length > 0 && tests.every((test) => test(input))
}

const notEqual = <T>(value: Value, { lift }: Scope<T>): Test<T> => {
  if (value instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.")
  return negated(lift(exactly(value), false))
}

const exists = <T>(value: Value, { lift }: Scope<T>): Test<T> => {
  const test = lift((found) => found !== undefined, false)
  return isTruthy(value) ? test : negated(test)
}

type Operator = <T>(value: Value, scope: Scope<T> & { operators: Document }) => Test<T>

const otherOperators: Record<string, Operator> = {
  $ne: notEqual,
  $nin: (value, { lift }) => negated(lift(inList('$nin')(value), false)),
  $not: not,
  $exists: exists,
  $all: all,
  $options: (_value, { operators }) => {
    if (!Object.hasOwn(operators, '$regex')) throw badValue('$options needs a $regex')
    return () => true
  },
  $comment: () => () => true,
}

export const fieldOperatorNames = (): string[] =>
  [...Object.keys(leafOperators), ...Object.keys(otherOperators)].sort()

/** Conditions such as `{$gt: 1, $lt: 5}`. */
export const compileOperators = <T>(operators: Document, scope: Scope<T>): Test<T> => {
  const tests = Object.keys(operators).map((name): Test<T> => {
    const value = operators[name]
    const leaf = Object.hasOwn(leafOperators, name) ? leafOperators[name] : undefined
    if (leaf) return scope.lift(leaf(value, { ...scope, operators }), onWholeArrays.has(name))
    const other = Object.hasOwn(otherOperators, name) ? otherOperators[name] : undefined
    if (other) return other(value, { ...scope, operators })
    throw badValue(`unknown operator: ${name}`)
  })
  const [first, second] = tests
  return first && !second ? first : (input) => tests.every((test) => test(input))
}
