import { isDocument, isNumeric, typeOf, type Value } from '../bson/values.js'
import { failedToParse, LocationError, MongoError } from '../errors.js'
import { isNullish, parameters } from './arguments.js'
import { checkTypeName, convert } from './convert.js'
import type { ExpressionOperator } from './scope.js'

const conversion =
  (type: string): ExpressionOperator =>
  (argument, compile, name) => {
    const list: Value[] = Array.isArray(argument) ? argument : [argument]
    if (list.length !== 1)
      throw new LocationError(50723, `${name} requires a single argument, got ${list.length}`)
    const evaluate = compile(list[0])
    return (scope) => {
      const value = evaluate(scope)
      return isNullish(value) ? null : convert(value, type)
    }
  }

const targetOf = (to: Value): string | null => {
  if (isNullish(to)) return null
  if (isNumeric(to) || isDocument(to))
    throw new MongoError(
      'NotImplemented',
      '$convert to something else than the name of a type is not supported by the embedded server',
    )
  if (typeof to !== 'string')
    throw failedToParse(
      `$convert's 'to' argument must be a string or number, but is ${typeOf(to).name}`,
    )
  checkTypeName(to)
  return to
}

const isConversionFailure = (error: unknown): boolean =>
  error instanceof MongoError && error.codeName === 'ConversionFailure'

const convertOperator: ExpressionOperator = (argument, compile) => {
  const given = parameters(argument, {
    document: [9, '$convert expects an object of named arguments but found: %'],
    unknown: [9, '$convert found an unknown argument: %'],
    required: {
      input: [9, "Missing 'input' parameter to $convert"],
      to: [9, "Missing 'to' parameter to $convert"],
    },
    optional: ['onError', 'onNull'],
  })
  const [input, to] = [compile(given['input']), compile(given['to'])]
  const onNull = Object.hasOwn(given, 'onNull') ? compile(given['onNull']) : () => null
  const onError = Object.hasOwn(given, 'onError') ? compile(given['onError']) : undefined
  return (scope) => {
    const type = targetOf(to(scope))
    const value = input(scope)
    if (isNullish(value)) return onNull(scope)
    if (type === null) return null
    try {
      return convert(value, type)
    } catch (error) {
      if (onError && isConversionFailure(error)) return onError(scope)
      throw error
    }
  }
}

export const conversionOperators: Record<string, ExpressionOperator> = {
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
