import { BSONRegExp, Long } from 'bson'
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
import { visitPath } from './path.js'
import { compileRegex } from './regex.js'
import { compileType } from './type.js'

export type Predicate = (document: Document) => boolean
/** `$elemMatch` holds a filter, and a filter holds operators: the former is handed in. */
export type CompileFilter = (filter: Document) => Predicate

/** A test of the one value that a path leads to; undefined is a missing field. */
export type Leaf = (value: Value) => boolean

/** Applies to the value itself and, when that is an array, to each of its elements. */
const orElement =
  (test: Leaf): Leaf =>
  (value) =>
    test(value) || (Array.isArray(value) && value.some(test))

export const leafTest =
  (parts: readonly string[], test: Leaf): Predicate =>
  (document) =>
    visitPath(document, parts, test)

export const isOperatorDocument = (value: Value): value is Document => {
  if (!isDocument(value)) return false
  const first = Object.keys(value)[0]
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first)
}

export const equality = (value: Value): Leaf => {
  if (value instanceof BSONRegExp) {
    const matches = compileRegex(value.pattern, value.options)
    return orElement(
      (found) => matches(found) || (found instanceof BSONRegExp && equal(found, value)),
    )
  }
  if (value === null) return orElement((found) => found === undefined || found === null)
  return orElement((found) => found !== undefined && equal(found, value))
}

/** Only values of the same type compare (type bracketing), but MinKey and MaxKey compare with everything. */
const comparable = (found: Value, value: Value): boolean => {
  const rank = rankOf(value)
  return rank === rankOf(found) || rank === typeRank.minKey || rank === typeRank.maxKey
}

const isNotANumber = (value: Value): boolean => isNumeric(value) && Number.isNaN(toNumber(value))

const ordering =
  (name: string, accepts: (order: number) => boolean) =>
  (value: Value): Leaf => {
    if (value instanceof BSONRegExp)
      throw badValue(`Can't have RegEx as arg to predicate over field '${name}'.`)
    const orEqual = accepts(0)
    if (value === null) return orEqual ? equality(null) : () => false
    return orElement((found) => {
      if (found === undefined || !comparable(found, value)) return false
      if (isNotANumber(found) || isNotANumber(value)) {
        return orEqual && isNotANumber(found) && isNotANumber(value)
      }
      return accepts(compare(found, value))
    })
  }

const list = (operator: string, value: Value): Value[] => {
  if (!Array.isArray(value)) throw badValue(`${operator} needs an array`)
  return value as Value[]
}

const inList = (value: Value): Leaf => {
  const tests = list('$in', value).map((item) => {
    if (isOperatorDocument(item)) throw badValue('cannot nest $ under $in')
    return equality(item)
  })
  return (found) => tests.some((test) => test(found))
}

/** An array inside the array counts as a whole; only operators on arrays look into it. */
const onWholeArrays = ['$size', '$all', '$elemMatch']

const elemMatch = (value: Value, compileFilter: CompileFilter): Leaf => {
  if (!isDocument(value)) throw badValue('$elemMatch needs an Object')
  const logical = ['$and', '$or', '$nor', '$expr']
  const onValues = isOperatorDocument(value) && !logical.includes(Object.keys(value)[0] ?? '')
  const intoArrays = Object.keys(value).some((name) => onWholeArrays.includes(name))
  const asSingle = (item: Value): Value => (Array.isArray(item) && !intoArrays ? [item] : item)
  const test = onValues
    ? compileFieldOperators(['value'], value, compileFilter)
    : compileFilter(value)
  return (found) =>
    Array.isArray(found) &&
    found.some((item: Value) => {
      if (onValues) return test({ value: asSingle(item) })
      return (isDocument(item) || Array.isArray(item)) && test(item as Document)
    })
}

const all = (value: Value, compileFilter: CompileFilter): Leaf[] =>
  list('$all', value).map((item) =>
    isDocument(item) && Object.hasOwn(item, '$elemMatch')
      ? elemMatch(item['$elemMatch'], compileFilter)
      : equality(item),
  )

