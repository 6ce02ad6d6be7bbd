import type { Value } from '../bson/values.js'
import { accumulators } from './accumulators.js'
import { arrayArgument, isNullish, onValues } from './arguments.js'
import type { ExpressionOperator } from './scope.js'

/** `{$sum: '$prices'}` and `{$max: ['$a', '$b']}` outside of `$group`. */
const over =
  (name: string): ExpressionOperator =>
  (argument, compile) => {
    const list: Value[] = Array.isArray(argument) ? argument : [argument]
    const all = list.map((item) => compile(item))
    return (scope) => {
      const accumulator = accumulators[name]?.()
      const values = all.map((evaluate) => evaluate(scope))
      const [only] = values
      const items: Value[] = values.length === 1 && Array.isArray(only) ? only : values
      for (const item of items) accumulator?.add(item)
      return accumulator?.result()
    }
  }

const end = (at: number): ExpressionOperator =>
  onValues(([value], name) =>
    isNullish(value)
      ? null
      : arrayArgument(value, [28689, `${name}'s argument must be an array, but is %`]).at(at),
  )

export const accumulatingOperators: Record<string, ExpressionOperator> = {
  $sum: over('$sum'),
  $avg: over('$avg'),
  $min: over('$min'),
  $max: over('$max'),
  $first: end(0),
  $last: end(-1),
}
