import { Decimal128, Double, Long, ObjectId } from 'bson'
import { fromDouble, toDecimal } from '../bson/arithmetic.js'
import { isNumeric, isTruthy, toNumber, typeOf, type Value } from '../bson/values.js'
import { MongoError } from '../errors.js'

const failure = (value: Value, type: string, why = ''): MongoError =>
  new MongoError(
    'ConversionFailure',
    why ||
      `Unsupported conversion from ${typeOf(value).name} to ${type} in $convert with no onError value`,
  )

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

const asNumber = (value: Value, type: string): number => {
  if (isNumeric(value)) return toNumber(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date && type !== 'int') return value.getTime()
  if (typeof value === 'string') {
    if (numberPattern.test(value)) return Number(value)
    throw failure(
      value,
      type,
      `Failed to parse number '${value}' in $convert with no onError value: Did not consume whole string.`,
    )
  }
  throw failure(value, type)
}

const asInteger = (value: Value, type: 'int' | 'long'): Value => {
  if (type === 'long' && value instanceof Long) return value
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) {
    throw failure(
      value,
      type,
      `Failed to parse number '${value}' in $convert with no onError value: Bad digit`,
    )
  }
  if (type === 'long' && typeof value === 'string') return Long.fromString(value)
  const number = Math.trunc(asNumber(value, type))
  const limit = type === 'int' ? 2147483648 : 2 ** 63
  if (!(number >= -limit && number < limit))
    throw failure(
      value,
      type,
      `Conversion would overflow target type in $convert with no onError value: ${number}`,
    )
  return type === 'int' ? number : Long.fromNumber(number)
}

const asText = (value: Value): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Double) return String(value.value)
  if (isNumeric(value)) return String(value)
  throw failure(value, 'string')
}

const asDate = (value: Value): Date => {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (typeof value === 'string') {
    const date = new Date(value)
    if (!Number.isNaN(date.getTime()) && /^\d{4}-\d{2}-\d{2}(T|$| )/.test(value)) return date
    throw failure(value, 'date', `Error parsing date string '${value}'`)
  }
  if (
    value instanceof Long ||
    value instanceof Double ||
    value instanceof Decimal128 ||
    (typeof value === 'number' && !Number.isInteger(value))
  ) {
    return new Date(Math.trunc(toNumber(value)))
  }
  throw failure(value, 'date')
}

const asObjectId = (value: Value): ObjectId => {
  if (value instanceof ObjectId) return value
  if (typeof value === 'string' && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value)
  if (typeof value !== 'string') throw failure(value, 'objectId')
  throw failure(
    value,
    'objectId',
    `Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
  )
}

const decimal = (value: Value): Decimal128 =>
  typeof value === 'string' && numberPattern.test(value)
    ? Decimal128.fromStringWithRounding(value)
    : toDecimal(isNumeric(value) ? value : asNumber(value, 'decimal'))

const converters: Record<string, (value: Value) => Value> = {
  string: asText,
  int: (value) => asInteger(value, 'int'),
  long: (value) => asInteger(value, 'long'),
  double: (value) => fromDouble(asNumber(value, 'double')),
  decimal,
  bool: (value) => isTruthy(value),
  date: asDate,
  objectId: asObjectId,
}

/** Conversions of `$convert` and its short forms (manual: reference/operator/aggregation/convert). */
export const convert = (value: Value, type: string): Value => {
  const converter = Object.hasOwn(converters, type) ? converters[type] : undefined
  if (!converter) throw new MongoError('BadValue', `Unknown type name: ${type}`)
  return converter(value)
}
