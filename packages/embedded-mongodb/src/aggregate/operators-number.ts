import { Decimal128, Long } from 'bson'
import {
  addOrDouble,
  fromDouble,
  fromInteger,
  isDouble,
  isInt,
  product,
  subtractOrDouble,
  toInteger,
} from '../bson/arithmetic.js'
import { decimalToInteger, roundDouble, roundInteger, type Rounding } from '../bson/decimal.js'
import { isNumeric, toNumber, typeOf, type Numeric, type Value } from '../bson/values.js'
import { LocationError, MongoError, badValue, typeMismatch } from '../errors.js'
import { isNullish, nullable, onValues } from './arguments.js'
import type { ExpressionOperator } from './scope.js'

type PlainNumber = Exclude<Numeric, Decimal128>
type Calculation = (values: Value[], name: string) => Value

const notSupported = (name: string): MongoError =>
  new MongoError('NotImplemented', `${name} of Decimal128 is not supported by the embedded server`)

/** Dates are 64 bits of milliseconds in MongoDB; here only those that JavaScript knows. */
const furthestMs = 8_640_000_000_000_000n

const wholeMs = (value: Numeric): bigint | undefined => {
  if (value instanceof Decimal128) return decimalToInteger(value, 'half-even')
  if (!isDouble(value)) return toInteger(value)
  const number = toNumber(value)
  if (!Number.isFinite(number)) return undefined
  return BigInt(Math.sign(number) * Math.round(Math.abs(number)))
}

const moveDate = (date: Date, by: Numeric, direction = 1n): Date => {
  const ms = wholeMs(by)
  const moved = ms === undefined ? undefined : BigInt(date.getTime()) + direction * ms
  if (moved === undefined || moved > furthestMs || moved < -furthestMs)
    throw new MongoError('Overflow', 'date overflow')
  return new Date(Number(moved))
}

const plus = (total: Numeric | Date, value: Value): Numeric | Date => {
  if (value instanceof Date) {
    if (total instanceof Date)
      throw new LocationError(16612, 'only one date allowed in an $add expression')
    return moveDate(value, total)
  }
  if (!isNumeric(value))
    throw typeMismatch(`$add only supports numeric or date types, not ${typeOf(value).name}`)
  return total instanceof Date ? moveDate(total, value) : addOrDouble(total, value)
}

/** The first null decides, whatever comes after it; what comes before it must be right. */
const sum: Calculation = (values) => {
  let total: Numeric | Date = 0
  for (const value of values) {
    if (isNullish(value)) return null
    total = plus(total, value)
  }
  return total
}

const multiplied: Calculation = (values) => {
  const factors: Numeric[] = []
  for (const value of values) {
    if (isNullish(value)) return null
    if (!isNumeric(value))
      throw typeMismatch(`$multiply only supports numeric types, not ${typeOf(value).name}`)
    factors.push(value)
  }
  return product(factors)
}

const difference: Calculation = ([a, b]) => {
  if (isNumeric(a) && isNumeric(b)) return subtractOrDouble(a, b)
  if (a instanceof Date && b instanceof Date)
    return Long.fromNumber(a.getTime()).subtract(Long.fromNumber(b.getTime()))
  if (a instanceof Date && isNumeric(b)) return moveDate(a, b, -1n)
  const from = a instanceof Date ? 'Date' : typeOf(a).name
  throw typeMismatch(`can't $subtract ${typeOf(b).name} from ${from}`)
}

const types = (a: Value, b: Value): string => `${typeOf(a).name} and ${typeOf(b).name}`

const quotient: Calculation = ([a, b], name) => {
  if (!isNumeric(a) || !isNumeric(b))
    throw typeMismatch(`$divide only supports numeric types, not ${types(a, b)}`)
  if (toNumber(b) === 0) throw badValue("can't $divide by zero")
  if (a instanceof Decimal128 || b instanceof Decimal128) throw notSupported(name)
  return fromDouble(toNumber(a) / toNumber(b))
}

const remainder: Calculation = ([a, b], name) => {
  if (!isNumeric(a) || !isNumeric(b))
    throw new LocationError(16611, `$mod only supports numeric types, not ${types(a, b)}`)
  if (a instanceof Decimal128 || b instanceof Decimal128) throw notSupported(name)
  if (toNumber(b) === 0) throw new LocationError(16610, "can't $mod by zero")
  if (isDouble(a) || isDouble(b)) return fromDouble(toNumber(a) % toNumber(b))
  return fromInteger(toInteger(a) % toInteger(b), isInt(a) && isInt(b))
}

/** C's pow, which knows that powers of one are one. */
const doublePower = (base: number, exponent: number): number =>
  base === 1 || (base === -1 && Math.abs(exponent) === Infinity) ? 1 : base ** exponent

const integerPower = (base: bigint, exponent: bigint): bigint | undefined => {
  if (base === 1n || base === -1n) return exponent % 2n === 0n ? 1n : base
  return exponent < 0n || exponent > 63n ? undefined : base ** exponent
}

