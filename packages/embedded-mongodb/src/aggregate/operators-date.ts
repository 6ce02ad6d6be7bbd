import { ObjectId, Timestamp } from 'bson'
import { isDocument, typeOf, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { isNullish } from './arguments.js'
import type { ExpressionOperator } from './scope.js'

/** Only UTC: other time zones are refused rather than computed wrongly around changes of the clock. */
const dateOf = (value: Value): Date => {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000)
  throw new LocationError(16006, `can't convert from BSON type ${typeOf(value).name} to Date`)
}

const part =
  (read: (date: Date) => number): ExpressionOperator =>
  (argument, compile, name) => {
    if (isDocument(argument) && Object.hasOwn(argument, 'timezone')) {
      throw new MongoError(
        'NotImplemented',
        `${name} with a timezone is not supported by the embedded server`,
      )
    }
    const inner =
      isDocument(argument) && Object.hasOwn(argument, 'date')
        ? argument['date']
        : Array.isArray(argument)
          ? (argument[0] as Value)
          : argument
    const evaluate = compile(inner)
    return (scope) => {
      const value = evaluate(scope)
      return isNullish(value) ? null : read(dateOf(value))
    }
  }

const dayOfYear = (date: Date): number =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) -
      Date.UTC(date.getUTCFullYear(), 0, 1)) /
      86_400_000,
  ) + 1

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
