import { isDocument, isTruthy, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { arrayArgument, integerArgument, isNullish, parameters } from './arguments.js'
import { checkVariableName, withVariable, type Evaluate, type ExpressionOperator } from './scope.js'
import { showValue } from './show-value.js'

const letOperator: ExpressionOperator = (argument, compile) => {
  const { vars, in: inside } = parameters(argument, {
    document: [16874, '$let only supports an object as its argument'],
    unknown: [16875, 'Unrecognized parameter to $let: %'],
    required: {
      vars: [16876, "Missing 'vars' parameter to $let"],
      in: [16877, "Missing 'in' parameter to $let"],
    },
  })
  if (!isDocument(vars))
    throw new LocationError(10065, 'invalid parameter: expected an object (vars)')
  const bindings = Object.keys(vars).map((name) => {
    checkVariableName(name)
    return { name, evaluate: compile(vars[name]) }
  })
  const evaluate = compile(inside, Object.keys(vars))
  return (scope) =>
    evaluate(
      bindings.reduce(
        (inner, binding) => withVariable(inner, binding.name, binding.evaluate(scope)),
        scope,
      ),
    )
}

/** The name of the variable for each element; what is no text counts as an empty name. */
const elementName = (as: Value): string => {
  const name = as === undefined ? 'this' : typeof as === 'string' ? as : ''
  checkVariableName(name)
  return name
}

const map: ExpressionOperator = (argument, compile) => {
  const given = parameters(argument, {
    document: [16878, '$map only supports an object as its argument'],
    unknown: [16879, 'Unrecognized parameter to $map: %'],
    required: {
      input: [16880, "Missing 'input' parameter to $map"],
      in: [16882, "Missing 'in' parameter to $map"],
    },
    optional: ['as'],
  })
  const input = compile(given['input'])
  const name = elementName(given['as'])
  const change = compile(given['in'], [name])
  return (scope) => {
    const value = input(scope)
    if (isNullish(value)) return null
    return arrayArgument(value, [16883, 'input to $map must be an array not %']).map(
      (item) => change(withVariable(scope, name, item)) ?? null,
    )
  }
}

/** How many elements `$filter` gives at most: null and no `limit` mean all. */
const mostOf = (limit: Value): number => {
  if (isNullish(limit)) return Infinity
  const text = `$filter: limit must be represented as a 32-bit integral value: ${showValue(limit)}`
  const most = integerArgument(limit, [327391, text], [327391, text])
  if (most > 0) return most
  throw new LocationError(327392, `$filter: limit must be greater than 0: ${most}`)
}

const filter: ExpressionOperator = (argument, compile) => {
  const given = parameters(argument, {
    document: [28646, '$filter only supports an object as its argument'],
    unknown: [28647, 'Unrecognized parameter to $filter: %'],
    required: {
      input: [28648, "Missing 'input' parameter to $filter"],
      cond: [28650, "Missing 'cond' parameter to $filter"],
    },
    optional: ['as', 'limit'],
  })
  const input = compile(given['input'])
  const name = elementName(given['as'])
  const test = compile(given['cond'], [name])
  const limit: Evaluate = Object.hasOwn(given, 'limit') ? compile(given['limit']) : () => null
  return (scope) => {
    const value = input(scope)
    if (isNullish(value)) return null
    const array = arrayArgument(value, [28651, 'input to $filter must be an array not %'])
    if (array.length === 0) return array
    const most = mostOf(limit(scope))
    const found: Value[] = []
    for (const item of array) {
      if (!isTruthy(test(withVariable(scope, name, item)))) continue
      if (found.push(item) === most) break
    }
    return found
  }
}

const reduce: ExpressionOperator = (argument, compile) => {
  const given = parameters(argument, {
    document: [40075, '$reduce requires an object as an argument, found: %'],
    unknown: [40076, '$reduce found an unknown argument: %'],
    required: {
      input: [40077, "$reduce requires 'input' to be specified"],
      initialValue: [40078, "$reduce requires 'initialValue' to be specified"],
      in: [40079, "$reduce requires 'in' to be specified"],
    },
  })
  const input = compile(given['input'])
  const initial = compile(given['initialValue'])
  const combine = compile(given['in'], ['this', 'value'])
  return (scope) => {
    const array = input(scope)
    if (isNullish(array)) return null
    return arrayArgument(array, [
      40080,
      `$reduce requires that 'input' be an array, found: ${showValue(array)}`,
    ]).reduce<Value>(
      (value, item) => combine(withVariable(withVariable(scope, 'this', item), 'value', value)),
      initial(scope),
    )
  }
}

/** Operators that give names to values (manual: reference/operator/aggregation/let, map, filter, reduce). */
export const bindingOperators: Record<string, ExpressionOperator> = {
  $let: letOperator,
  $map: map,
  $filter: filter,
  $reduce: reduce,
}
