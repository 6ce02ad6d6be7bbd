import { getField, isDocument, setField, type Document, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { setExpressionCompiler } from '../match/filter.js'
import { show } from '../storage/show.js'
import { fieldName } from './assign.js'
import { accumulatingOperators } from './operators-accumulating.js'
import { arrayOperators } from './operators-array.js'
import { bindingOperators } from './operators-binding.js'
import { conditionOperators } from './operators-condition.js'
import { conversionOperators } from './operators-conversion.js'
import { dateOperators } from './operators-date.js'
import { numberOperators } from './operators-number.js'
import { objectOperators } from './operators-object.js'
import { setOperators } from './operators-set.js'
import { stringOperators } from './operators-string.js'
import {
  checkUsedName,
  scopeOf,
  type Evaluate,
  type ExpressionOperator,
  type KnownNames,
} from './scope.js'

/** A path goes through the documents in an array, but not through arrays in arrays. `$$REMOVE` and missing fields are both undefined. */
const fieldOf = (value: Value, parts: readonly string[], from = 0): Value => {
  const part = parts[from]
  if (part === undefined) return value
  if (isDocument(value)) return fieldOf(getField(value, part), parts, from + 1)
  if (!Array.isArray(value)) return undefined
  return (value as Value[])
    .filter(isDocument)
    .map((item) => fieldOf(item, parts, from))
    .filter((item) => item !== undefined)
}

const systemVariables: Record<string, Evaluate> = {
  ROOT: (scope) => scope.root,
  CURRENT: (scope) => scope.current,
  NOW: (scope) => scope.now,
  REMOVE: () => undefined,
}

const undefinedVariable = (name: string): LocationError =>
  new LocationError(17276, `Use of undefined variable: ${name}`)

const compileVariable = (name: string, known: KnownNames): Evaluate => {
  checkUsedName(name)
  const system = Object.hasOwn(systemVariables, name) ? systemVariables[name] : undefined
  if (system) return system
  if (/^[A-Z]/.test(name) || known?.has(name) === false) throw undefinedVariable(name)
  return ({ variables }) => {
    if (!variables.has(name)) throw undefinedVariable(name)
    return variables.get(name)
  }
}

const compilePath = (path: string, known: KnownNames): Evaluate => {
  if (path === '$') throw new LocationError(16872, "'$' by itself is not a valid FieldPath")
  const whole = path.startsWith('$$') ? path.slice(2) : `CURRENT.${path.slice(1)}`
  const [name = '', ...parts] = whole.split('.')
  const variable = compileVariable(name, known)
  if (parts.at(-1) === '') throw new LocationError(40353, "FieldPath must not end with a '.'.")
  parts.forEach(fieldName)
  return (scope) => fieldOf(variable(scope), parts)
}

const operators: Record<string, ExpressionOperator> = {
  ...conditionOperators,
  ...numberOperators,
  ...stringOperators,
  ...arrayOperators,
  ...setOperators,
  ...bindingOperators,
  ...conversionOperators,
  ...dateOperators,
  ...accumulatingOperators,
  ...objectOperators,
}

export const expressionOperatorNames = (): string[] => Object.keys(operators).sort()

const compileOperator = (operator: string, expression: Document, known: KnownNames): Evaluate => {
  if (Object.keys(expression).length > 1)
    throw new LocationError(
      15983,
      `An object representing an expression must have exactly one field: ${show(expression)}`,
    )
  const found = Object.hasOwn(operators, operator) ? operators[operator] : undefined
  if (!found)
    throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${operator}'`)
  const compile = (inner: Value, added: readonly string[] = []): Evaluate =>
    compileValue(inner, known && new Set([...known.keys(), ...added]))
  return found(expression[operator], compile, operator)
}

/** The first field decides whether a document is an operator or a document of expressions. */
const compileObject = (expression: Document, known: KnownNames): Evaluate => {
  const names = Object.keys(expression)
  if (names[0]?.startsWith('$')) return compileOperator(names[0], expression, known)
  const fields = names.map((name) => {
    fieldName(name)
    return { name, evaluate: compileValue(expression[name], known) }
  })
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
export const compileValue = (expression: Value, known?: KnownNames): Evaluate => {
  if (typeof expression === 'string' && expression.startsWith('$'))
    return compilePath(expression, known)
  if (Array.isArray(expression)) {
    const items = expression.map((item: Value) => compileValue(item, known))
    return (scope) => items.map((evaluate) => evaluate(scope) ?? null)
  }
  return isDocument(expression) ? compileObject(expression, known) : () => expression
}

export const compileExpression = (expression: Value): ((root: Document) => Value) => {
  const evaluate = compileValue(expression, new Set())
  const variables = new Map([['NOW', new Date()]])
  return (root) => evaluate(scopeOf(root, variables))
}

setExpressionCompiler(compileExpression)
