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

/** Classes in the order in which they are asked: a Timestamp is a Long too. */
const classRanks: [new (...args: never[]) => object, number][] = [
  [ObjectId, typeRank.objectId],
  [Date, typeRank.date],
  [Double, typeRank.number],
  [Timestamp, typeRank.timestamp],
  [Long, typeRank.number],
  [Decimal128, typeRank.number],
  [Binary, typeRank.binary],
  [BSONRegExp, typeRank.regex],
  [BSONSymbol, typeRank.string],
  [MinKey, typeRank.minKey],
  [MaxKey, typeRank.maxKey],
]

const rankOfObject = (value: object): number => {
  if (Array.isArray(value)) return typeRank.array
  if (isDocument(value)) return typeRank.object
  if (value instanceof Code) return value.scope ? typeRank.codeWithScope : typeRank.code
  const found = classRanks.find(([type]) => value instanceof type)
  if (!found) throw new TypeError(`not a BSON value: ${Object.prototype.toString.call(value)}`)
  return found[1]
}

const primitiveRanks: Record<string, number> = {
  number: typeRank.number,
  string: typeRank.string,
  boolean: typeRank.boolean,
  undefined: typeRank.missing,
}

export const rankOf = (value: Value): number => {
  if (value === null) return typeRank.null
  if (typeof value === 'object') return rankOfObject(value)
  const rank = primitiveRanks[typeof value]
  if (rank === undefined) throw new TypeError(`not a BSON value: ${typeof value}`)
  return rank
}

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

const names: [unknown, string, number][] = [
  [Double, 'double', 1],
  [Decimal128, 'decimal', 19],
  [Timestamp, 'timestamp', 17],
  [Long, 'long', 18],
  [ObjectId, 'objectId', 7],
  [Date, 'date', 9],
  [Binary, 'binData', 5],
  [BSONRegExp, 'regex', 11],
  [BSONSymbol, 'symbol', 14],
  [MinKey, 'minKey', -1],
  [MaxKey, 'maxKey', 127],
]

const isInt32 = (value: number): boolean => Number.isInteger(value) && (value | 0) === value

const typeOfObject = (value: object): { name: string; code: number } => {
  if (Array.isArray(value)) return { name: 'array', code: 4 }
  if (isDocument(value)) return { name: 'object', code: 3 }
  if (value instanceof Code) {
    return value.scope
      ? { name: 'javascriptWithScope', code: 15 }
      : { name: 'javascript', code: 13 }
  }
  const found = names.find(([type]) => value instanceof (type as new () => object))
  if (!found) throw new TypeError('not a BSON value')
  return { name: found[1], code: found[2] }
}

const primitiveTypes: Record<string, { name: string; code: number }> = {
  string: { name: 'string', code: 2 },
  boolean: { name: 'bool', code: 8 },
  undefined: { name: 'missing', code: 0 },
}

/** Alias and number of a value's type (manual: reference/bson-types). */
export const typeOf = (value: Value): { name: string; code: number } => {
  if (value === null) return { name: 'null', code: 10 }
  if (typeof value === 'object') return typeOfObject(value)
  if (typeof value === 'number') {
    return isInt32(value) ? { name: 'int', code: 16 } : { name: 'double', code: 1 }
  }
  const type = primitiveTypes[typeof value]
  if (!type) throw new TypeError(`not a BSON value: ${typeof value}`)
  return type
}

/** What MongoDB takes as true: everything but missing, null, false and zero. */
export const isTruthy = (value: Value): boolean => {
  if (value === undefined || value === null || value === false) return false
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
