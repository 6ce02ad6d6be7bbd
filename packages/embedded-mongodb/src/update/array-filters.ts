import type { Document } from '../bson/values.js'
import { badValue, failedToParse } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import type { Positional } from './target.js'

const identifierOf = (filter: Document): string => {
  const key = Object.keys(filter)[0]
  if (key === undefined)
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
  if (key.startsWith('$')) {
    const [first] = filter[key] as Document[]
    return identifierOf(first ?? {})
  }
  return key.split('.')[0] ?? ''
}

/** The tests behind `$[name]` (manual: reference/operator/update/positional-filtered); each must be used, each use must have one. */
export const parseArrayFilters = (
  filters: readonly Document[],
  paths: readonly (readonly string[])[],
): Positional['filters'] => {
  const result: Positional['filters'] = new Map()
  for (const filter of filters) {
    const name = identifierOf(filter)
    if (result.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    if (!paths.some((parts) => parts.includes(`$[${name}]`))) {
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`)
    }
    const test = compileFilter(filter)
    result.set(name, (element) => test({ [name]: element }))
  }
  for (const part of paths.flat()) {
    const name = /^\$\[(.+)\]$/.exec(part)?.[1]
    if (name !== undefined && !result.has(name))
      throw badValue(`No array filter found for identifier '${name}' in path`)
  }
  return result
}
