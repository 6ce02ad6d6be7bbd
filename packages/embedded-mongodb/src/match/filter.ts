import { isDocument, isTruthy, type Document, type Value } from '../bson/values.js'
import { badValue } from '../errors.js'
import {
  compileFieldOperators,
  equality,
  isOperatorDocument,
  leafTest,
  type Predicate,
} from './operators.js'

const asClauses = (operator: string, value: Value): Document[] => {
  if (!Array.isArray(value) || value.length === 0) {
    throw badValue(`${operator} argument must be a non-empty array`)
  }
  return value.map((clause: Value) => {
    if (!isDocument(clause)) throw badValue(`${operator} argument's entries must be objects`)
    return clause
  })
}

type Expression = (expression: Value) => (document: Document) => Value
let compileExpression: Expression | undefined

/** Aggregation hands in its expressions for `$expr`; a direct import would be a cycle. */
export const setExpressionCompiler = (compiler: Expression): void => {
  compileExpression = compiler
}

const topLevel: Record<string, (value: Value) => Predicate> = {
  $and: (value) => {
    const all = asClauses('$and', value).map(compileFilter)
    return (document) => all.every((test) => test(document))
  },
  $or: (value) => {
    const any = asClauses('$or', value).map(compileFilter)
    return (document) => any.some((test) => test(document))
  },
  $nor: (value) => {
    const none = asClauses('$nor', value).map(compileFilter)
    return (document) => !none.some((test) => test(document))
  },
  $expr: (value) => {
    if (!compileExpression) throw badValue('$expr is not available')
    const evaluate = compileExpression(value)
    return (document) => isTruthy(evaluate(document))
  },
  $comment: () => () => true,
  $alwaysTrue: () => () => true,
  $alwaysFalse: () => () => false,
}

export const topLevelOperatorNames = (): string[] => Object.keys(topLevel).sort()

const fieldPredicate = (path: string, value: Value): Predicate => {
  const parts = path.split('.')
  if (isOperatorDocument(value)) {
    return compileFieldOperators(parts, value, compileFilter)
  }
  return leafTest(parts, equality(value))
}

/** Compiles a query filter (manual: reference/operator/query). Unknown operators throw BadValue. */
export const compileFilter = (filter: Document): Predicate => {
  const tests = Object.keys(filter).map((key): Predicate => {
    if (!key.startsWith('$')) return fieldPredicate(key, filter[key])
    const operator = Object.hasOwn(topLevel, key) ? topLevel[key] : undefined
    if (operator) return operator(filter[key])
    throw badValue(
      `unknown top level operator: ${key}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
    )
  })
  const [first, second] = tests
  if (!first) return () => true
  if (!second) return first
  return (document) => tests.every((test) => test(document))
}

/** Whether one array element matches a filter or bare conditions, as in `$pull` and `$elemMatch`. */
export const compileElementTest = (condition: Value): ((element: Value) => boolean) => {
  if (!isDocument(condition)) {
    const test = equality(condition)
    return (element) => test(element)
  }
  if (isOperatorDocument(condition)) {
    const test = compileFieldOperators(['value'], condition, compileFilter)
    return (element) => test({ value: element })
  }
  const test = compileFilter(condition)
  return (element) => isDocument(element) && test(element)
}
