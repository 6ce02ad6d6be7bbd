import { isDocument, type Document, type Value } from '../bson/values.js'
import { compileValue } from './expression.js'
import { scopeOf } from './scope.js'
import type { Variables } from './stage.js'

/** `$expr` inside a filter sees the variables of `let`, which are handed over as a `$let` around it. */
export const bindVariables = (filter: Document, variables: Variables): Document => {
  if (variables.size === 0) return filter
  const vars = Object.fromEntries(
    [...variables].map(([name, value]) => [name, { $literal: value }]),
  )
  const bind = (value: Document): Document =>
    Object.fromEntries(
      Object.keys(value).map((key) => {
        const inner = value[key]
        if (key === '$expr') return [key, { $let: { vars, in: inner } }]
        if (['$and', '$or', '$nor'].includes(key) && Array.isArray(inner))
          return [key, (inner as Document[]).map(bind)]
        return [key, inner]
      }),
    )
  return bind(filter)
}

/** The `let` of a command: constant expressions by name. */
export const variablesOf = (definitions: Value): Variables => {
  const result = new Map<string, Value>()
  if (!isDocument(definitions)) return result
  for (const [name, value] of Object.entries(definitions)) {
    result.set(name, compileValue(value)(scopeOf({})))
  }
  return result
}
