import { BSONRegExp } from 'bson'
import { equal } from '../bson/compare.js'
import { isDocument, isTruthy, type Document, type Value } from '../bson/values.js'
import { badValue, failedToParse, LocationError } from '../errors.js'
import { wholeArgument } from './integers.js'
import {
  atPath,
  compileOperators,
  elementTest,
  equality,
  fieldOperatorNames,
  isOperatorDocument,
  type Leaf,
  type Predicate,
} from './operators.js'

/** Where a filter stands, which decides about `$expr`: it sees whole documents only, and is not for elements of arrays. */
type Level = 'document' | 'nested' | 'element'

type Compile = (filter: Document) => Predicate

const clauses = (operator: string, value: Value, level: Level): Predicate[] => {
  if (!Array.isArray(value)) throw badValue(`${operator} argument must be an array`)
  if (value.length === 0) throw badValue(`${operator} argument must be a non-empty array`)
  return value.map((clause: Value) => {
    if (!isDocument(clause)) throw badValue(`${operator} argument's entries must be objects`)
    return compile(clause, level)
  })
}

type Expression = (expression: Value) => (document: Document) => Value
let compileExpression: Expression | undefined

/** Aggregation hands in its expressions for `$expr`; a direct import would be a cycle. */
export const setExpressionCompiler = (compiler: Expression): void => {
  compileExpression = compiler
}

const expression = (value: Value, level: Level): Predicate => {
  if (level === 'nested') throw badValue('$expr can only be applied to the top-level document')
  if (level === 'element') throw new LocationError(224, '$expr is not allowed in this context')
  if (!compileExpression) throw badValue('$expr is not available')
  const evaluate = compileExpression(value)
  return (document) => isTruthy(evaluate(document))
}

const always =
  (operator: string, result: boolean) =>
  (value: Value): Predicate => {
    if (wholeArgument(operator, value, failedToParse) !== 1n)
      throw failedToParse(`${operator} must be an integer value of 1`)
    return () => result
  }

const topLevel: Record<string, (value: Value, level: Level) => Predicate> = {
  $and: (value, level) => {
    const all = clauses('$and', value, level)
    return (document) => all.every((test) => test(document))
  },
  $or: (value, level) => {
    const any = clauses('$or', value, level)
    return (document) => any.some((test) => test(document))
  },
  $nor: (value, level) => {
    const none = clauses('$nor', value, level)
    return (document) => !none.some((test) => test(document))
  },
  $expr: expression,
  $comment: () => () => true,
  $alwaysTrue: always('$alwaysTrue', true),
  $alwaysFalse: always('$alwaysFalse', false),
}

export const topLevelOperatorNames = (): string[] => Object.keys(topLevel).sort()

const nested: Compile = (filter) => compile(filter, 'nested')

const fieldPredicate = (path: string, value: Value): Predicate => {
  const scope = atPath(path, nested)
  return isOperatorDocument(value)
    ? compileOperators(value, scope)
    : scope.lift(equality(value), false)
}

const unknown = (operator: string): Error =>
  badValue(
    operator === '$not'
      ? 'unknown top level operator: $not. If you are trying to negate an entire expression, use $nor.'
      : `unknown top level operator: ${operator}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  )

const compile = (filter: Document, level: Level): Predicate => {
  const tests = Object.keys(filter).map((key): Predicate => {
    if (!key.startsWith('$')) return fieldPredicate(key, filter[key])
    const operator = Object.hasOwn(topLevel, key) ? topLevel[key] : undefined
    if (operator) return operator(filter[key], level)
    throw unknown(key)
  })
  const [first, second] = tests
  if (!first) return () => true
  if (!second) return first
  return (document) => tests.every((test) => test(document))
}

/** Compiles a query filter (manual: reference/operator/query). Unknown operators throw BadValue. */
export const compileFilter: Compile = (filter) => compile(filter, 'document')

/** A filter over elements of arrays, as in `arrayFilters`. */
export const compileElementFilter: Compile = (filter) => compile(filter, 'element')

/** Whether an element of an array is what the condition of an `$elemMatch` wants. */
export const compileElemMatch = (condition: Value): Leaf => elementTest(condition, nested)

/** Whether `$pull` takes an element out: by its value, or by a condition on the element or on its fields. */
export const compilePullTest = (condition: Value): Leaf => {
  if (condition instanceof BSONRegExp || isCondition(condition)) {
    const test = fieldPredicate('value', condition)
    return (element) => test({ value: element })
  }
  if (!isDocument(condition)) return (element) => equal(element, condition)
  const test = compileElementFilter(condition)
  return (element) => isDocument(element) && test(element)
}

const conditionNames = new Set(fieldOperatorNames().filter((name) => name !== '$not'))

const isCondition = (value: Value): boolean =>
  isDocument(value) && conditionNames.has(Object.keys(value)[0] ?? '')
