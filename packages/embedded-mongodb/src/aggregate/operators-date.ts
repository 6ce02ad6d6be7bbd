import { isDocument, typeOf, type Document, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { show } from '../storage/show.js'
import { isNullish } from './arguments.js'
import { dateIn } from './convert.js'
import type { ExpressionOperator } from './scope.js'

const dateOf = (value: Value): Date => {
  const date = dateIn(value)
  if (date) return date
  throw new LocationError(16006, `can't convert from BSON type ${typeOf(value).name} to Date`)
}

/** Only UTC: other time zones are refused rather than computed wrongly around changes of the clock. */
const namedDate = (argument: Document, name: string): Value => {
  const strange = Object.keys(argument).find((key) => key !== 'date' && key !== 'timezone')
  if (strange !== undefined)
    throw new LocationError(40535, `unrecognized option to ${name}: "${strange}"`)
  if (!Object.hasOwn(argument, 'date'))
    throw new LocationError(
      40539,
      `missing 'date' argument to ${name}, provided: ${name}: ${show(argument)}`,
    )
  if (Object.hasOwn(argument, 'timezone'))
    throw new MongoError(
      'NotImplemented',
      `${name} with a timezone is not supported by the embedded server`,
    )
  return argument['date']
}

/** The expression of the date, which may be named, alone in an array, or plain. */
const dateExpression = (argument: Value, name: string): Value => {
  if (isDocument(argument))
    return Object.keys(argument)[0]?.startsWith('$') ? argument : namedDate(argument, name)
  if (!Array.isArray(argument)) return argument
  if (argument.length !== 1)
    throw new LocationError(
      40536,
      `${name} accepts exactly one argument if given an array, but was given ${argument.length}`,
    )
  return argument[0]
}

const part =
  (read: (date: Date) => number): ExpressionOperator =>
  (argument, compile, name) => {
    const evaluate = compile(dateExpression(argument, name))
    return (scope) => {
      const value = evaluate(scope)
      return isNullish(value) ? null : read(dateOf(value))
    }
  }

const dayOfYear = (date: Date): number => {
  const newYear = new Date(date)
  newYear.setUTCMonth(0, 1)
  return Math.round((date.getTime() - newYear.getTime()) / 86_400_000) + 1
}

export const dateOperators: Record<string, ExpressionOperator> = {
  $year: part((date) => date.getUTCFullYear()),
  $month: part((date) => date.getUTCMonth() + 1),
  $dayOfMonth: part((date) => date.getUTCDate()),
  $dayOfWeek: part((date) => date.getUTCDay() + 1),
  $dayOfYear: part(dayOfYear),
  $hour: part((date) => date.getUTCHours()),
  $minute: part((date) => date.getUTCMinutes()),
  $second: part((date) => date.getUTCSeconds()),
  $millisecond: part((date) => date.getUTCMilliseconds()),
}
