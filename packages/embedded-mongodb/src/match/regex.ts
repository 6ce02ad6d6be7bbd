import { BSONRegExp, BSONSymbol } from 'bson'
import { equal } from '../bson/compare.js'
import type { Document, Value } from '../bson/values.js'
import { badValue, LocationError, MongoError } from '../errors.js'

const token = /\\[^]?|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\\\]])*\]|\{\d+(?:,\d*)?\}|[^]/gu

const space = '\\t-\\r '
const noSpace = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}'

/** A backslash before a character that is no letter means that character, which JavaScript takes only of its own signs. */
const escaped = (text: string): string => {
  const character = text.slice(1)
  if (character === 'v') throw notSupported('\\v')
  return /[\w^$\\.*+?()[\]{}|/]/.test(character) && character !== '_' ? text : character
}

const notSupported = (what: string): MongoError =>
  new MongoError('NotImplemented', `${what} in a regular expression is not supported`)

const translatedClass = (text: string): string => {
  const posix = /\[:\^?\w+:\]/.exec(text)
  if (posix) throw notSupported(posix[0])
  return text
    .replace(/^(\[\^?)\]/, '$1\\]')
    .replace(/(\\[dDwWsS])-(?!\])/g, '$1\\-')
    .replace(/\\[^]/gu, (pair) => {
      if (pair === '\\-') return pair
      if (pair === '\\s') return space
      return pair === '\\S' ? noSpace : escaped(pair)
    })
}

const signs = (options: string): Record<string, string> => ({
  '.': options.includes('s') ? '[^]' : '[^\\n]',
  $: options.includes('m') ? '(?=\\n|(?![^]))' : '(?=\\n?(?![^]))',
  '^': options.includes('m') ? '(?:(?<![^])|(?<=\\n)(?=[^]))' : '^',
  '{': '\\{',
  '}': '\\}',
  ']': '\\]',
  '\\s': `[${space}]`,
  '\\S': `[${noSpace}]`,
})

/** MongoDB's expressions are Perl's, over whole characters: where JavaScript's mean something else, this writes what they mean. */
const toRegExp = (pattern: string, options: string): RegExp => {
  const meaning = signs(options)
  const source = pattern.replace(token, (text) => {
    const sign = meaning[text]
    if (sign !== undefined) return sign
    if (text.startsWith('[') && text.length > 1) return translatedClass(text)
    return text.startsWith('\\') ? escaped(text) : text
  })
  try {
    return new RegExp(source, options.includes('i') ? 'iu' : 'u')
  } catch (error) {
    throw new LocationError(51091, `Regular expression is invalid: ${(error as Error).message}`)
  }
}

/** A regular expression over strings. The flag x is refused rather than half done. */
export const compileRegex = (pattern: string, options: string): ((value: Value) => boolean) => {
  for (const flag of options) {
    if (!'imsu'.includes(flag))
      throw new LocationError(51108, `invalid flag in regex options: ${flag}`)
  }
  if (pattern.includes('\0'))
    throw badValue('Regular expression cannot contain an embedded null byte')
  const expression = toRegExp(pattern, options)
  return (value) =>
    (typeof value === 'string' && expression.test(value)) ||
    (value instanceof BSONSymbol && expression.test(value.value))
}

/** Strings that match, and the expression itself as a value. */
export const matching = (pattern: string, options: string): ((value: Value) => boolean) => {
  const matches = compileRegex(pattern, options)
  const itself = new BSONRegExp(pattern, options)
  return (value) => matches(value) || (value instanceof BSONRegExp && equal(value, itself))
}

/** What `$regex` and `$options` say together, in either order (manual: reference/operator/query/regex). */
export const compileRegexOperator = (
  value: Value,
  { operators }: { operators: Document },
): ((value: Value) => boolean) => {
  const pattern = value instanceof BSONRegExp ? value.pattern : value
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string')
  const own = value instanceof BSONRegExp ? value.options : ''
  if (!Object.hasOwn(operators, '$options')) return matching(pattern, own)
  const options = operators['$options']
  if (typeof options !== 'string') throw badValue('$options has to be a string')
  const names = Object.keys(operators)
  const optionsFirst = names.indexOf('$options') < names.indexOf('$regex')
  if (own !== '' && !(optionsFirst && options === ''))
    throw new LocationError(optionsFirst ? 51074 : 51075, 'options set in both $regex and $options')
  return matching(pattern, own + options)
}
