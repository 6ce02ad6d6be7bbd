import { Binary, Long } from 'bson'
import { isNumeric, toNumber, type Value } from '../bson/values.js'
import { badValue } from '../errors.js'

const asMask = (operator: string, value: Value): bigint => {
  if (value instanceof Binary) return maskOfBytes(value)
  if (Array.isArray(value)) {
    return value.reduce((mask: bigint, position: Value) => {
      const bit = isNumeric(position) ? toNumber(position) : -1
      if (!Number.isInteger(bit) || bit < 0)
        throw badValue(
          `Failed to parse bit position. Expected a non-negative number in: ${operator}`,
        )
      return mask | (1n << BigInt(bit))
    }, 0n)
  }
  const number = isNumeric(value) ? toNumber(value) : NaN
  if (!Number.isInteger(number) || number < 0) {
    throw badValue(
      `${operator} takes an Array, a number, or a BinData but received: ${String(value)}`,
    )
  }
  return value instanceof Long ? value.toBigInt() : BigInt(number)
}

const maskOfBytes = (value: Binary): bigint =>
  value.buffer
    .subarray(0, value.position)
    .reduceRight((mask, byte) => (mask << 8n) | BigInt(byte), 0n)

const bitsOf = (value: Value): bigint | undefined => {
  if (value instanceof Binary) return maskOfBytes(value)
  if (value instanceof Long) return value.toBigInt()
  if (!isNumeric(value)) return undefined
  const number = toNumber(value)
  return Number.isInteger(number) && Math.abs(number) < 2 ** 63 ? BigInt(number) : undefined
}

const tests: Record<string, (bits: bigint, mask: bigint) => boolean> = {
  $bitsAllSet: (bits, mask) => (bits & mask) === mask,
  $bitsAllClear: (bits, mask) => (bits & mask) === 0n,
  $bitsAnySet: (bits, mask) => (bits & mask) !== 0n,
  $bitsAnyClear: (bits, mask) => (bits & mask) !== mask,
}

/** `$bitsAllSet` and its relatives (manual: reference/operator/query-bitwise). Negative numbers are two's complement. */
export const bitTest = (operator: string, value: Value): ((found: Value) => boolean) => {
  const mask = asMask(operator, value)
  const test = tests[operator]
  return (found) => {
    const bits = bitsOf(found)
    return bits !== undefined && test !== undefined && test(bits, mask)
  }
}
