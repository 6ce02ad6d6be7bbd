import { Binary, Decimal128, Long, ObjectId, Timestamp } from 'bson'
import { fromDouble, isDouble, isInt, toDecimal, toInteger } from '../bson/arithmetic.js'
import { decimalToInteger } from '../bson/decimal.js'
import {
  isNumeric,
  isTruthy,
  toNumber,
  typeCodes,
  typeOf,
  type Numeric,
  type Value,
} from '../bson/values.js'
import { badValue, LocationError, MongoError } from '../errors.js'
import {
  ending,
  failure,
  fits,
  isOutOfRange,
  parsedDecimal,
  parsedDouble,
  parsedInteger,
  type IntegerType,
} from './parse-number.js'

const unsupported = (value: Value, type: string): MongoError =>
  failure(`Unsupported conversion from ${typeOf(value).name} to ${type} ${ending}`)

const overflow = (value: string): MongoError =>
  failure(`Conversion would overflow target type ${ending}: ${value}`)

const twoDigitExponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2')

/** Six digits, as C writes doubles into messages. */
const shortDouble = (value: number): string => {
  const short = Number(value.toPrecision(6))
  return twoDigitExponent(Math.abs(short) < 1e6 ? String(short) : short.toExponential())
}

const truncated = (value: Numeric): bigint | undefined => {
  if (value instanceof Decimal128) return decimalToInteger(value, 'toward-zero')
  if (!isDouble(value)) return toInteger(value)
  const number = toNumber(value)
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined
}

/** A double must be in range before its fraction is cut off. */
const outward = (value: number): bigint => BigInt(Math.sign(value) * Math.ceil(Math.abs(value)))

const castInteger = (value: Numeric, type: IntegerType): bigint => {
  const whole = truncated(value)
  if (whole === undefined) {
    const kind = Number.isNaN(toNumber(value)) ? 'NaN' : 'infinity'
    throw failure(`Attempt to convert ${kind} value to integer type ${ending}`)
  }
  if (fits(whole, type) && (!isDouble(value) || fits(outward(toNumber(value)), type))) return whole
  if (value instanceof Long) throw overflow('')
  throw overflow(value instanceof Decimal128 ? value.toString() : shortDouble(toNumber(value)))
}

const asInteger = (value: Value, type: IntegerType): bigint => {
  if (typeof value === 'string') return parsedInteger(value, type)
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (value instanceof Date && type === 'long') return BigInt(value.getTime())
  if (isNumeric(value)) return castInteger(value, type)
  throw unsupported(value, type)
}

const doubleOf = (value: Numeric): number => {
  const double = toNumber(value)
  if (value instanceof Decimal128 && isOutOfRange(double, value.toString()))
    throw overflow(value.toString())
  return double
}

const asDouble = (value: Value): number => {
  if (isNumeric(value)) return doubleOf(value)
  if (typeof value === 'string') return parsedDouble(value)
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date) return value.getTime()
  throw unsupported(value, 'double')
}

const asDecimal = (value: Value): Decimal128 => {
  if (isNumeric(value)) return toDecimal(value)
  if (typeof value === 'string') return parsedDecimal(value)
  if (typeof value === 'boolean') return toDecimal(Number(value))
  if (value instanceof Date) return toDecimal(Long.fromNumber(value.getTime()))
  throw unsupported(value, 'decimal')
}

/** The shortest text that is this double, with exponents where MongoDB writes them. */
const textOfDouble = (value: number): string => {
  if (Object.is(value, -0)) return '-0'
  const magnitude = Math.abs(value)
  const isPlain = magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e16)
  return isPlain || !Number.isFinite(value)
    ? String(value)
    : twoDigitExponent(value.toExponential())
}

const textOfDate = (date: Date): string => {
  const year = date.getUTCFullYear()
  if (year >= 0 && year <= 9999) return date.toISOString()
  throw new LocationError(
    18537,
    `Could not convert date to string: date component was outside the supported range of 0-9999: ${year}`,
  )
}

