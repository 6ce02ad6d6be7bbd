import type { Document, Value } from '../bson/values.js'
import { LocationError } from '../errors.js'

export type Scope = {
  root: Value
  current: Value
  variables: ReadonlyMap<string, Value>
  now: Value
}
export type Evaluate = (scope: Scope) => Value
/** An operator gets its argument as written and a compiler for what is inside it, which takes the variables that it adds. */
export type ExpressionOperator = (
  argument: Value,
  compile: (expression: Value, added?: readonly string[]) => Evaluate,
  name: string,
) => Evaluate
/** Names of variables, as a set or with their values; undefined where only the evaluation can tell. */
export type KnownNames = Pick<ReadonlySet<string>, 'has' | 'keys'> | undefined

/** `NOW` among the variables is the time at which their command began. */
export const scopeOf = (
  root: Document,
  variables: ReadonlyMap<string, Value> = new Map(),
): Scope => ({
  root,
  current: root,
  variables,
  now: variables.get('NOW') ?? new Date(),
})

export const withScope =
  (variables: ReadonlyMap<string, Value>) =>
  (document: Document): Scope =>
    scopeOf(document, variables)

/** The scope with one variable more. `CURRENT` is where field paths begin. */
export const withVariable = (scope: Scope, name: string, value: Value): Scope =>
  name === 'CURRENT'
    ? { ...scope, current: value }
    : { ...scope, variables: new Map(scope.variables).set(name, value) }

const checkCharacters = (name: string, first: RegExp): void => {
  if (name === '') throw new LocationError(16866, 'empty variable names are not allowed')
  if (!first.test(name))
    throw new LocationError(
      16867,
      `'${name}' starts with an invalid character for a user variable name`,
    )
  const invalid = /[\0-\x7f]/.exec(name.replace(/[a-zA-Z0-9_]/g, ''))
  if (invalid)
    throw new LocationError(
      16868,
      `'${name}' contains an invalid character for a variable name: '${invalid[0]}'`,
    )
}

/** Of the system's variables only `CURRENT` can be given another value. */
export const checkVariableName = (name: string): void => {
  if (name !== 'CURRENT') checkCharacters(name, /^[^\0-`{-\x7f]/)
}

export const checkUsedName = (name: string): void => {
  checkCharacters(name, /^[^\0-@[-`{-\x7f]/)
}
