import { BSONRegExp } from 'bson'
import {
  isDocument,
  isNumeric,
  isTruthy,
  toNumber,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, failedToParse, LocationError, MongoError, typeMismatch } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import { show } from '../storage/show.js'

const unsupported = (message: string): MongoError => new MongoError('NotImplemented', message)
const cannot = (message: string): MongoError => new MongoError('CannotCreateIndex', message)

const checkDirection = (direction: Value): void => {
  if (typeof direction === 'string') {
    throw ['text', '2d', '2dsphere', 'hashed'].includes(direction)
      ? unsupported(`index type '${direction}' is not supported by the embedded server`)
      : cannot(`Unknown index plugin '${direction}'`)
  }
  if (!isNumeric(direction))
    throw cannot(
      `Values in v:2 index key pattern cannot be of type ${typeOf(direction).name}. Only numbers > 0, numbers < 0, and strings are allowed.`,
    )
  if (Number.isNaN(toNumber(direction)))
    throw cannot('Values in the index key pattern cannot be NaN.')
  if (toNumber(direction) === 0) throw cannot('Values in the index key pattern cannot be 0.')
}

const checkPath = (path: string): void => {
  if (path === '') throw cannot('Index keys cannot be an empty field.')
  const parts = path.split('.')
  if (parts.includes('')) throw cannot('Index keys cannot contain an empty field.')
  if (path.includes('$**')) {
    throw unsupported('wildcard indexes are not supported by the embedded server')
  }
  if (parts.some((part, i) => part.startsWith('$') && !(i > 0 && /^\$(db|id|ref)$/.test(part)))) {
    throw cannot("Index key contains an illegal field name: field name starts with '$'.")
  }
}

const mustBe = (name: string, wanted: string, value: Value): MongoError =>
  typeMismatch(`The field '${name}' must be ${wanted}, but got ${typeOf(value).name}`)

const checkKey = (key: Value): void => {
  if (!isDocument(key)) throw mustBe('key', 'an object', key)
  if (Object.keys(key).length === 0) throw cannot('Index keys cannot be empty.')
  if (Object.keys(key).length > 32) throw new LocationError(13103, 'too many compound keys')
  for (const [path, direction] of Object.entries(key)) {
    checkDirection(direction)
    checkPath(path)
  }
}

const checkName = (name: Value): void => {
  if (typeof name !== 'string') throw mustBe('name', 'a string', name)
  if (name === '') throw cannot('index name cannot be empty')
}

const checkFlag =
  (name: string) =>
  (value: Value): void => {
    if (typeof value === 'boolean' || isNumeric(value)) return
    throw typeMismatch(
      `The field '${name} has value ${name}: ${show(value)}, which is not convertible to bool`,
    )
  }

const checkHidden = (hidden: Value): void => {
  if (typeof hidden !== 'boolean') throw mustBe('hidden', 'a bool', hidden)
  if (hidden) throw unsupported('hidden indexes are not supported by the embedded server')
}

const checkCollation = (collation: Value): void => {
  if (!isDocument(collation)) throw mustBe('collation', 'an object', collation)
  if (collation['locale'] !== 'simple')
    throw unsupported('collations other than simple are not supported by the embedded server')
}

const checkVersion = (version: Value): void => {
  if (!isNumeric(version)) throw mustBe('v', 'a number', version)
  if (toNumber(version) !== 1 && toNumber(version) !== 2)
    throw cannot(`cannot create an index with v=${toNumber(version)}`)
}

const checkFilter = (filter: Value): void => {
  if (!isDocument(filter)) throw mustBe('partialFilterExpression', 'an object', filter)
  compileFilter(filter)
}

const anything = (): void => undefined

/** What may be specified, and how each is checked. */
const checks: Record<string, (value: Value) => void> = {
  key: checkKey,
  name: checkName,
  v: checkVersion,
  unique: checkFlag('unique'),
  sparse: checkFlag('sparse'),
  background: checkFlag('background'),
  dropDups: checkFlag('dropDups'),
  hidden: checkHidden,
  collation: checkCollation,
  partialFilterExpression: checkFilter,
  expireAfterSeconds: anything,
  ns: anything,
}

