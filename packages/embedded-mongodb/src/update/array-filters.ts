import { isDocument, type Document } from '../bson/values.js'
import { badValue, failedToParse, MongoError } from '../errors.js'
import { compileElementFilter } from '../match/filter.js'
import type { Predicate } from '../match/operators.js'
import { show } from '../storage/show.js'
import type { Positional } from './target.js'

const names = (filter: Document): string[] =>
  Object.keys(filter).flatMap((key) => {
    const value = filter[key]
    if (!key.startsWith('$')) return [key.split('.')[0] ?? '']
    return Array.isArray(value) ? value.filter(isDocument).flatMap(names) : []
  })

const parsing = (reason: string): string => `Error parsing array filter :: caused by :: ${reason}`

const compiled = (filter: Document): Predicate => {
  try {
    return compileElementFilter(filter)
  } catch (error) {
    if (error instanceof MongoError) error.message = parsing(error.message)
    throw error
  }
}

/** The one name that all conditions of a filter are about. */
const identifierOf = (filter: Document): string => {
  const [name, other] = new Set(names(filter))
  if (name === undefined)
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
  if (other !== undefined)
    throw failedToParse(
      parsing(`Expected a single top-level field name, found '${name}' and '${other}'`),
    )
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
    throw badValue(
      parsing(
        `The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      ),
    )
  return name
}

/** The tests behind `$[name]` (manual: reference/operator/update/positional-filtered); each must be used, each use must have one. */
export const parseArrayFilters = (
  filters: readonly Document[],
  paths: readonly (readonly string[])[],
  update: Document,
): Positional['filters'] => {
  const result: Positional['filters'] = new Map()
  for (const filter of filters) {
    const test = compiled(filter)
    const name = identifierOf(filter)
    if (result.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    if (!paths.some((parts) => parts.includes(`$[${name}]`))) {
      throw failedToParse(
        `The array filter for identifier '${name}' was not used in the update ${show(update)}`,
      )
    }
    result.set(name, (element) => test({ [name]: element }))
  }
  for (const parts of paths) {
    for (const part of parts) {
      const name = /^\$\[(.+)\]$/.exec(part)?.[1]
      if (name !== undefined && !result.has(name))
        throw badValue(
          `No array filter found for identifier '${name}' in path '${parts.join('.')}'`,
        )
    }
  }
  return result
}