const powerOf = (a: PlainNumber, b: PlainNumber): Value => {
  const [base, exponent] = [toNumber(a), toNumber(b)]
  if (base === 0 && exponent < 0)
    throw new LocationError(28764, '$pow cannot take a base of 0 and a negative exponent')
  if (isDouble(a) || isDouble(b)) return fromDouble(doublePower(base, exponent))
  const whole = integerPower(toInteger(a), toInteger(b))
  const result = whole === undefined ? undefined : fromInteger(whole, isInt(a) && isInt(b))
  return result ?? fromDouble(base ** exponent)
}

const power: Calculation = ([a, b], name) => {
  if (!isNumeric(a))
    throw new LocationError(28762, `$pow's base must be numeric, not ${typeOf(a).name}`)
  if (!isNumeric(b))
    throw new LocationError(28763, `$pow's exponent must be numeric, not ${typeOf(b).name}`)
  if (a instanceof Decimal128 || b instanceof Decimal128) throw notSupported(name)
  return powerOf(a, b)
}

const ofNumber = (apply: (value: Numeric, name: string) => Value): ExpressionOperator =>
  onValues(
    nullable(([value], name) => {
      if (isNumeric(value)) return apply(value, name)
      throw new LocationError(
        28765,
        `${name} only supports numeric types, not ${typeOf(value).name}`,
      )
    }),
  )

const absolute = (value: Numeric): Value => {
  if (value instanceof Decimal128) return Decimal128.fromString(value.toString().replace(/^-/, ''))
  if (isDouble(value)) return fromDouble(Math.abs(toNumber(value)))
  const integer = toInteger(value)
  const result = fromInteger(integer < 0n ? -integer : integer, isInt(value))
  if (result === undefined) throw new LocationError(28680, "can't take $abs of long long min")
  return result
}

const wholeNumber = (round: (value: number) => number): ExpressionOperator =>
  ofNumber((value, name) => {
    if (value instanceof Decimal128) throw notSupported(name)
    return isDouble(value) ? fromDouble(round(toNumber(value))) : value
  })

/** A function of a double, with the range in which there is an answer; NaN passes. */
const realFunction = (
  apply: (value: number) => number,
  refuse: (value: number) => LocationError | undefined = () => undefined,
): ExpressionOperator =>
  ofNumber((value, name) => {
    const error = refuse(toNumber(value))
    if (error) throw error
    if (value instanceof Decimal128) throw notSupported(name)
    return fromDouble(apply(toNumber(value)))
  })

const logarithm = (apply: (value: number) => number, name: string, code: number) =>
  realFunction(apply, (value) =>
    value <= 0
      ? new LocationError(code, `${name}'s argument must be a positive number, but is ${value}`)
      : undefined,
  )

const squareRoot = realFunction(Math.sqrt, (value) =>
  value < 0
    ? new LocationError(28714, "$sqrt's argument must be greater than or equal to 0")
    : undefined,
)

const placesOf = (value: Value, name: string): number => {
  if (!isNumeric(value))
    throw new LocationError(16004, `can't convert from BSON type ${typeOf(value).name} to long`)
  const places = toNumber(value)
  if ((places | 0) !== places)
    throw new LocationError(51082, `precision argument to  ${name} must be a integral value`)
  if (places < -20 || places > 100)
    throw new LocationError(
      51083,
      `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`,
    )
  return places
}

const roundedInteger = (
  value: number | Long,
  [places, rounding, name]: [number, Rounding, string],
): Numeric => {
  if (places >= 0) return value
  const rounded = fromInteger(roundInteger(toInteger(value), places, rounding), isInt(value))
  if (rounded === undefined)
    throw new LocationError(
      51080,
      `invalid conversion from Decimal128 result in ${name} resulting from arguments: [${String(value)}, ${places}]`,
    )
  return rounded
}

const roundTo =
  (rounding: Rounding): Calculation =>
  ([value, places = 0], name) => {
    if (isNullish(value)) return null
    if (!isNumeric(value))
      throw new LocationError(
        51081,
        `${name} only supports numeric types, not ${typeOf(value).name}`,
      )
    if (isNullish(places)) return null
    const digits = placesOf(places, name)
    if (value instanceof Decimal128) throw notSupported(name)
    if (!isDouble(value)) return roundedInteger(value, [digits, rounding, name])
    const number = toNumber(value)
    return Number.isFinite(number) ? fromDouble(roundDouble(number, digits, rounding)) : value
  }

export const numberOperators: Record<string, ExpressionOperator> = {
  $add: onValues(sum, 0, Infinity),
  $subtract: onValues(nullable(difference), 2),
  $multiply: onValues(multiplied, 0, Infinity),
  $divide: onValues(nullable(quotient), 2),
  $mod: onValues(nullable(remainder), 2),
  $pow: onValues(nullable(power), 2),
  $abs: ofNumber(absolute),
  $ceil: wholeNumber(Math.ceil),
  $floor: wholeNumber(Math.floor),
  $round: onValues(roundTo('half-even'), 1, 2),
  $trunc: onValues(roundTo('toward-zero'), 1, 2),
  $sqrt: squareRoot,
  $exp: realFunction(Math.exp),
  $ln: logarithm(Math.log, '$ln', 28766),
  $log10: logarithm(Math.log10, '$log10', 28761),
}
