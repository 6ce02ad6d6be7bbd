import type { Decimal128 } from 'bson'
import { Double, Long } from 'bson'
import type { Numeric } from '../bson/values.js'

/**
 * All number types in one exact order: first the nearest double, then what the double lost. Rounding to the nearest double
 * never changes the order of two numbers, so the rest decides only between numbers that share it.
 */
const scratch = Buffer.alloc(8)

const doubleKey = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(9)
  if (Number.isNaN(value)) {
    bytes.fill(0)
    bytes[8] = exact
    return bytes
  }
  scratch.writeDoubleBE(value === 0 ? 0 : value)
  const negative = (scratch[0] ?? 0) >= 0x80
  for (let i = 0; i < 8; i++) bytes[i] = negative ? ~(scratch[i] ?? 0) & 0xff : (scratch[i] ?? 0)
  if (!negative) bytes[0] = (bytes[0] ?? 0) | 0x80
  bytes[8] = exact
  return bytes
}

const below = 1
const exact = 2
const above = 3

/** Exact value of a double as mantissa * 2^exponent. */
const parts = (value: number): { mantissa: bigint; exponent: number } => {
  scratch.writeDoubleBE(value)
  const bits = scratch.readBigUInt64BE()
  const exponentBits = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = exponentBits === 0 ? fraction : fraction | 0x10000000000000n
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075
  return { mantissa: bits >> 63n ? -mantissa : mantissa, exponent }
}

/** A positive fraction digits / 10^scale as bytes in order: the power of ten of its first digit, then its digits. */
const magnitudeKey = (digits: bigint, scale: number): Buffer => {
  const text = digits.toString().replace(/0+$/, '')
  const power = digits.toString().length - scale
  const head = Buffer.allocUnsafe(2)
  head.writeUInt16BE(power + 0x8000)
  return Buffer.concat([head, Buffer.from(text), Buffer.from([0])])
}

const withRest = (nearest: number, digits: bigint, scale: number): Buffer => {
  const key = doubleKey(nearest)
  if (digits === 0n) return key
  key[8] = digits < 0n ? below : above
  const magnitude = magnitudeKey(digits < 0n ? -digits : digits, scale)
  if (digits < 0n)
    for (let i = 0; i < magnitude.length; i++) magnitude[i] = ~(magnitude[i] ?? 0) & 0xff
  return Buffer.concat([key, magnitude])
}

const longKey = (value: Long): Buffer => {
  const whole = value.toBigInt()
  const nearest = Number(whole)
  return withRest(nearest, whole - BigInt(nearest), 0)
}

const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/

const decimalKey = (value: Decimal128): Buffer => {
  const text = value.toString()
  const match = decimalPattern.exec(text)
  if (!match) return doubleKey(Number(text))
  const fraction = match[3] ?? ''
  const digits = BigInt(`${match[1] ?? ''}${match[2] ?? ''}${fraction}`)
  const power = Number(match[4] ?? 0) - fraction.length
  const rounded = Number(text)
  const nearest = Number.isFinite(rounded) ? rounded : Math.sign(rounded) * Number.MAX_VALUE
  const { mantissa, exponent } = parts(nearest)
  // both sides as integers over 10^scale, where 2^-n = 5^n / 10^n
  const scale = Math.max(0, -power, -exponent)
  const left = digits * 10n ** BigInt(power + scale)
  const right =
    exponent >= 0
      ? mantissa * 2n ** BigInt(exponent) * 10n ** BigInt(scale)
      : mantissa * 5n ** BigInt(-exponent) * 10n ** BigInt(scale + exponent)
  return withRest(nearest, left - right, scale)
}

export const numberKey = (value: Numeric): Buffer => {
  if (typeof value === 'number') return doubleKey(value)
  if (value instanceof Double) return doubleKey(value.value)
  return value instanceof Long ? longKey(value) : decimalKey(value)
}
