import { BSONSymbol } from 'bson'
import type { Value } from '../bson/values.js'
import { badValue, LocationError } from '../errors.js'

/** A regular expression over strings. Flags i, m and s mean the same in JavaScript; x is refused rather than half done. */
export const compileRegex = (pattern: string, options: string): ((value: Value) => boolean) => {
  for (const flag of options) {
    if (!'imsu'.includes(flag))
      throw new LocationError(51108, `invalid flag in regex options: ${flag}`)
  }
  if (pattern.includes('\0'))
    throw badValue('Regular expression cannot contain an embedded null byte')
  const expression = toRegExp(pattern, [...new Set(options.replaceAll('u', ''))].join(''))
  return (value) =>
    (typeof value === 'string' && expression.test(value)) ||
    (value instanceof BSONSymbol && expression.test(value.value))
}

const toRegExp = (pattern: string, flags: string): RegExp => {
  try {
    return new RegExp(pattern, flags)
  } catch (error) {
    throw new LocationError(51091, `Regular expression is invalid: ${(error as Error).message}`)
  }
}
