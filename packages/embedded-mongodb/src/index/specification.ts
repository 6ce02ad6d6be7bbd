import {
  isDocument,
  isNumeric,
  isTruthy,
  toNumber,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import { show } from '../storage/show.js'

const unsupported = (message: string): MongoError => new MongoError('NotImplemented', message)
const cannot = (message: string): MongoError => new MongoError('CannotCreateIndex', message)

const checkField = (path: string, direction: Value): void => {
  if (typeof direction === 'string') {
    throw unsupported(`index type '${direction}' is not supported by the embedded server`)
  }
  if (!isNumeric(direction) || toNumber(direction) === 0 || Number.isNaN(toNumber(direction))) {
    throw cannot(
      `Values in v:2 index key pattern must be numbers > 0, numbers < 0 or strings; field ${path}`,
    )
  }
  if (path === '') throw cannot('Index keys cannot be an empty field.')
  if (path.includes('$**')) {
    throw unsupported('wildcard indexes are not supported by the embedded server')
  }
  if (path.split('.').some((part) => part.startsWith('$'))) {
    throw cannot("Index key contains an illegal field name: field name starts with '$'.")
  }
}

const checkKey = (key: Value): Document => {
  if (!isDocument(key) || Object.keys(key).length === 0) {
    throw cannot('Index keys cannot be empty.')
  }
  if (Object.keys(key).length > 32) throw new LocationError(13103, 'too many compound keys')
  for (const [path, direction] of Object.entries(key)) checkField(path, direction)
  return key
}

const known = new Set([
  'key',
  'name',
  'v',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'hidden',
  'collation',
  'ns',
  'dropDups',
  'commitQuorum',
])

const refuseUnsupported = ({ hidden, collation }: Document): void => {
  if (hidden === true) {
    throw unsupported('hidden indexes are not supported by the embedded server')
  }
  if (isDocument(collation) && collation['locale'] !== 'simple') {
    throw unsupported('collations other than simple are not supported by the embedded server')
  }
}

/** Checks an index specification and brings it into the form that is stored (manual: reference/command/createIndexes). */
export const parseSpec = (specification: Document): Document => {
  const unknown = Object.keys(specification).find((name) => !known.has(name))
  if (unknown) {
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${unknown}' is not valid for an index specification. Specification: ${show(specification)}`,
    )
  }
  refuseUnsupported(specification)
  const key = checkKey(specification['key'])
  const { name } = specification
  if (typeof name !== 'string' || name === '') {
    throw cannot('The index name must be a non-empty string')
  }
  const result: Document = { v: 2, key, name }
  if (specification['unique'] === true) result['unique'] = true
  if (specification['sparse'] === true) result['sparse'] = true
  addPartial(result, specification['partialFilterExpression'])
  addExpiry(result, specification['expireAfterSeconds'], key)
  return result
}

const partialOperators = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'])

const checkCondition = (path: string, value: Value): void => {
  for (const [name, operand] of Object.entries(isDocument(value) ? value : {})) {
    const isBad = !partialOperators.has(name) || (name === '$exists' && !isTruthy(operand))
    if (name.startsWith('$') && isBad) {
      throw cannot(`Expression not supported in partial index: ${path}: ${show(value)}`)
    }
  }
}

const checkPartial = (filter: Document): void => {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' || key === '$or') for (const part of value as Document[]) checkPartial(part)
    else if (key.startsWith('$')) throw cannot(`unsupported expression in partial index: ${key}`)
    else checkCondition(key, value)
  }
}

const addPartial = (result: Document, filter: Value): void => {
  if (filter === undefined) return
  if (!isDocument(filter))
    throw cannot("'partialFilterExpression' for an index has to be a document")
  if (result['sparse'] === true)
    throw cannot("cannot mix 'partialFilterExpression' and 'sparse' options")
  checkPartial(filter)
  compileFilter(filter)
  result['partialFilterExpression'] = filter
}

const addExpiry = (result: Document, seconds: Value, key: Document): void => {
  if (seconds === undefined) return
  if (!isNumeric(seconds)) throw cannot("TTL index 'expireAfterSeconds' option must be numeric")
  const value = toNumber(seconds)
  if (value < 0 || value > 2147483647)
    throw cannot(
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number. ${value}`,
    )
  if (Object.keys(key).length > 1)
    throw cannot('TTL indexes are single-field indexes, compound indexes do not support TTL')
  if (Object.hasOwn(key, '_id'))
    throw cannot("The field 'expireAfterSeconds' is not valid for an _id index specification")
  result['expireAfterSeconds'] = value
}
