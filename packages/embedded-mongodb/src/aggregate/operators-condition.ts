import { compare, equal } from '../bson/compare.js'
import { isDocument, isTruthy, typeOf, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { isNullish, named, onValues } from './arguments.js'
import type { Evaluate, ExpressionOperator } from './scope.js'

const comparison = (accepts: (order: number) => boolean): ExpressionOperator =>
  onValues(([a, b]) => accepts(compare(a, b)), 2)

const condition: ExpressionOperator = (argument, compile) => {
  const parts = Array.isArray(argument)
    ? { if: argument[0] as Value, then: argument[1] as Value, else: argument[2] as Value }
    : argument
  if (Array.isArray(argument) && argument.length !== 3)
    throw new LocationError(16020, 'Expression $cond takes exactly 3 arguments')
  const all = named(parts, compile, { name: '$cond', required: ['if', 'then', 'else'] })
  return (scope) => (isTruthy(all['if']?.(scope)) ? all['then']?.(scope) : all['else']?.(scope))
}

const switchOn: ExpressionOperator = (argument, compile) => {
  if (!isDocument(argument))
    throw new LocationError(
      40060,
      `$switch requires an object as an argument, found: ${typeOf(argument).name}`,
    )
  const branches = argument['branches']
  if (!Array.isArray(branches) || branches.length === 0)
    throw new LocationError(40068, '$switch requires at least one branch.')
  const cases = (branches as Document[]).map((branch) =>
    named(branch, compile, { name: '$switch', required: ['case', 'then'] }),
  )
  const otherwise: Evaluate | undefined = Object.hasOwn(argument, 'default')
    ? compile(argument['default'])
    : undefined
  return (scope) => {
    const found = cases.find((branch) => isTruthy(branch['case']?.(scope)))
    if (found) return found['then']?.(scope)
    if (!otherwise)
      throw new LocationError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      )
    return otherwise(scope)
  }
}

const logical =
  (every: boolean): ExpressionOperator =>
  (argument, compile) => {
    const all = (Array.isArray(argument) ? (argument as Value[]) : [argument]).map(compile)
    return every
      ? (scope) => all.every((evaluate) => isTruthy(evaluate(scope)))
      : (scope) => all.some((evaluate) => isTruthy(evaluate(scope)))
  }

export const conditionOperators: Record<string, ExpressionOperator> = {
  $eq: onValues(([a, b]) => equal(a, b), 2),
  $ne: onValues(([a, b]) => !equal(a, b), 2),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: onValues(([a, b]) => Math.sign(compare(a, b)), 2),
  $and: logical(true),
  $or: logical(false),
  $not: onValues(([value]) => !isTruthy(value)),
  $cond: condition,
  $switch: switchOn,
  $ifNull: onValues(
    (values) => values.find((value) => !isNullish(value)) ?? values.at(-1),
    2,
    Infinity,
  ),
  $literal: (argument) => () => argument,
  $const: (argument) => () => argument,
  $type: onValues(([value]) => typeOf(value).name),
}
