import { BSONRegExp } from 'bson'
import { isNumeric, typeOf, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { compileRegex } from '../match/regex.js'
import {
  integerArgument,
  isNullish,
  onValues,
  parameters,
  stringArgument,
  unlessNull,
} from './arguments.js'
import { convert } from './convert.js'
import type { ExpressionOperator } from './scope.js'
import { showValue } from './show-value.js'

/** Text, numbers and dates as text, nothing as no text; other types have none here. */
const coerced = (value: Value): string => {
  if (isNullish(value)) return ''
  if (typeof value === 'string') return value
  if (isNumeric(value) || value instanceof Date) return String(convert(value, 'string'))
  throw new LocationError(16007, `can't convert from BSON type ${typeOf(value).name} to String`)
}

const trimming =
  (start: boolean, end: boolean): ExpressionOperator =>
  (argument, compile, name) => {
    const given = parameters(argument, {
      document: [50696, `${name} only supports an object as an argument, found %`],
      unknown: [50694, `${name} found an unknown argument: %`],
      required: { input: [50695, `${name} requires an 'input' field`] },
      optional: ['chars'],
    })
    const input = compile(given['input'])
    const chars = Object.hasOwn(given, 'chars') ? compile(given['chars']) : () => whitespace
    return (scope) => {
      const value = input(scope)
      if (isNullish(value)) return null
      const text = stringArgument(value, [
        50699,
        `${name} requires its input to be a string, got ${showValue(value)} (of type %) instead.`,
      ])
      const unwanted = chars(scope)
      if (isNullish(unwanted)) return null
      const complaint = `${name} requires 'chars' to be a string, got ${showValue(unwanted)} (of type %) instead.`
      const set = new Set(stringArgument(unwanted, [50700, complaint]))
      const points = [...text]
      const kept = (point: string): boolean => !set.has(point)
      const from = start ? points.findIndex(kept) : 0
      if (from < 0) return ''
      return points.slice(from, end ? points.findLastIndex(kept) + 1 : undefined).join('')
    }
  }

const whitespace =
  '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

const flagsOf = (options: Value, regex: Value, name: string): string => {
  const own = regex instanceof BSONRegExp ? regex.options : ''
  if (isNullish(options)) return own
  const flags = stringArgument(options, [51106, `${name} needs 'options' to be of type string`])
  if (own !== '')
    throw new LocationError(
      51107,
      `${name}: found regex option(s) specified in both 'regex' and 'option' fields`,
    )
  return flags
}

const compileMatch = (regex: Value, options: Value, name: string): ((value: Value) => boolean) => {
  const pattern = regex instanceof BSONRegExp ? regex.pattern : regex
  if (!isNullish(pattern))
    stringArgument(pattern, [51105, `${name} needs 'regex' to be of type string or regex`])
  const flags = flagsOf(options, regex, name)
  if (typeof pattern !== 'string') return () => false
  if (pattern.includes('\0'))
    throw new LocationError(
      51109,
      `${name}: regular expression cannot contain an embedded null byte`,
    )
  const strange = /[^imsxu]/.exec(flags)
  if (strange)
    throw new LocationError(51108, `${name} invalid flag in regex options: ${strange[0]}`)
  try {
    return compileRegex(pattern, flags)
  } catch (error) {
    if (!(error instanceof LocationError) || error.code !== 51091) throw error
    throw new LocationError(51111, `Invalid Regex in ${name}: ${error.message}`)
  }
}

/** What was made of the last two values, as long as they stay the same, which constants do. */
const ofLast = <T>(make: (a: Value, b: Value) => T): ((a: Value, b: Value) => T) => {
  let last: { a: Value; b: Value; made: T } | undefined
  return (a, b) => {
    if (!last || last.a !== a || last.b !== b) last = { a, b, made: make(a, b) }
    return last.made
  }
}

const regexMatch: ExpressionOperator = (argument, compile, name) => {
  const given = parameters(argument, {
    document: [51103, `${name} expects an object of named arguments but found: %`],
    unknown: [31024, `${name} found an unknown argument: %`],
    required: {
      input: [31022, `${name} requires 'input' parameter`],
      regex: [31023, `${name} requires 'regex' parameter`],
    },
    optional: ['options'],
  })
  const input = compile(given['input'])
  const regex = compile(given['regex'])
  const options = compile(given['options'])
  const matcher = ofLast((pattern, flags) => compileMatch(pattern, flags, name))
  return (scope) => {
    const matches = matcher(regex(scope), options(scope))
    const text = input(scope)
    if (isNullish(text)) return false
    return matches(stringArgument(text, [51104, `${name} needs 'input' to be of type string`]))
  }
}

const concat = (values: Value[]): Value =>
  unlessNull(values, (value) =>
    stringArgument(value, [16702, '$concat only supports strings, not %']),
  )?.join('') ?? null

const substring = ([value, start, length]: Value[], name: string): Value => {
  const text = coerced(value)
  const from = integerArgument(
    start,
    [34450, `${name}: starting index must be a numeric type (is BSON type %)`],
    [34451, `${name}: starting index cannot be represented as a 32-bit integral value: %`],
  )
  const count = integerArgument(
    length,
    [34452, `${name}: length must be a numeric type (is BSON type %)`],
    [34453, `${name}: length cannot be represented as a 32-bit integral value: %`],
  )
  if (count < 0) throw new LocationError(34454, `${name}: length must be a nonnegative integer.`)
  if (from < 0)
    throw new LocationError(34455, `${name}: the starting index must be nonnegative integer.`)
  return [...text].slice(from, from + count).join('')
}

const split = ([value, separator]: Value[]): Value => {
  if (isNullish(value) || isNullish(separator)) return null
  const complaint = (position: string): string =>
    `$split requires an expression that evaluates to a string as a ${position} argument, found: %`
  const text = stringArgument(value, [40085, complaint('first')])
  const by = stringArgument(separator, [40086, complaint('second')])
  if (by === '') throw new LocationError(40087, '$split requires a non-empty separator')
  return text.split(by)
}

const indexOf = ([value, token, ...bounds]: Value[]): Value => {
  if (bounds.length > 0)
    throw new MongoError(
      'NotImplemented',
      '$indexOfCP with a start or an end is not supported by the embedded server',
    )
  if (isNullish(value)) return null
  const complaint = (position: string): string =>
    `$indexOfCP requires a string as the ${position} argument, found: %`
  const text = stringArgument(value, [40093, complaint('first')])
  const at = text.indexOf(stringArgument(token, [40094, complaint('second')]))
  return at < 0 ? -1 : [...text.slice(0, at)].length
}

export const stringOperators: Record<string, ExpressionOperator> = {
  $concat: onValues(concat, 0, Infinity),
  // like MongoDB, which leaves all letters but those of ASCII as they are
  $toLower: onValues(([value]) => coerced(value).replace(/[A-Z]+/g, (text) => text.toLowerCase())),
  $toUpper: onValues(([value]) => coerced(value).replace(/[a-z]+/g, (text) => text.toUpperCase())),
  $strLenCP: onValues(
    ([value]) =>
      [...stringArgument(value, [34471, '$strLenCP requires a string argument, found: %'])].length,
  ),
  $strLenBytes: onValues(([value]) =>
    Buffer.byteLength(
      stringArgument(value, [34473, '$strLenBytes requires a string argument, found: %']),
    ),
  ),
  $substrCP: onValues(substring, 3),
  $split: onValues(split, 2),
  $indexOfCP: onValues(indexOf, 2, 4),
  $trim: trimming(true, true),
  $ltrim: trimming(true, false),
  $rtrim: trimming(false, true),
  $regexMatch: regexMatch,
}
