import { clone, isDocument, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { compileValue } from './expression.js'
import { checkVariableName, scopeOf } from './scope.js'
import type { Variables } from './stage.js'

/** The expression with `$$NOW` as a constant. */
const atTime = (expression: Value, now: Value): Value => {
  if (expression === '$$NOW') return { $literal: now }
  if (Array.isArray(expression)) return expression.map((item: Value) => atTime(item, now))
  if (!isDocument(expression)) return expression
  return Object.fromEntries(
    Object.entries(expression).map(([key, inner]) => [
      key,
      key === '$literal' || key === '$const' ? inner : atTime(inner, now),
    ]),
  )
}

/** `$expr` inside a filter sees the variables of `let`, which are handed over as a `$let` around it. */
export const bindVariables = (filter: Document, variables: Variables): Document => {
  if (!Object.keys(filter).some((key) => key.startsWith('$'))) return filter
  const { NOW: now, ...values } = Object.fromEntries(variables)
  const vars = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { $literal: value }]),
  )
  const bind = (value: Document): Document =>
    Object.fromEntries(
      Object.keys(value).map((key) => {
        const inner = value[key]
        if (key === '$expr') return [key, { $let: { vars, in: atTime(inner, now) } }]
        if (['$and', '$or', '$nor'].includes(key) && Array.isArray(inner))
          return [key, (inner as Value[]).map((item) => (isDocument(item) ? bind(item) : item))]
        return [key, inner]
      }),
    )
  return bind(filter)
}

/** Stands for the document where there is none yet: whoever looks into it gets the error. */
const noDocument = new Proxy<Document>(
  {},
  {
    getPrototypeOf: () => {
      throw new LocationError(
        4890500,
        'Command let Expression tried to access a field, but this is not allowed becauseCommand let Expressions run before the query examines any documents.',
      )
    },
  },
)

/** The `let` of a command: constant expressions by name, each of which may use those before it; and when the command began. */
export const variablesOf = (definitions: Value): Variables => {
  const result = new Map<string, Value>([['NOW', new Date()]])
  if (!isDocument(definitions)) return result
  for (const [name, value] of Object.entries(definitions)) {
    checkVariableName(name)
    // the copy looks into everything, also where the whole document is
    result.set(name, clone(compileValue(value, result)(scopeOf(noDocument, result))))
  }
  return result
}
