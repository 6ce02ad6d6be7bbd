import { Binary } from 'bson'
import { isNumeric, type Value } from '../bson/values.js'
import { badValue, failedToParse } from '../errors.js'
import { show } from '../storage/show.js'
import { nonNegativeArgument, wholeOf } from './integers.js'

const maskOfPositions = (positions: readonly Value[]): bigint =>
  positions.reduce<bigint>((mask, position, i) => {
    const bit = nonNegativeArgument(String(i), position, (reason) =>
      badValue(`Failed to parse bit position. ${reason}`),
    )
    return mask | (1n << bit)
  }, 0n)

const maskOfBytes = (value: Binary): bigint =>
  value.buffer
    .subarray(0, value.position)
    .reduceRight((mask, byte) => (mask << 8n) | BigInt(byte), 0n)

const asMask = (operator: string, value: Value, path: string): bigint => {
  if (value instanceof Binary) return maskOfBytes(value)
  if (Array.isArray(value)) return maskOfPositions(value as Value[])
  if (isNumeric(value)) return nonNegativeArgument(operator, value, failedToParse)
  throw badValue(
    `${path} takes an Array, a number, or a BinData but received: ${operator}: ${show(value)}`,
  )
}

const bitsOf = (value: Value): bigint | undefined => {
  if (value instanceof Binary) return maskOfBytes(value)
  const whole = isNumeric(value) ? wholeOf(value) : undefined
  return whole?.exact ? whole.value : undefined
}

const tests = {
  $bitsAllSet: (bits: bigint, mask: bigint) => (bits & mask) === mask,
  $bitsAllClear: (bits: bigint, mask: bigint) => (bits & mask) === 0n,
  $bitsAnySet: (bits: bigint, mask: bigint) => (bits & mask) !== 0n,
  $bitsAnyClear: (bits: bigint, mask: bigint) => (bits & mask) !== mask,
}

/** `$bitsAllSet` and its relatives (manual: reference/operator/query-bitwise). Negative numbers are two's complement. */
export const bitTest =
  (operator: keyof typeof tests) =>
  (value: Value, { path }: { path: string }): ((found: Value) => boolean) => {
    const mask = asMask(operator, value, path)
    return (found) => {
      const bits = bitsOf(found)
      return bits !== undefined && tests[operator](bits, mask)
    }
  }
