import type { Document, Value } from '../bson/values.js'

export type Scope = {
  root: Value
  current: Value
  variables: ReadonlyMap<string, Value>
  now: Date
}
export type Evaluate = (scope: Scope) => Value
/** An operator gets its argument as written and a compiler for what is inside it. */
export type ExpressionOperator = (
  argument: Value,
  compile: (expression: Value) => Evaluate,
  name: string,
) => Evaluate

export const scopeOf = (
  root: Document,
  variables: ReadonlyMap<string, Value> = new Map(),
): Scope => ({
  root,
  current: root,
  variables,
  now: new Date(),
})

export const withScope =
  (variables: ReadonlyMap<string, Value>) =>
  (document: Document): Scope =>
    scopeOf(document, variables)
