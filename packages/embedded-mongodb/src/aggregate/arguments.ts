import {
  isDocument,
  isNumeric,
  toNumber,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError } from '../errors.js'
import type { Evaluate, ExpressionOperator } from './scope.js'

/** An operator whose arguments are all evaluated first; `count` is how many it takes, as [least, most]. */
export const onValues =
  (apply: (values: Value[], name: string) => Value, least = 1, most = least): ExpressionOperator =>
  (argument, compile, name) => {
    const list: Value[] = Array.isArray(argument) ? argument : [argument]
    if (list.length < least || list.length > most) {
      const wanted =
        least === most ? `exactly ${least}` : `at least ${least} arguments, and at most ${most}`
      throw new LocationError(
        least === most ? 16020 : 28667,
        `Expression ${name} takes ${wanted} arguments. ${list.length} were passed in.`,
      )
    }
    const all = list.map(compile)
    return (scope) =>
      apply(
        all.map((evaluate) => evaluate(scope)),
        name,
      )
  }

export const isNullish = (value: Value): value is null | undefined =>
  value === undefined || value === null

/** Gives null as soon as one argument is null or missing. */
export const nullable =
  (apply: (values: Value[], name: string) => Value) =>
  (values: Value[], name: string): Value =>
    values.some(isNullish) ? null : apply(values, name)

export const numberArgument = (value: Value, name: string): number => {
  if (!isNumeric(value))
    throw new LocationError(28765, `${name} only supports numeric types, not ${typeOf(value).name}`)
  return toNumber(value)
}

export const stringArgument = (value: Value, name: string, code = 34471): string => {
  if (typeof value === 'string') return value
  throw new LocationError(code, `${name} requires a string argument, found: ${typeOf(value).name}`)
}

export const arrayArgument = (value: Value, name: string, code = 28664): Value[] => {
  if (Array.isArray(value)) return value as Value[]
  throw new LocationError(code, `${name} requires an array, found: ${typeOf(value).name}`)
}

/** Named arguments; unknown names and missing required ones throw. */
export const named = (
  argument: Value,
  compile: (expression: Value) => Evaluate,
  options: { name: string; required: string[]; optional?: string[] },
): Record<string, Evaluate> => {
  if (!isDocument(argument))
    throw new LocationError(28646, `${options.name} only supports an object as its argument`)
  const document: Document = argument
  const allowed = [...options.required, ...(options.optional ?? [])]
  const unknown = Object.keys(document).find((key) => !allowed.includes(key))
  if (unknown)
    throw new LocationError(28647, `Unrecognized parameter to ${options.name}: ${unknown}`)
  const missing = options.required.find((key) => !Object.hasOwn(document, key))
  if (missing) throw new LocationError(28648, `Missing '${missing}' parameter to ${options.name}`)
  return Object.fromEntries(Object.keys(document).map((key) => [key, compile(document[key])]))
}
