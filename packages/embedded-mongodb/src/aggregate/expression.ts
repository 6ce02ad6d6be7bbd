import { getField, isDocument, setField, type Document, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { setExpressionCompiler } from '../match/filter.js'
import { accumulatingOperators } from './operators-accumulating.js'
import { arrayOperators } from './operators-array.js'
import { conditionOperators } from './operators-condition.js'
import { dateOperators } from './operators-date.js'
import { numberOperators } from './operators-number.js'
import { objectOperators } from './operators-object.js'
import { stringOperators } from './operators-string.js'
import { scopeOf, type Evaluate, type ExpressionOperator } from './scope.js'

/** `$$REMOVE` and missing fields are both undefined. */
const fieldOf = (value: Value, parts: readonly string[], from = 0): Value => {
  const part = parts[from]
  if (part === undefined) return value
  if (isDocument(value)) return fieldOf(getField(value, part), parts, from + 1)
  if (!Array.isArray(value)) return undefined
  return value.map((item: Value) => fieldOf(item, parts, from)).filter((item) => item !== undefined)
}

const systemVariables: Record<string, Evaluate> = {
  ROOT: (scope) => scope.root,
  CURRENT: (scope) => scope.current,
  NOW: (scope) => scope.now,
  REMOVE: () => undefined,
}

const compilePath = (path: string): Evaluate => {
  if (!path.startsWith('$$')) {
    const parts = path.slice(1).split('.')
    if (parts.includes(''))
      throw new LocationError(15998, 'FieldPath field names may not be empty strings.')
    return ({ current }) => fieldOf(current, parts)
  }
  const [name = '', ...rest] = path.slice(2).split('.')
  const system = Object.hasOwn(systemVariables, name) ? systemVariables[name] : undefined
  if (system) return (scope) => fieldOf(system(scope), rest)
  if (/^[A-Z]/.test(name)) throw new LocationError(17276, `Use of undefined variable: ${name}`)
  return ({ variables }) => {
    if (!variables.has(name)) throw new LocationError(17276, `Use of undefined variable: ${name}`)
    return fieldOf(variables.get(name), rest)
  }
}

const operators: Record<string, ExpressionOperator> = {
  ...conditionOperators,
  ...numberOperators,
  ...stringOperators,
  ...arrayOperators,
  ...dateOperators,
  ...accumulatingOperators,
  ...objectOperators,
}

export const expressionOperatorNames = (): string[] => Object.keys(operators).sort()

const compileObject = (expression: Document): Evaluate => {
  const names = Object.keys(expression)
  const operator = names.find((name) => name.startsWith('$'))
  if (operator !== undefined) {
    if (names.length > 1) {
      throw new LocationError(
        15983,
        `an expression specification must contain exactly one field, the name of the expression. Found ${names.length} fields in ${JSON.stringify(names)}`,
      )
    }
    const found = Object.hasOwn(operators, operator) ? operators[operator] : undefined
    if (!found)
      throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${operator}'`)
    return found(expression[operator], compileValue, operator)
  }
  const fields = names.map((name) => ({ name, evaluate: compileValue(expression[name]) }))
  return (scope) => {
    const result: Document = {}
    for (const { name, evaluate } of fields) {
      const value = evaluate(scope)
      if (value !== undefined) setField(result, name, value)
    }
    return result
  }
}

/** Compiles an aggregation expression (manual: reference/operator/aggregation). Unknown operators throw. */
export const compileValue = (expression: Value): Evaluate => {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression)
  if (Array.isArray(expression)) {
    const items = expression.map(compileValue)
    return (scope) => items.map((evaluate) => evaluate(scope) ?? null)
  }
  return isDocument(expression) ? compileObject(expression) : () => expression
}

export const compileExpression = (expression: Value): ((root: Document) => Value) => {
  const evaluate = compileValue(expression)
  return (root) => evaluate(scopeOf(root))
}

setExpressionCompiler(compileExpression)
