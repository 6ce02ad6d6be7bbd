import { compare, equal } from '../bson/compare.js'
import { isDocument, isTruthy, typeOf, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { isNullish, onValues, parameters } from './arguments.js'
import type { Evaluate, ExpressionOperator } from './scope.js'

const listOf = (argument: Value): Value[] =>
  Array.isArray(argument) ? (argument as Value[]) : [argument]

const comparison = (accepts: (order: number) => boolean): ExpressionOperator =>
  onValues(([a, b]) => accepts(compare(a, b)), 2)

/** Evaluates only the branch that is taken. */
const choose =
  (test: Evaluate, yes: Evaluate, no: Evaluate): Evaluate =>
  (scope) =>
    isTruthy(test(scope)) ? yes(scope) : no(scope)

const condition: ExpressionOperator = (argument, compile) => {
  if (isDocument(argument)) {
    const given = parameters(argument, {
      document: [16020, ''],
      unknown: [17083, 'Unrecognized parameter to $cond: %'],
      required: {
        if: [17080, "Missing 'if' parameter to $cond"],
        then: [17081, "Missing 'then' parameter to $cond"],
        else: [17082, "Missing 'else' parameter to $cond"],
      },
    })
    return choose(compile(given['if']), compile(given['then']), compile(given['else']))
  }
  const [test, yes, no, ...more] = listOf(argument).map((expression) => compile(expression))
  if (test && yes && no && more.length === 0) return choose(test, yes, no)
  throw new LocationError(
    16020,
    `Expression $cond takes exactly 3 arguments. ${listOf(argument).length} were passed in.`,
  )
}

const branchOf = (
  branch: Value,
  compile: (expression: Value) => Evaluate,
): [Evaluate, Evaluate] => {
  const given = parameters(branch, {
    document: [40062, '$switch expected each branch to be an object, found: %'],
    unknown: [40063, '$switch found an unknown argument to a branch: %'],
    required: {
      case: [40064, "$switch requires each branch have a 'case' expression"],
      then: [40065, "$switch requires each branch have a 'then' expression."],
    },
  })
  return [compile(given['case']), compile(given['then'])]
}

const noBranch: Evaluate = () => {
  throw new LocationError(
    40066,
    '$switch could not find a matching branch for an input, and no default was specified.',
  )
}

const switchOn: ExpressionOperator = (argument, compile) => {
  const given = parameters(argument, {
    document: [40060, '$switch requires an object as an argument, found: %'],
    unknown: [40067, '$switch found an unknown argument: %'],
    required: {},
    optional: ['branches', 'default'],
  })
  const branches = given['branches'] ?? []
  if (!Array.isArray(branches))
    throw new LocationError(
      40061,
      `$switch expected an array for 'branches', found: ${typeOf(branches).name}`,
    )
  const cases = branches.map((branch: Value) => branchOf(branch, compile))
  if (cases.length === 0) throw new LocationError(40068, '$switch requires at least one branch.')
  const otherwise = Object.hasOwn(given, 'default') ? compile(given['default']) : noBranch
  return cases.reduceRight((no, [test, yes]) => choose(test, yes, no), otherwise)
}

/** What comes after the first value is not evaluated. */
const ifNull: ExpressionOperator = (argument, compile) => {
  const all = listOf(argument).map((expression) => compile(expression))
  if (all.length < 2)
    throw new LocationError(1257300, `$ifNull needs at least two arguments, had: ${all.length}`)
  return (scope) => {
    let value: Value
    for (const evaluate of all) {
      value = evaluate(scope)
      if (!isNullish(value)) return value
    }
    return value
  }
}

const logical =
  (every: boolean): ExpressionOperator =>
  (argument, compile) => {
    const all = listOf(argument).map((expression) => compile(expression))
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
  $ifNull: ifNull,
  $literal: (argument) => () => argument,
  $const: (argument) => () => argument,
  $type: onValues(([value]) => typeOf(value).name),
}
