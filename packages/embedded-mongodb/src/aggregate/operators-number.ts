import { Decimal128, Double, Long } from 'bson'
import { addOrDouble, fromDouble, multiplyOrDouble, negate } from '../bson/arithmetic.js'
import { isNumeric, toNumber, typeOf, type Numeric, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { isNullish, nullable, numberArgument, onValues } from './arguments.js'
import type { ExpressionOperator } from './scope.js'

const numeric = (value: Value, name: string): Numeric => {
  if (!isNumeric(value))
    throw new LocationError(
      16554,
      `${name} only supports numeric or date types, not ${typeOf(value).name}`,
    )
  return value
}

const noDecimal = (value: Value, name: string): void => {
  if (value instanceof Decimal128)
    throw new MongoError(
      'NotImplemented',
      `${name} of Decimal128 is not supported by the embedded server`,
    )
}

const sum = (values: Value[], name: string): Value => {
  const dates = values.filter((value) => value instanceof Date)
  if (dates.length > 1)
    throw new LocationError(16612, 'only one date allowed in an $add expression')
  const total = values
    .filter((value) => !(value instanceof Date))
    .reduce<Numeric>((all, value) => addOrDouble(all, numeric(value, name)), 0)
  const [date] = dates
  return date instanceof Date ? new Date(date.getTime() + Math.trunc(toNumber(total))) : total
}

const difference = ([a, b]: Value[], name: string): Value => {
  if (a instanceof Date) {
    if (b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
    return new Date(a.getTime() - Math.trunc(toNumber(numeric(b, name))))
  }
  return addOrDouble(numeric(a, name), negate(numeric(b, name)))
}

const divide = ([a, b]: Value[], name: string): Value => {
  noDecimal(a, name)
  noDecimal(b, name)
  const divisor = numberArgument(b, name)
  if (divisor === 0) throw new LocationError(16608, "can't $divide by zero")
  return fromDouble(numberArgument(a, name) / divisor)
}

const remainder = ([a, b]: Value[], name: string): Value => {
  noDecimal(a, name)
  noDecimal(b, name)
  const by = numberArgument(b, name)
  if (by === 0) throw new LocationError(16610, "can't $mod by zero")
  const result = numberArgument(a, name) % by
  return like(result, a, b)
}

/** Integers stay integers; a double anywhere makes a double. */
const like = (result: number, ...from: Value[]): Value => {
  if (
    from.some(
      (value) => value instanceof Double || (typeof value === 'number' && !Number.isInteger(value)),
    )
  )
    return fromDouble(result)
  return from.some((value) => value instanceof Long) ? Long.fromNumber(result) : result
}

const rounding =
  (round: (value: number) => number): ((values: Value[], name: string) => Value) =>
  ([value], name) => {
    noDecimal(value, name)
    return like(round(numberArgument(value, name)), value)
  }

/** Half to even, as MongoDB rounds. */
const roundHalfEven = (value: number): number => {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

const roundTo =
  (round: (value: number) => number) =>
  ([value, places = 0]: Value[], name: string): Value => {
    if (isNullish(value)) return null
    noDecimal(value, name)
    const digits = numberArgument(places, name)
    const number = numberArgument(value, name)
    if (digits === 0) return like(round(number), value)
    const moved = round(Number(`${number}e${digits}`))
    return like(Number(`${moved}e${-digits}`), value)
  }

const double = (apply: (value: number) => number): ExpressionOperator =>
  onValues(
    nullable(([value], name) => {
      noDecimal(value, name)
      return fromDouble(apply(numberArgument(value, name)))
    }),
  )

export const numberOperators: Record<string, ExpressionOperator> = {
  $add: onValues(nullable(sum), 0, Infinity),
  $subtract: onValues(nullable(difference), 2),
  $multiply: onValues(
    nullable((values, name) =>
      values.reduce<Numeric>((all, value) => multiplyOrDouble(all, numeric(value, name)), 1),
    ),
    0,
    Infinity,
  ),
  $divide: onValues(nullable(divide), 2),
  $mod: onValues(nullable(remainder), 2),
  $abs: onValues(
    nullable(([value], name) =>
      numberArgument(value, name) < 0 ? negate(numeric(value, name)) : value,
    ),
  ),
  $ceil: onValues(nullable(rounding(Math.ceil))),
  $floor: onValues(nullable(rounding(Math.floor))),
  $round: onValues(roundTo(roundHalfEven), 1, 2),
  $trunc: onValues(roundTo(Math.trunc), 1, 2),
  $sqrt: double(Math.sqrt),
  $exp: double(Math.exp),
  $ln: double(Math.log),
  $log10: double(Math.log10),
  $pow: onValues(
    nullable(([a, b], name) => {
      noDecimal(a, name)
      noDecimal(b, name)
      return like(numberArgument(a, name) ** numberArgument(b, name), a, b)
    }),
    2,
  ),
}
