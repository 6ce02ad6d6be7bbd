import { Decimal128, Double, Long } from 'bson'
import {
  addDecimal,
  decimalFromDouble,
  multiplyDecimal,
  preciseDecimalFromDouble,
  subtractDecimal,
} from './decimal.js'
import { toNumber, type Numeric } from './values.js'

/** Result types as in MongoDB: decimal wins over double, double over long, long over int; an int that overflows becomes long. */
export const isInt = (value: Numeric): value is number =>
  typeof value === 'number' && (value | 0) === value
export const isDouble = (value: Numeric): value is number | Double =>
  !isInt(value) && (typeof value === 'number' || value instanceof Double)

export const fromDouble = (value: number): number | Double =>
  Number.isInteger(value) ? new Double(value) : value

const minLong = -(2n ** 63n)
const maxLong = 2n ** 63n - 1n

/** The integer as an int if it may be one and fits, else as a long; nothing when it does not fit into 64 bits. */
export const fromInteger = (value: bigint, asInt: boolean): Numeric | undefined => {
  if (asInt && value >= -2147483648n && value <= 2147483647n) return Number(value)
  return value < minLong || value > maxLong ? undefined : Long.fromBigInt(value)
}

export const toInteger = (value: Numeric): bigint =>
  value instanceof Long ? value.toBigInt() : BigInt(toNumber(value))

type Operation = {
  double: (a: number, b: number) => number
  integer: (a: bigint, b: bigint) => bigint
  decimal: (a: Decimal128, b: Decimal128) => Decimal128
}

export const toDecimal = (value: Numeric): Decimal128 => {
  if (value instanceof Decimal128) return value
  if (isDouble(value)) return decimalFromDouble(toNumber(value))
  return Decimal128.fromString(String(value))
}

const apply = (a: Numeric, b: Numeric, operation: Operation): Numeric | undefined => {
  if (a instanceof Decimal128 || b instanceof Decimal128)
    return operation.decimal(toDecimal(a), toDecimal(b))
  if (isDouble(a) || isDouble(b)) return fromDouble(operation.double(toNumber(a), toNumber(b)))
  return fromInteger(operation.integer(toInteger(a), toInteger(b)), isInt(a) && isInt(b))
}

const addition: Operation = {
  double: (a, b) => a + b,
  integer: (a, b) => a + b,
  decimal: addDecimal,
}
const subtraction: Operation = {
  double: (a, b) => a - b,
  integer: (a, b) => a - b,
  decimal: subtractDecimal,
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
const orDouble =
  (operation: Operation) =>
  (a: Numeric, b: Numeric): Numeric =>
    apply(a, b, operation) ?? fromDouble(operation.double(toNumber(a), toNumber(b)))

export const addOrDouble = orDouble(addition)
export const subtractOrDouble = orDouble(subtraction)

export const product = (values: readonly Numeric[]): Numeric => {
  let double = 1
  let result: Numeric = 1
  for (const value of values) {
    double *= toNumber(value)
    result = multiply(result, value) ?? fromDouble(double)
  }
  return result
}

type DoubleSum = { high: number; low: number; plain: number }

/** Adds with twice the digits of a double, as MongoDB's `$sum` and `$avg` do (2Sum and Fast2Sum). */
const addDouble = (sum: DoubleSum, value: number): void => {
  const small = value + sum.low
  const rest = sum.low - (small - value)
  const high = sum.high + small
  const part = high - small
  sum.low = rest + (sum.high - part + (small - (high - part)))
  sum.high = high
  sum.plain += value
}

const addInteger = (sum: DoubleSum, value: bigint): void => {
  const low = value % 2n ** 32n
  addDouble(sum, Number(low))
  addDouble(sum, Number(value - low))
}

const doubleOf = ({ high, plain }: DoubleSum): number => (Number.isNaN(high) ? plain : high)

const decimalOf = (sum: DoubleSum): Decimal128 =>
  Number.isFinite(sum.high)
    ? addDecimal(preciseDecimalFromDouble(sum.high), preciseDecimalFromDouble(sum.low))
    : preciseDecimalFromDouble(sum.plain)

/** A sum as that of `$sum`: `double` is what was added of ints, longs and doubles, `result` all of it in its proper type. */
export type Summation = {
  add: (value: Numeric) => void
  double: () => number
  result: () => Numeric
}

export const createSummation = (): Summation => {
  const sum: DoubleSum = { high: 0, low: 0, plain: 0 }
  let decimals: Decimal128 | undefined
  let integral = true
  let small = true
  return {
    add: (value) => {
      if (value instanceof Decimal128) {
        decimals = addDecimal(decimals ?? Decimal128.fromString('0'), value)
        return
      }
      small &&= isInt(value)
      integral &&= !isDouble(value)
      if (value instanceof Long) addInteger(sum, value.toBigInt())
      else addDouble(sum, toNumber(value))
    },
    double: () => doubleOf(sum),
    result: () => {
      if (decimals) return addDecimal(decimals, decimalOf(sum))
      const integer = integral ? fromInteger(BigInt(sum.high) + BigInt(sum.low), small) : undefined
      return integer ?? fromDouble(doubleOf(sum))
    },
  }
}
