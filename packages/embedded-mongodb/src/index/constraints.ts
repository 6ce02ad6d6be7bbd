import { BSONRegExp, MaxKey, MinKey } from 'bson'
import { isDocument, isTruthy, rankOf, type Document, type Value } from '../bson/values.js'
import { isOperatorDocument } from '../match/operators.js'
import { successor } from '../storage/keys.js'
import { valueKey } from './key-string.js'

/** Bytes of one index field, from low (inclusive) to high (exclusive). */
export type Interval = { low: Buffer; high: Buffer; point: boolean }

/** A condition that every matching document fulfils. */
export type Constraint = { path: string; operator: string; value: Value }

const hasNumber = (path: string): boolean => path.split('.').some((part) => /^\d+$/.test(part))

const usable = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$regex'])

const fromOperators = (path: string, operators: Document): Constraint[] =>
  Object.keys(operators).flatMap((operator): Constraint[] => {
    const value = operators[operator]
    if (operator === '$elemMatch' && isDocument(value)) {
      if (isOperatorDocument(value)) return []
      // a number that an element has as a field is, behind the path, also a place in the array
      return constraintsOf(value)
        .filter((inner) => !hasNumber(inner.path))
        .map((inner) => ({ ...inner, path: `${path}.${inner.path}` }))
    }
    if (operator === '$all' && Array.isArray(value)) {
      const plain = (value as Value[]).filter((item) => !isOperatorDocument(item))
      return plain.slice(0, 1).map((item) => ({ path, operator: '$eq', value: item }))
    }
    return usable.has(operator) ? [{ path, operator, value }] : []
  })

/** Reads from a filter what an index can use; it may leave things out, never add any. */
export const constraintsOf = (filter: Document): Constraint[] =>
  Object.keys(filter).flatMap((key): Constraint[] => {
    const value = filter[key]
    if (key === '$and') return (value as Document[]).flatMap(constraintsOf)
    if (key === '$or' && Array.isArray(value) && value.length === 1)
      return constraintsOf(value[0] as Document)
    if (key.startsWith('$')) return []
    if (isOperatorDocument(value)) return fromOperators(key, value)
    return [{ path: key, operator: '$eq', value }]
  })

const point = (value: Value): Interval => {
  const low = valueKey(value)
  return { low, high: successor(low), point: true }
}

const unindexable = (value: Value): boolean =>
  Array.isArray(value) || value instanceof BSONRegExp || value === undefined

const range = (operator: string, value: Value): Interval[] | undefined => {
  if (unindexable(value) || value instanceof MinKey || value instanceof MaxKey) return undefined
  if (value === null) return operator === '$gte' || operator === '$lte' ? [point(null)] : undefined
  const key = valueKey(value)
  const rank = rankOf(value)
  const first = Buffer.from([rank])
  const last = Buffer.from([rank + 1])
  switch (operator) {
    case '$gt':
      return [{ low: successor(key), high: last, point: false }]
    case '$gte':
      return [{ low: key, high: last, point: false }]
    case '$lt':
      return [{ low: first, high: key, point: false }]
    default:
      return [{ low: first, high: successor(key), point: false }]
  }
}

/** With a number in its path, a condition about null is also true of values that the index has no null for. */
const isNullAtPlace = ({ path, value }: Constraint): boolean =>
  hasNumber(path) && (Array.isArray(value) ? value.includes(null) : value === null)

/** The part of the index where a constraint can be true; undefined when an index cannot help. */
export const intervalsOf = (constraint: Constraint): Interval[] | undefined => {
  const { operator, value } = constraint
  if (isNullAtPlace(constraint)) return undefined
  if (operator === '$eq') return unindexable(value) ? undefined : [point(value)]
  if (operator === '$in') {
    const values = value as Value[]
    if (!Array.isArray(values) || values.some(unindexable)) return undefined
    const unique = new Map(values.map((item) => [valueKey(item).toString('latin1'), point(item)]))
    return [...unique.values()].sort((a, b) => Buffer.compare(a.low, b.low))
  }
  return ['$gt', '$gte', '$lt', '$lte'].includes(operator) ? range(operator, value) : undefined
}

/** True when a document in which the path is missing or null cannot fulfil the constraint. */
export const needsValue = ({ operator, value }: Constraint): boolean => {
  if (operator === '$exists') return isTruthy(value)
  if (operator === '$in') return Array.isArray(value) && !value.includes(null)
  if (value instanceof MinKey || value instanceof MaxKey) return operator === '$eq'
  return value !== null && value !== undefined
}
