import { Decimal128 } from 'bson'
import { MongoError } from '../errors.js'

export const ending = 'in $convert with no onError value'

export const failure = (text: string): MongoError => new MongoError('ConversionFailure', text)

const unparsed = (text: string, why: string): MongoError =>
  failure(`Failed to parse number '${text}' ${ending}: ${why}`)

const refuseHexadecimal = (text: string): void => {
  if (/^[+-]?0x/i.test(text)) throw failure(`Illegal hexadecimal input ${ending}: ${text}`)
}

const integerRange = {
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
} as const
export type IntegerType = keyof typeof integerRange

export const fits = (value: bigint, type: IntegerType): boolean =>
  value >= integerRange[type][0] && value <= integerRange[type][1]

export const parsedInteger = (text: string, type: IntegerType): bigint => {
  refuseHexadecimal(text)
  if (/^[+-]?$/.test(text)) throw unparsed(text, 'No digits')
  if (!/^[+-]?\d+$/.test(text)) throw unparsed(text, 'Did not consume whole string.')
  const value = BigInt(text.replace('+', ''))
  if (!fits(value, type)) throw unparsed(text, 'Overflow')
  return value
}

const numberPattern = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i

/** Whether a double has become nothing or infinite only because it has no room for what the text says. */
export const isOutOfRange = (value: number, text: string): boolean =>
  /[1-9]/.test(text.replace(/e.*/i, '')) &&
  (Math.abs(value) < 2 ** -1022 || Math.abs(value) === Infinity)

export const parsedDouble = (text: string): number => {
  refuseHexadecimal(text)
  if (text === '') throw unparsed(text, 'Empty string')
  if (/^\s/.test(text)) throw unparsed(text, 'Leading whitespace')
  if (!/^[+-]?(?:\.?\d|inf|nan)/i.test(text)) throw unparsed(text, 'Did not consume any digits')
  if (!numberPattern.test(text)) throw unparsed(text, 'Did not consume whole string.')
  const value = Number(text.replace(/inf(?:inity)?/i, 'Infinity').replace(/[+-]?nan/i, 'NaN'))
  if (isOutOfRange(value, text)) throw unparsed(text, 'Out of range')
  return value
}

export const parsedDecimal = (text: string): Decimal128 => {
  refuseHexadecimal(text)
  if (text === '') throw unparsed(text, 'Empty string')
  if (!numberPattern.test(text)) throw unparsed(text, 'Failed to parse string to decimal')
  if (Number(/e-(\d+)$/i.exec(text)?.[1]) > 6176)
    throw unparsed(text, 'Conversion from string to decimal would underflow')
  try {
    return Decimal128.fromStringWithRounding(text)
  } catch {
    throw unparsed(text, 'Conversion from string to decimal would overflow')
  }
}