const checkSpec = (specification: Document): void => {
  const unknown = Object.keys(specification).find((name) => !Object.hasOwn(checks, name))
  if (unknown !== undefined)
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${unknown}' is not valid for an index specification. Specification: ${show(specification)}`,
    )
  for (const [name, value] of Object.entries(specification)) checks[name]?.(value)
  for (const name of ['key', 'name'])
    if (specification[name] === undefined)
      throw failedToParse(`The '${name}' field is a required property of an index specification`)
}

const idFields = new Set(['key', 'name', 'v', 'ns', 'collation'])

const checkIdSpec = (specification: Document, key: Document): void => {
  const unfit = Object.keys(specification).find((name) => !idFields.has(name))
  if (unfit !== undefined)
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${unfit}' is not valid for an _id index specification. Specification: ${show(specification)}`,
    )
  if (Number(key['_id']) !== 1)
    throw badValue(`The field 'key' for an _id index must be {_id: 1}, but got ${show(key)}`)
}

const checkReserved = (name: Value, key: Document): void => {
  if (name === '_id_')
    throw badValue(
      `The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}, found key: ${show(key)}`,
    )
  if (name === '*') throw badValue("The index name '*' is not valid.")
}

const inSpecification = (specification: Document): void => {
  try {
    checkSpec(specification)
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    throw Object.assign(error, {
      message: `Error in specification ${show(specification)} :: caused by :: ${error.message}`,
    })
  }
}

/** Checks an index specification and brings it into the form that is stored (manual: reference/command/createIndexes). */
export const parseSpec = (specification: Document): Document => {
  inSpecification(specification)
  const key = specification['key'] as Document
  const { name, v } = specification
  if (Object.keys(key).join() === '_id') checkIdSpec(specification, key)
  else checkReserved(name, key)
  const result: Document = { v: v === undefined ? 2 : Number(v), key, name }
  if (isTruthy(specification['unique'])) result['unique'] = true
  if (isTruthy(specification['sparse'])) result['sparse'] = true
  addPartial(result, specification['partialFilterExpression'] as Document | undefined)
  addExpiry(result, specification['expireAfterSeconds'], key)
  return result
}

const partialOperators = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'])

const checkCondition = (path: string, value: Value): void => {
  if (value instanceof BSONRegExp)
    throw cannot(`Expression not supported in partial index: ${path}: ${show(value)}`)
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
    else if (key.startsWith('$')) throw cannot(`Expression not supported in partial index: ${key}`)
    else checkCondition(key, value)
  }
}

const addPartial = (result: Document, filter: Document | undefined): void => {
  if (filter === undefined) return
  if (result['sparse'] === true)
    throw cannot('cannot mix "partialFilterExpression" and "sparse" options')
  checkPartial(filter)
  result['partialFilterExpression'] = filter
}

/** What is wrong with a time to live, if anything. */
export const expiryProblem = (seconds: Value): string | undefined => {
  const option = "TTL index 'expireAfterSeconds' option"
  if (!isNumeric(seconds))
    return `${option} must be numeric, but received a type of '${typeOf(seconds).name}'`
  const value = toNumber(seconds)
  if (Number.isNaN(value)) return `${option} must not be NaN`
  if (value < 0) return `${option} cannot be less than 0`
  return value > 2147483647
    ? "TTL index 'expireAfterSeconds' must be within the range of a 32-bit integer"
    : undefined
}

const addExpiry = (result: Document, seconds: Value, key: Document): void => {
  if (seconds === undefined) return
  const problem =
    expiryProblem(seconds) ??
    (Object.keys(key).length > 1
      ? 'TTL indexes are single-field indexes, compound indexes do not support TTL'
      : undefined)
  if (problem !== undefined) throw cannot(`${problem}. Index spec: ${show(result)}`)
  result['expireAfterSeconds'] = Math.trunc(Number(seconds))
}
