import { Decimal128 } from 'bson'

type Parts = { digits: bigint; exponent: number }

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

export const addDecimal = (a: Decimal128, b: Decimal128): Decimal128 => {
  const left = split(a)
  const right = split(b)
  if (!left || !right) return special(a, b, (x, y) => x + y)
  const exponent = Math.min(left.exponent, right.exponent)
  const scale = (parts: Parts): bigint => parts.digits * 10n ** BigInt(parts.exponent - exponent)
  return join({ digits: scale(left) + scale(right), exponent })
}

export const multiplyDecimal = (a: Decimal128, b: Decimal128): Decimal128 => {
  const left = split(a)
  const right = split(b)
  if (!left || !right) return special(a, b, (x, y) => x * y)
  return join({ digits: left.digits * right.digits, exponent: left.exponent + right.exponent })
}
