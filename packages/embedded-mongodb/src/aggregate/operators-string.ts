import { BSONRegExp } from 'bson'
import { typeOf, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { compileRegex } from '../match/regex.js'
import {
  isNullish,
  named,
  nullable,
  numberArgument,
  onValues,
  stringArgument,
} from './arguments.js'
import { convert } from './convert.js'
import type { ExpressionOperator } from './scope.js'

const casing = (change: (text: string) => string): ExpressionOperator =>
  onValues(([value]) => (isNullish(value) ? '' : change(String(convert(value, 'string')))))

const trimming =
  (start: boolean, end: boolean): ExpressionOperator =>
  (argument, compile, name) => {
    const all = named(argument, compile, { name, required: ['input'], optional: ['chars'] })
    return (scope) => {
      const input = all['input']?.(scope)
      if (isNullish(input)) return null
      const chars = all['chars'] ? all['chars'](scope) : undefined
      if (chars === null) return null
      const set = typeof chars === 'string' ? new Set(chars) : undefined
      const cut = (char: string | undefined): boolean =>
        char !== undefined && (set ? set.has(char) : /[\s\0]/.test(char))
      const points = [...stringArgument(input, name, 50699)]
      while (start && cut(points[0])) points.shift()
      while (end && cut(points.at(-1))) points.pop()
      return points.join('')
    }
  }

const regexMatch: ExpressionOperator = (argument, compile, name) => {
  const all = named(argument, compile, {
    name,
    required: ['input', 'regex'],
    optional: ['options'],
  })
  return (scope) => {
    const input = all['input']?.(scope)
    const regex = all['regex']?.(scope)
    const options = all['options']?.(scope)
    if (isNullish(input) || isNullish(regex)) return false
    const pattern = regex instanceof BSONRegExp ? regex.pattern : stringArgument(regex, name)
    const flags =
      typeof options === 'string' ? options : regex instanceof BSONRegExp ? regex.options : ''
    return compileRegex(pattern, flags)(stringArgument(input, name))
  }
}

const conversion = (type: string): ExpressionOperator =>
  onValues(([value]) => (isNullish(value) ? null : convert(value, type)))

const concat = (values: Value[], name: string): Value =>
  values
    .map((value) => {
      if (typeof value !== 'string')
        throw new LocationError(16702, `${name} only supports strings, not ${typeOf(value).name}`)
      return value
    })
    .join('')

const substring = ([text, start, length]: Value[], name: string): Value => {
  if (isNullish(text)) return ''
  const points = [...String(convert(text, 'string'))]
  const from = numberArgument(start, name)
  const count = numberArgument(length, name)
  if (from < 0)
    throw new LocationError(34455, `${name}: the starting index must be a non-negative integer.`)
  return points.slice(from, count < 0 ? undefined : from + count).join('')
}

const convertOperator: ExpressionOperator = (argument, compile, name) => {
  const all = named(argument, compile, {
    name,
    required: ['input', 'to'],
    optional: ['onError', 'onNull'],
  })
  return (scope) => {
    const input = all['input']?.(scope)
    if (isNullish(input)) return all['onNull'] ? all['onNull'](scope) : null
    const to = all['to']?.(scope)
    if (typeof to !== 'string')
      throw new MongoError('NotImplemented', '$convert needs the name of a type')
    try {
      return convert(input, to)
    } catch (error) {
      if (all['onError']) return all['onError'](scope)
      throw error
    }
  }
}

export const stringOperators: Record<string, ExpressionOperator> = {
  $concat: onValues(nullable(concat), 0, Infinity),
  $toLower: casing((text) => text.toLowerCase()),
  $toUpper: casing((text) => text.toUpperCase()),
  $strLenCP: onValues(([value], name) => [...stringArgument(value, name)].length),
  $strLenBytes: onValues(([value], name) => Buffer.byteLength(stringArgument(value, name, 34473))),
  $substrCP: onValues(substring, 3),
  $split: onValues(
    nullable(([text, by], name) =>
      stringArgument(text, name, 40085).split(stringArgument(by, name, 40086)),
    ),
    2,
  ),
  $indexOfCP: onValues(
    ([text, part], name) =>
      isNullish(text)
        ? null
        : indexOf(stringArgument(text, name, 40093), stringArgument(part, name, 40094)),
    2,
  ),
  $trim: trimming(true, true),
  $ltrim: trimming(true, false),
  $rtrim: trimming(false, true),
  $regexMatch: regexMatch,
  $convert: convertOperator,
  $toString: conversion('string'),
  $toInt: conversion('int'),
  $toLong: conversion('long'),
  $toDouble: conversion('double'),
  $toDecimal: conversion('decimal'),
  $toBool: conversion('bool'),
  $toDate: conversion('date'),
  $toObjectId: conversion('objectId'),
}

const indexOf = (text: string, part: string): number => {
  const at = text.indexOf(part)
  return at < 0 ? -1 : [...text.slice(0, at)].length
}
