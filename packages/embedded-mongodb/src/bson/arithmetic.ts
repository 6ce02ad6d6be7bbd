import { Decimal128, Double, Long } from 'bson'
import { addDecimal, multiplyDecimal } from './decimal.js'
import { toNumber, type Numeric } from './values.js'

/** Result types as in MongoDB: decimal wins over double, double over long, long over int; an int that overflows becomes long. */
const isInt = (value: Numeric): value is number =>
  typeof value === 'number' && (value | 0) === value
const isDouble = (value: Numeric): boolean =>
  !isInt(value) && (typeof value === 'number' || value instanceof Double)

export const fromDouble = (value: number): number | Double =>
  Number.isInteger(value) ? new Double(value) : value

const minLong = -(2n ** 63n)
const maxLong = 2n ** 63n - 1n

const fromInteger = (value: bigint, asInt: boolean): Numeric => {
  if (asInt && value >= -2147483648n && value <= 2147483647n) return Number(value)
  return Long.fromBigInt(value)
}

const bigOf = (value: Numeric): bigint =>
  value instanceof Long ? value.toBigInt() : BigInt(value as number)

type Operation = {
  double: (a: number, b: number) => number
  integer: (a: bigint, b: bigint) => bigint
  decimal: (a: Decimal128, b: Decimal128) => Decimal128
}

export const toDecimal = (value: Numeric): Decimal128 => {
  if (value instanceof Decimal128) return value
  if (isDouble(value))
    return Decimal128.fromStringWithRounding(Number(toNumber(value).toPrecision(15)).toString())
  return Decimal128.fromString(String(value))
}

const apply = (a: Numeric, b: Numeric, operation: Operation): Numeric | undefined => {
  if (a instanceof Decimal128 || b instanceof Decimal128)
    return operation.decimal(toDecimal(a), toDecimal(b))
  if (isDouble(a) || isDouble(b)) return fromDouble(operation.double(toNumber(a), toNumber(b)))
  const result = operation.integer(bigOf(a), bigOf(b))
  return result < minLong || result > maxLong
    ? undefined
    : fromInteger(result, isInt(a) && isInt(b))
}

const addition: Operation = {
  double: (a, b) => a + b,
  integer: (a, b) => a + b,
  decimal: addDecimal,
}
const multiplication: Operation = {
  double: (a, b) => a * b,
  integer: (a, b) => a * b,
  decimal: multiplyDecimal,
}

/** The sum, or undefined when it does not fit into 64 bits. */
export const add = (a: Numeric, b: Numeric): Numeric | undefined => apply(a, b, addition)
export const multiply = (a: Numeric, b: Numeric): Numeric | undefined => apply(a, b, multiplication)

/** As in aggregation, where an overflow of 64 bits goes on as a double. */
export const addOrDouble = (a: Numeric, b: Numeric): Numeric =>
  add(a, b) ?? fromDouble(toNumber(a) + toNumber(b))
export const multiplyOrDouble = (a: Numeric, b: Numeric): Numeric =>
  multiply(a, b) ?? fromDouble(toNumber(a) * toNumber(b))
export const negate = (value: Numeric): Numeric => multiplyOrDouble(value, -1)
