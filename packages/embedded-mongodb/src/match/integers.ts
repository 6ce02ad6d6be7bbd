import { Decimal128, Long } from 'bson'
import { isNumeric, toNumber, type Numeric, type Value } from '../bson/values.js'
import { show } from '../storage/show.js'

export type Whole = { value: bigint; exact: boolean }

const parts = /^(-?\d+)(?:\.(\d+))?(?:E([+-]\d+))?$/

const wholeOfDecimal = (value: Decimal128): Whole | undefined => {
  const match = parts.exec(value.toString())
  if (!match) return undefined
  const fraction = match[2] ?? ''
  const digits = BigInt(`${match[1] ?? ''}${fraction}`)
  const exponent = Number(match[3] ?? 0) - fraction.length
  const power = 10n ** BigInt(Math.abs(exponent))
  return exponent >= 0
    ? { value: digits * power, exact: true }
    : { value: digits / power, exact: digits % power === 0n }
}

const wholeOfDouble = (value: number): Whole | undefined =>
  Number.isFinite(value)
    ? { value: BigInt(Math.trunc(value)), exact: Number.isInteger(value) }
    : undefined

/** A number without its fraction; undefined for NaN and whatever does not fit into 64 bits. */
export const wholeOf = (value: Numeric): Whole | undefined => {
  if (value instanceof Long) return { value: value.toBigInt(), exact: true }
  const whole = value instanceof Decimal128 ? wholeOfDecimal(value) : wholeOfDouble(toNumber(value))
  return whole && BigInt.asIntN(64, whole.value) === whole.value ? whole : undefined
}

/** What is wrong with an argument that has to be a whole number of 64 bits; undefined when nothing is. */
export const notWhole = (name: string, value: Value): string | undefined => {
  const shown = `${name}: ${show(value)}`
  if (!isNumeric(value)) return `Expected a number in: ${shown}`
  const whole = wholeOf(value)
  if (whole?.exact) return undefined
  if (value instanceof Decimal128 || (!whole && !Number.isNaN(toNumber(value))))
    return `Cannot represent as a 64-bit integer: ${shown}`
  return whole ? `Expected an integer: ${shown}` : `Expected an integer, but found NaN in: ${shown}`
}

/** A whole number from an argument; `fail` turns the reason into the error of its operator. */
export const wholeArgument = (
  name: string,
  value: Value,
  fail: (reason: string) => Error,
): bigint => {
  const reason = notWhole(name, value)
  if (reason !== undefined) throw fail(reason)
  return wholeOf(value as Numeric)?.value ?? 0n
}

export const nonNegativeArgument = (
  name: string,
  value: Value,
  fail: (reason: string) => Error,
): bigint => {
  const whole = wholeArgument(name, value, fail)
  if (whole < 0n) throw fail(`Expected a non-negative number in: ${name}: ${show(value)}`)
  return whole
}
