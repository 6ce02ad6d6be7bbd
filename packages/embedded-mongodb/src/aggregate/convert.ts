import { Decimal128, Long, ObjectId } from 'bson'
import { fromDouble, toDecimal } from '../bson/arithmetic.js'
import { isNumeric, isTruthy, toNumber, typeOf, type Value } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { show } from '../storage/show.js'

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

const parsedLong = (text: string): Long => {
  if (BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return Long.fromBigInt(BigInt(text))
  throw failure(
    text,
    'long',
    `Failed to parse number '${text}' in $convert with no onError value: Overflow`,
  )
}

const checkDigits = (text: string, type: string): void => {
  if (/^[+-]?\d+$/.test(text)) return
  throw failure(
    text,
    type,
    `Failed to parse number '${text}' in $convert with no onError value: Bad digit`,
  )
}

const toLong = (value: Value): Long => {
  if (value instanceof Long) return value
  if (typeof value === 'string') return parsedLong(value)
  const number = Math.trunc(asNumber(value, 'long'))
  if (number >= -(2 ** 63) && number < 2 ** 63) return Long.fromNumber(number)
  throw overflow(value, 'long')
}

const toInt = (value: Value): number => {
  const number = Math.trunc(asNumber(value, 'int'))
  if ((number | 0) === number) return number
  throw overflow(value, 'int')
}

const overflow = (value: Value, type: string): MongoError =>
  failure(
    value,
    type,
    `Conversion would overflow target type in $convert with no onError value: ${show(value)}`,
  )

const asInteger = (value: Value, type: 'int' | 'long'): Value => {
  if (typeof value === 'string') checkDigits(value, type)
  return type === 'int' ? toInt(value) : toLong(value)
}

const asText = (value: Value): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean' || isNumeric(value)) return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  throw failure(value, 'string')
}

const dateOfText = (text: string): Date => {
  const date = new Date(text)
  if (/^\d{4}-\d{2}-\d{2}(T|$| )/.test(text) && !Number.isNaN(date.getTime())) return date
  throw failure(text, 'date', `Error parsing date string '${text}'`)
}

const asDate = (value: Value): Date => {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (typeof value === 'string') return dateOfText(value)
  // an int holds no date: MongoDB refuses it, and only it among the numbers
  if (isNumeric(value) && typeOf(value).name !== 'int') return new Date(Math.trunc(toNumber(value)))
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
