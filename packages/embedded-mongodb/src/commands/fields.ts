import {
  isDocument,
  isNumeric,
  toNumber,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, failedToParse, LocationError, MongoError, typeMismatch } from '../errors.js'

const accepted = {
  bool: ['bool'],
  flag: ['bool', 'long', 'int', 'decimal', 'double'],
  number: ['long', 'int', 'decimal', 'double'],
  long: ['long'],
  string: ['string'],
  object: ['object'],
  array: ['array'],
}

/** What a field may hold. `refused` is known to MongoDB and does something that this server cannot do. */
type Kind = keyof typeof accepted | 'any' | 'hint' | 'refused'
export type Fields = { kinds: ReadonlyMap<string, Kind>; required: readonly string[] }

export const fields = (kinds: Record<string, Kind>, required: readonly string[] = []): Fields => ({
  kinds: new Map(Object.entries(kinds)),
  required,
})

const expected = (types: readonly string[]): string =>
  types.length === 1 ? `type '${types.join()}'` : `types '[${types.join(', ')}']`

export const wrongType = (path: string, value: Value, types: readonly string[]): MongoError =>
  typeMismatch(
    `BSON field '${path}' is the wrong type '${typeOf(value).name}', expected ${expected(types)}`,
  )

const missing = (path: string): LocationError =>
  new LocationError(40414, `BSON field '${path}' is missing but a required field`)

const badEnumeration = (path: string, value: Value): MongoError =>
  badValue(`Enumeration value '${String(value)}' for field '${path}' is not a valid value.`)

export const checkOneOf = (path: string, value: Value, values: readonly string[]): void => {
  if (value === undefined) return
  if (typeof value !== 'string') throw wrongType(path, value, accepted.string)
  if (!values.includes(value)) throw badEnumeration(path, value)
}

const maxNodes = 50
const concernTypes = ['int', 'long', 'double', 'decimal', 'string', 'object', 'null']

const checkWriteConcern = (concern: Value): void => {
  if (concern === null) return
  if (!isDocument(concern)) throw wrongType('writeConcern', concern, accepted.object)
  const { w } = concern
  if (w === undefined) return
  if (!concernTypes.includes(typeOf(w).name))
    throw failedToParse(`w has to be a number, string, or object; found: ${typeOf(w).name}`)
  if (isNumeric(w) && !(toNumber(w) >= 0 && toNumber(w) <= maxNodes))
    throw failedToParse(
      `w has to be a non-negative number and not greater than ${maxNodes}; found: ${toNumber(w)}`,
    )
}

const readConcernLevels = ['local', 'majority', 'available', 'linearizable', 'snapshot']

const checkReadConcern = (concern: Value): void => {
  if (concern === null) return
  if (!isDocument(concern)) throw wrongType('readConcern', concern, accepted.object)
  checkOneOf('readConcern.level', concern['level'], readConcernLevels)
}

const checkMaxTime = (limit: Value): void => {
  if (limit === null) return
  if (!isNumeric(limit)) throw badValue('maxTimeMS must be a number')
  const ms = toNumber(limit)
  if (Number.isFinite(ms) && !Number.isInteger(ms))
    throw badValue('maxTimeMS has non-integral value')
  if (!(ms >= 0 && ms <= 2147483647))
    throw badValue(`${ms} value for maxTimeMS is out of range [0, 2147483647]`)
}

const nothing = (): void => undefined

/** What every command may have beside its own fields. */
const generic = new Map<string, (value: Value) => void>([
  ['writeConcern', checkWriteConcern],
  ['readConcern', checkReadConcern],
  ['maxTimeMS', checkMaxTime],
  ...[
    '$db',
    '$readPreference',
    '$clusterTime',
    '$client',
    '$audit',
    'lsid',
    'txnNumber',
    'autocommit',
    'startTransaction',
    'comment',
    'apiVersion',
    'apiStrict',
    'apiDeprecationErrors',
  ].map((name): [string, () => void] => [name, nothing]),
])

const checkKind = (path: string, name: string, value: Value, kind: Kind): void => {
  if (kind === 'any' || value === null) return
  if (kind === 'refused') {
    if (value === false) return
    throw new MongoError(
      'NotImplemented',
      `the option '${name}' is not supported by the embedded server`,
    )
  }
  const { name: type } = typeOf(value)
  if (kind === 'hint') {
    if (type === 'string' || type === 'object') return
    throw failedToParse('Hint must be a string or an object')
  }
  if (!accepted[kind].includes(type)) throw wrongType(`${path}.${name}`, value, accepted[kind])
}

const checkKnown = (path: string, name: string, value: Value, { kinds }: Fields): void => {
  const kind = kinds.get(name)
  if (!kind)
    throw new MongoError('IDLUnknownField', `BSON field '${path}.${name}' is an unknown field.`)
  checkKind(path, name, value, kind)
}

const checkRequired = (path: string, body: Document, { required }: Fields): void => {
  for (const name of required)
    if (body[name] === undefined || body[name] === null) throw missing(`${path}.${name}`)
}

/** Refuses fields that are unknown, of the wrong type, or missing. Null counts as missing. */
export const checkFields = (path: string, body: Document, known: Fields): void => {
  for (const name in body) checkKnown(path, name, body[name], known)
  checkRequired(path, body, known)
}

/** The same for a whole command, with the fields that every command may have; not all commands tell what they know. */
export const checkCommand = (command: string, body: Document, known: Fields | undefined): void => {
  for (const name in body) {
    const check = generic.get(name)
    if (check) check(body[name])
    else if (known && (name !== command || known.kinds.has(name)))
      checkKnown(command, name, body[name], known)
  }
  if (known) checkRequired(command, body, known)
}
