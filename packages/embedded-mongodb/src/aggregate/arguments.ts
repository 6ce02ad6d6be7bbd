import {
  isDocument,
  isNumeric,
  toNumber,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { LocationError } from '../errors.js'
import type { ExpressionOperator } from './scope.js'

/** The number of an error and its text, in which `%` stands for what was given instead. */
export type Complaint = readonly [code: number, text: string]

export const complain = ([code, text]: Complaint, given = ''): LocationError =>
  new LocationError(
    code,
    text.replace('%', () => given),
  )

const checkCount = (name: string, count: number, least: number, most: number): void => {
  if (count >= least && count <= most) return
  if (least === most)
    throw new LocationError(
      16020,
      `Expression ${name} takes exactly ${least} arguments. ${count} were passed in.`,
    )
  throw new LocationError(
    28667,
    `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${count} were passed in.`,
  )
}

/** An operator whose arguments are all evaluated first; it takes `least` to `most` of them. */
export const onValues =
  (apply: (values: Value[], name: string) => Value, least = 1, most = least): ExpressionOperator =>
  (argument, compile, name) => {
    const all = (Array.isArray(argument) ? (argument as Value[]) : [argument]).map((expression) =>
      compile(expression),
    )
    checkCount(name, all.length, least, most)
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

/** Each value after its check. Null at the first that is null or missing: what follows it is not looked at. */
export const unlessNull = <T>(values: Value[], check: (value: Value) => T): T[] | null => {
  const checked: T[] = []
  for (const value of values) {
    if (isNullish(value)) return null
    checked.push(check(value))
  }
  return checked
}

export const stringArgument = (value: Value, complaint: Complaint): string => {
  if (typeof value === 'string') return value
  throw complain(complaint, typeOf(value).name)
}

export const arrayArgument = (value: Value, complaint: Complaint): Value[] => {
  if (Array.isArray(value)) return value as Value[]
  throw complain(complaint, typeOf(value).name)
}

/** A whole number of 32 bits, of whatever type. What is no number and what is another number have errors of their own. */
export const integerArgument = (
  value: Value,
  noNumber: Complaint,
  noInteger: Complaint,
): number => {
  if (!isNumeric(value)) throw complain(noNumber, typeOf(value).name)
  const number = toNumber(value)
  if ((number | 0) !== number) throw complain(noInteger, String(value))
  return number | 0
}

type Parameters = {
  /** The error for what is no document; `%` is its type. */
  document: Complaint
  /** The error for an unknown name; `%` is the name. */
  unknown: Complaint
  /** The errors for what is not there, in the order in which it is looked for. */
  required: Record<string, Complaint>
  optional?: string[]
}

/** Checks the names of named arguments and gives them as they were written. */
export const parameters = (
  argument: Value,
  { document, unknown, required, optional = [] }: Parameters,
): Document => {
  if (!isDocument(argument)) throw complain(document, typeOf(argument).name)
  const strange = Object.keys(argument).find(
    (key) => !Object.hasOwn(required, key) && !optional.includes(key),
  )
  if (strange !== undefined) throw complain(unknown, strange)
  for (const [key, complaint] of Object.entries(required))
    if (!Object.hasOwn(argument, key)) throw complain(complaint)
  return argument
}
