import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'

/**
 * A decoded BSON value. int32 and fractional doubles are numbers; integral doubles are `Double` (else they would come back as
 * int32); int64 is always `Long`; regular expressions are `BSONRegExp`. `undefined` means that a field is missing.
 */
export type Value = unknown
export type Document = Record<string, unknown>

/** Where a type stands when values of different types are compared (manual: reference/bson-type-comparison-order). */
export const typeRank = {
  minKey: 10,
  missing: 12,
  null: 20,
  number: 30,
  string: 40,
  object: 50,
  array: 60,
  binary: 70,
  objectId: 80,
  boolean: 90,
  date: 100,
  timestamp: 110,
  regex: 120,
  code: 140,
  codeWithScope: 150,
  maxKey: 250,
} as const

export const isDocument = (value: Value): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** A type's alias and number (manual: reference/bson-types), and where it stands in the order of types. */
export type Type = { name: string; code: number; rank: number }

const type = (name: string, code: number, rank: number): Type => ({ name, code, rank })

const types = {
  missing: type('missing', 0, typeRank.missing),
  null: type('null', 10, typeRank.null),
  int: type('int', 16, typeRank.number),
  double: type('double', 1, typeRank.number),
  string: type('string', 2, typeRank.string),
  bool: type('bool', 8, typeRank.boolean),
  object: type('object', 3, typeRank.object),
  array: type('array', 4, typeRank.array),
  javascript: type('javascript', 13, typeRank.code),
  javascriptWithScope: type('javascriptWithScope', 15, typeRank.codeWithScope),
}

const classTypes = new Map<unknown, Type>([
  [Double, types.double],
  [Decimal128, type('decimal', 19, typeRank.number)],
  [Timestamp, type('timestamp', 17, typeRank.timestamp)],
  [Long, type('long', 18, typeRank.number)],
  [ObjectId, type('objectId', 7, typeRank.objectId)],
  [Date, type('date', 9, typeRank.date)],
  [Binary, type('binData', 5, typeRank.binary)],
  [BSONRegExp, type('regex', 11, typeRank.regex)],
  [BSONSymbol, type('symbol', 14, typeRank.string)],
  [MinKey, type('minKey', -1, typeRank.minKey)],
  [MaxKey, type('maxKey', 127, typeRank.maxKey)],
])

const typeOfObject = (value: object): Type => {
  if (Array.isArray(value)) return types.array
  if (isDocument(value)) return types.object
  if (value instanceof Code) return value.scope ? types.javascriptWithScope : types.javascript
  const found = classTypes.get(value.constructor)
  if (!found) throw new TypeError(`not a BSON value: ${Object.prototype.toString.call(value)}`)
  return found
}

const primitiveTypes: Record<string, Type> = {
  string: types.string,
  boolean: types.bool,
  undefined: types.missing,
}

export const typeOf = (value: Value): Type => {
  if (value === null) return types.null
  if (typeof value === 'object') return typeOfObject(value)
  if (typeof value === 'number') return (value | 0) === value ? types.int : types.double
  const found = primitiveTypes[typeof value]
  if (!found) throw new TypeError(`not a BSON value: ${typeof value}`)
  return found
}

export const rankOf = (value: Value): number => typeOf(value).rank

/** Every alias with its number, also of types that no value here has. */
export const typeCodes: ReadonlyMap<string, number> = new Map([
  ...[...Object.values(types), ...classTypes.values()]
    .filter(({ code }) => code !== 0)
    .map(({ name, code }): [string, number] => [name, code]),
  ['undefined', 6],
  ['dbPointer', 12],
])

export type Numeric = number | Double | Long | Decimal128

export const isNumeric = (value: Value): value is Numeric =>
  typeof value === 'number' ||
  value instanceof Double ||
  value instanceof Decimal128 ||
  (value instanceof Long && !(value instanceof Timestamp))

/** The value as a JavaScript number, rounded to the nearest double where needed. */
export const toNumber = (value: Numeric): number => {
  if (typeof value === 'number') return value
  if (value instanceof Double) return value.value
  if (value instanceof Long) return value.toNumber()
  return Number(value.toString())
}

/** What MongoDB takes as true: everything but missing, null, false and zero. */
export const isTruthy = (value: Value): boolean => {
  if (value === undefined || value === null || value === false) return false
  // many a decimal is too small for a double
  if (value instanceof Decimal128) return !/^-?[0.]+(E|$)/.test(value.toString())
  return !isNumeric(value) || toNumber(value) !== 0
}

export const setField = (target: Document, key: string, value: Value): void => {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  } else {
    target[key] = value
  }
}

/** The name of the first field, which in a command is that of the command; empty when there is none. */
export const firstKey = (document: Document): string => {
  for (const key in document) return key
  return ''
}

/** The field's value, or undefined when missing; never something inherited. */
export const getField = (target: Document, key: string): Value =>
  Object.hasOwn(target, key) ? target[key] : undefined

/** A deep copy of documents and arrays; other values are immutable here and are shared. */
export const clone = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map((item: unknown) => clone(item)) as T
  if (!isDocument(value)) return value
  const copy: Document = {}
  for (const key of Object.keys(value)) setField(copy, key, clone(value[key]))
  return copy as T
}