const noBinary = (): MongoError =>
  new MongoError(
    'NotImplemented',
    'conversions of binary data are not supported by the embedded server',
  )

const asText = (value: Value): string => {
  if (typeof value === 'string') return value
  if (isNumeric(value) && isDouble(value)) return textOfDouble(toNumber(value))
  if (typeof value === 'boolean' || isNumeric(value)) return value.toString()
  if (value instanceof Date) return textOfDate(value)
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Binary) throw noBinary()
  throw unsupported(value, 'string')
}

const datePattern =
  /^(?<month>\d{4}-(?:0[1-9]|1[0-2]))(?<day>-\d\d)?(?:[T ](?<time>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?))?\s*(?<zone>Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/

/** ISO 8601, as precisely as milliseconds; without a zone it is UTC. */
const dateOfText = (text: string): Date => {
  const {
    month = '',
    day = '-01',
    time = '00:00',
    zone = 'Z',
  } = datePattern.exec(text.trim())?.groups ?? {}
  const zoneOfJavaScript = zone.replace(/^(...)$/, '$1:00').replace(/(\d\d):?(\d\d)$/, '$1:$2')
  const date = new Date(`${month}${day}T${time}${zoneOfJavaScript}`)
  // JavaScript takes the 30th of February for the 1st of March
  const midnight = new Date(`${month}${day}T00:00Z`)
  if (midnight.getUTCDate() === Number(day.slice(1)) && !Number.isNaN(date.getTime())) return date
  throw failure(`Error parsing date string '${text}'`)
}

/** The date of what is one or holds one, for the operators of dates too. */
export const dateIn = (value: Value): Date | undefined => {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  return value instanceof Timestamp ? new Date(value.getHighBitsUnsigned() * 1000) : undefined
}

const dateOfNumber = (value: Numeric): Date => {
  const date = new Date(Number(castInteger(value, 'long')))
  if (!Number.isNaN(date.getTime())) return date
  throw new MongoError(
    'NotImplemented',
    'dates more than 100 million days from 1970 are not supported by the embedded server',
  )
}

const asDate = (value: Value): Date => {
  const date = dateIn(value)
  if (date) return date
  if (typeof value === 'string') return dateOfText(value)
  // an int holds no date: MongoDB refuses it, and only it among the numbers
  if (isNumeric(value) && !isInt(value)) return dateOfNumber(value)
  throw unsupported(value, 'date')
}

const asObjectId = (value: Value): ObjectId => {
  if (value instanceof ObjectId) return value
  if (typeof value !== 'string') throw unsupported(value, 'objectId')
  const length = Buffer.byteLength(value)
  const strange = /[^0-9a-f]/i.exec(value)
  if (length === 24 && !strange) return new ObjectId(value)
  const why =
    length === 24
      ? `Invalid character found in hex string: ${strange?.[0] ?? ''}`
      : `Invalid string length for parsing to OID, expected 24 but found ${length}`
  throw failure(`Failed to parse objectId '${value}' ${ending}: ${why}`)
}

const converters: Record<string, (value: Value) => Value> = {
  string: asText,
  int: (value) => Number(asInteger(value, 'int')),
  long: (value) => Long.fromBigInt(asInteger(value, 'long')),
  double: (value) => fromDouble(asDouble(value)),
  decimal: asDecimal,
  bool: isTruthy,
  date: asDate,
  objectId: asObjectId,
}

/** Whether it is a type at all; to most of them nothing can be converted. */
export const checkTypeName = (type: string): void => {
  if (!typeCodes.has(type)) throw badValue(`Unknown type name: ${type}`)
}

/** Conversions of `$convert` and its short forms (manual: reference/operator/aggregation/convert). */
export const convert = (value: Value, type: string): Value => {
  if (type === 'binData') throw noBinary()
  const converter = Object.hasOwn(converters, type) ? converters[type] : undefined
  if (!converter) throw unsupported(value, type)
  return converter(value)
}