const size = (value: Value): Leaf => {
  if (!isNumeric(value))
    throw badValue(`Failed to parse $size. Expected a number in: $size: ${String(value)}`)
  const wanted = toNumber(value)
  if (!Number.isInteger(wanted))
    throw badValue(`Failed to parse $size. Expected an integer: $size: ${wanted}`)
  if (wanted < 0)
    throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${wanted}`)
  return (found) => Array.isArray(found) && found.length === wanted
}

const mod = (value: Value): Leaf => {
  const [divisor, remainder, ...rest] = Array.isArray(value) ? (value as Value[]) : []
  if (!Array.isArray(value)) throw badValue('malformed mod, needs to be an array')
  if (divisor === undefined || remainder === undefined)
    throw badValue('malformed mod, not enough elements')
  if (rest.length > 0) throw badValue('malformed mod, too many elements')
  if (!isNumeric(divisor)) throw badValue('malformed mod, divisor not a number')
  if (!isNumeric(remainder)) throw badValue('malformed mod, remainder not a number')
  const by = Math.trunc(toNumber(divisor))
  const wanted = Math.trunc(toNumber(remainder))
  if (by === 0) throw badValue('divisor cannot be 0')
  if (!Number.isFinite(by)) throw badValue('malformed mod, divisor value is invalid')
  return orElement((found) =>
    found instanceof Long
      ? Number(found.toBigInt() % BigInt(by)) === wanted
      : isNumeric(found) && Math.trunc(toNumber(found)) % by === wanted,
  )
}

const leafOperators: Record<string, (value: Value, compileFilter: CompileFilter) => Leaf> = {
  $eq: equality,
  $gt: ordering('$gt', (order) => order > 0),
  $gte: ordering('$gte', (order) => order >= 0),
  $lt: ordering('$lt', (order) => order < 0),
  $lte: ordering('$lte', (order) => order <= 0),
  $in: inList,
  $elemMatch: elemMatch,
  $size: size,
  $mod: mod,
  $type: (value) => orElement(compileType(value)),
  $bitsAllSet: (value) => orElement(bitTest('$bitsAllSet', value)),
  $bitsAllClear: (value) => orElement(bitTest('$bitsAllClear', value)),
  $bitsAnySet: (value) => orElement(bitTest('$bitsAnySet', value)),
  $bitsAnyClear: (value) => orElement(bitTest('$bitsAnyClear', value)),
}

const negated =
  (test: Predicate): Predicate =>
  (document) =>
    !test(document)

type Context = { operators: Document; compileFilter: CompileFilter }

const compileNot = (
  parts: readonly string[],
  value: Value,
  { compileFilter }: Context,
): Predicate => {
  if (value instanceof BSONRegExp) return negated(leafTest(parts, equality(value)))
  if (!isDocument(value)) throw badValue('$not needs a regex or a document')
  if (Object.keys(value).length === 0) throw badValue('$not cannot be empty')
  return negated(compileFieldOperators(parts, value, compileFilter))
}

const pathOperators: Record<
  string,
  (parts: readonly string[], value: Value, context: Context) => Predicate
> = {
  $ne: (parts, value) => negated(leafTest(parts, equality(value))),
  $nin: (parts, value) => negated(leafTest(parts, inList(value))),
  $not: compileNot,
  $exists: (parts, value) => {
    const exists = leafTest(parts, (found) => found !== undefined)
    return isTruthy(value) ? exists : negated(exists)
  },
  $all: (parts, value, { compileFilter }) => {
    const tests = all(value, compileFilter).map((leaf) => leafTest(parts, leaf))
    return (document) => tests.length > 0 && tests.every((test) => test(document))
  },
  $regex: (parts, value, { operators }) => {
    const flags = operators['$options']
    const pattern = value instanceof BSONRegExp ? value.pattern : value
    if (typeof pattern !== 'string') throw badValue('$regex has to be a string')
    const own = value instanceof BSONRegExp ? value.options : ''
    return leafTest(
      parts,
      equality(new BSONRegExp(pattern, typeof flags === 'string' ? flags : own)),
    )
  },
  $options: (_parts, _value, { operators }) => {
    if (!Object.hasOwn(operators, '$regex')) throw badValue('$options needs a $regex')
    return () => true
  },
  $comment: () => () => true,
}

export const fieldOperatorNames = (): string[] =>
  [...Object.keys(leafOperators), ...Object.keys(pathOperators)].sort()

/** Conditions such as `{$gt: 1, $lt: 5}` on one path. */
export const compileFieldOperators = (
  parts: readonly string[],
  operators: Document,
  compileFilter: CompileFilter,
): Predicate => {
  const tests = Object.keys(operators).map((name): Predicate => {
    const value = operators[name]
    const leaf = Object.hasOwn(leafOperators, name) ? leafOperators[name] : undefined
    if (leaf) return leafTest(parts, leaf(value, compileFilter))
    const byPath = Object.hasOwn(pathOperators, name) ? pathOperators[name] : undefined
    if (byPath) return byPath(parts, value, { operators, compileFilter })
    throw badValue(`unknown operator: ${name}`)
  })
  return tests.length === 1 && tests[0]
    ? tests[0]
    : (document) => tests.every((test) => test(document))
}
