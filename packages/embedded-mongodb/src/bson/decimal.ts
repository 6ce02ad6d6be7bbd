import { Decimal128 } from 'bson'

/** A finite number as an integer times a power of ten. */
type Parts = { digits: bigint; exponent: number }

export type Rounding = 'half-even' | 'toward-zero'

const pattern = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/

const split = (value: Decimal128): Parts | undefined => {
  const match = pattern.exec(value.toString())
  if (!match) return undefined
  const fraction = match[3] ?? ''
  return {
    digits: BigInt(`${match[1] ?? ''}${match[2] ?? ''}${fraction}`),
    exponent: Number(match[4] ?? 0) - fraction.length,
  }
}

const join = ({ digits, exponent }: Parts): Decimal128 =>
  Decimal128.fromStringWithRounding(`${digits}E${exponent}`)

const special = (
  a: Decimal128,
  b: Decimal128,
  operation: (a: number, b: number) => number,
): Decimal128 => {
  const result = operation(Number(a.toString()), Number(b.toString()))
  return Decimal128.fromString(String(result))
}

const combine =
  (
    digits: (a: bigint, b: bigint) => bigint,
    double: (a: number, b: number) => number,
  ): ((a: Decimal128, b: Decimal128) => Decimal128) =>
  (a, b) => {
    const left = split(a)
    const right = split(b)
    if (!left || !right) return special(a, b, double)
    const exponent = Math.min(left.exponent, right.exponent)
    const scale = (parts: Parts): bigint => parts.digits * 10n ** BigInt(parts.exponent - exponent)
    return join({ digits: digits(scale(left), scale(right)), exponent })
  }

export const addDecimal = combine(
  (a, b) => a + b,
  (a, b) => a + b,
)
export const subtractDecimal = combine(
  (a, b) => a - b,
  (a, b) => a - b,
)

export const multiplyDecimal = (a: Decimal128, b: Decimal128): Decimal128 => {
  const left = split(a)
  const right = split(b)
  if (!left || !right) return special(a, b, (x, y) => x * y)
  return join({ digits: left.digits * right.digits, exponent: left.exponent + right.exponent })
}

const floats = new DataView(new ArrayBuffer(8))

/** The value of a finite double other than zero, to the last digit. */
const exact = (value: number): Parts => {
  floats.setFloat64(0, value)
  const bits = floats.getBigUint64(0)
  const biased = Number((bits >> 52n) & 2047n)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  const zeros = (mantissa & -mantissa).toString(2).length - 1
  const power = Math.max(biased, 1) - 1075 + zeros
  const odd = mantissa >> BigInt(zeros)
  const digits = value < 0 ? -odd : odd
  return power < 0
    ? { digits: digits * 5n ** BigInt(-power), exponent: power }
    : { digits: digits << BigInt(power), exponent: 0 }
}

/** The nearest multiple of a power of ten. */
const quantize = ({ digits, exponent }: Parts, at: number, rounding: Rounding): Parts => {
  if (at <= exponent) return { digits: digits * 10n ** BigInt(exponent - at), exponent: at }
  const unit = 10n ** BigInt(at - exponent)
  const quotient = digits / unit
  const rest = digits % unit
  const twice = rest < 0n ? -2n * rest : 2n * rest
  const away = twice > unit || (twice === unit && quotient % 2n !== 0n)
  const step = rounding === 'toward-zero' || !away ? 0n : digits < 0n ? -1n : 1n
  return { digits: quotient + step, exponent: at }
}

/** With this many digits, or one more when rounding carries to a further one. */
const toLength = (parts: Parts, wanted: number): Parts => {
  const length = String(parts.digits).replace('-', '').length
  return quantize(parts, parts.exponent + length - wanted, 'half-even')
}

export const roundInteger = (value: bigint, places: number, rounding: Rounding): bigint => {
  const { digits, exponent } = quantize({ digits: value, exponent: 0 }, -places, rounding)
  return digits * 10n ** BigInt(exponent)
}

export const roundDouble = (value: number, places: number, rounding: Rounding): number => {
  if (Number.isInteger(value) && places >= 0) return value
  const { digits, exponent } = quantize(exact(value), -places, rounding)
  const magnitude = Number(`${digits < 0n ? -digits : digits}e${exponent}`)
  return value < 0 ? -magnitude : magnitude
}

/** The whole part, or nothing when it is no number. */
export const decimalToInteger = (value: Decimal128, rounding: Rounding): bigint | undefined => {
  const parts = split(value)
  return parts && quantize(parts, 0, rounding).digits
}

const specialDouble = (value: number): Decimal128 =>
  Decimal128.fromString(Object.is(value, -0) ? '-0' : String(value))

/** As MongoDB takes a double into an operation with a decimal: with exactly 15 significant digits. */
export const decimalFromDouble = (value: number): Decimal128 => {
  if (value === 0 || !Number.isFinite(value)) return specialDouble(value)
  return join(toLength(toLength(exact(value), 15), 15))
}

/** As MongoDB takes the sum of doubles to that of decimals: with all digits that there is room for. */
export const preciseDecimalFromDouble = (value: number): Decimal128 =>
  value === 0 || !Number.isFinite(value) ? specialDouble(value) : join(exact(value))
