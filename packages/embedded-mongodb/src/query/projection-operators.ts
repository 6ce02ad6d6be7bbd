import { isNumeric, toNumber, typeOf, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import { compileElemMatch } from '../match/filter.js'
import { matchedPosition } from '../match/matched-position.js'
import { show } from '../storage/show.js'
import type { Replacement } from './projection-tree.js'

type Cut = { skip: number | undefined; limit: number }

/** What is wrong with a `$slice` as find() knows it. */
const faultOf = (argument: Value): string | undefined => {
  if (isNumeric(argument)) return undefined
  if (!Array.isArray(argument))
    return 'Location31273: $slice only supports numbers and [skip, limit] arrays'
  const [skip, limit, ...rest] = argument as Value[]
  if (argument.length < 2 || rest.length > 0)
    return 'Location31272: $slice array argument should be of form [skip, limit]'
  if (!isNumeric(skip))
    return `Location31257: $slice expects the skip argument to be a number, got ${typeOf(skip).name}`
  if (!isNumeric(limit))
    return `Location31258: $slice expects the limit argument to be a number, got ${typeOf(limit).name}`
  return toNumber(limit) >= 1
    ? undefined
    : `Location31259: $slice limit must be positive, got ${Math.trunc(toNumber(limit))}`
}

const numberOf = (value: Value): number => (isNumeric(value) ? Math.trunc(toNumber(value)) || 0 : 0)

const cut = (array: Value[], { skip, limit }: Cut): Value[] => {
  if (skip === undefined) return limit >= 0 ? array.slice(0, limit) : array.slice(limit)
  const from = skip >= 0 ? skip : Math.max(0, array.length + skip)
  return array.slice(from, from + limit)
}

/** The `$slice` of find(); undefined when it can only be that of an expression. */
export const sliceOf = (argument: Value): Replacement | undefined => {
  const fault = faultOf(argument)
  if (fault === undefined) {
    const given = Array.isArray(argument)
      ? { skip: numberOf(argument[0]), limit: numberOf(argument[1]) }
      : { skip: undefined, limit: numberOf(argument) }
    return {
      computed: false,
      value: (value) => (Array.isArray(value) ? cut(value as Value[], given) : value),
    }
  }
  const count = Array.isArray(argument) ? argument.length : 1
  if (count === 2 || count === 3) return undefined
  throw new LocationError(
    28667,
    `Invalid $slice syntax. The given syntax ${show({ $slice: argument })} did not match the find() syntax because :: ${fault} :: The given syntax did not match the expression $slice syntax. :: caused by :: Expression $slice takes at least 2 arguments, and at most 3, but ${count} were passed in.`,
  )
}

/** The first element that a condition finds, or nothing. */
export const elemMatchOf = (condition: Value): Replacement => {
  const test = compileElemMatch(condition)
  return {
    computed: true,
    value: (value) => {
      if (!Array.isArray(value)) return undefined
      const at = value.findIndex(test)
      return at < 0 ? undefined : [value[at] as Value]
    },
  }
}

/** The element of an array that the query matched. */
export const positionalOf = (filter: Document, path: string): Replacement => ({
  computed: false,
  value: (value, root) => {
    if (!Array.isArray(value)) return value
    const at = matchedPosition(filter, root, path)
    if (at === undefined)
      throw new LocationError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      )
    return [value[at] as Value]
  },
})
