import { compare } from '../bson/compare.js'
import { badValue, LocationError, MongoError } from '../errors.js'

const isFilter = (part: string): boolean => part.startsWith('$[')

/** Whether a path has `$`, `$[]` or `$[name]` in it. */
export const isDynamic = (parts: readonly string[]): boolean =>
  parts.some((part) => part === '$' || isFilter(part))

/** The parts of a path that an update may name. */
export const checkPath = (path: string): string[] => {
  const parts = path.split('.')
  if (path === '') throw new LocationError(56, 'An empty update path is not valid.')
  if (parts.includes('')) {
    throw new LocationError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  const [first = ''] = parts
  if (first === '$')
    throw badValue(
      `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
    )
  if (isFilter(first))
    throw badValue(
      `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`,
    )
  if (parts.filter((part) => part === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`)
  return parts
}

const numeric = /^\d+$/

const compareParts = (a: string, b: string): number =>
  numeric.test(a) && numeric.test(b) ? Number(a) - Number(b) : compare(a, b)

/** The order in which new fields come: by name, or by number where both are numbers. */
export const comparePaths = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((part, i) => part !== b[i])
  if (at < 0 || at >= b.length) return a.length - b.length
  return compareParts(a[at] ?? '', b[at] ?? '')
}

/** Where two paths get into each other's way: one lies under the other, or one means elements of an array and the other a field. */
const conflictAt = (a: readonly string[], b: readonly string[]): number | undefined => {
  const at = a.findIndex((part, i) => part !== b[i])
  if (at < 0) return a.length
  if (at >= b.length) return b.length
  return isFilter(a[at] ?? '') === isFilter(b[at] ?? '') ? undefined : at
}

/** No path may be, or lie under, another one of the same update. */
export const checkConflicts = (
  paths: readonly (readonly string[])[],
  message = (path: string, at: string): string =>
    `Updating the path '${path}' would create a conflict at '${at}'`,
): void => {
  paths.forEach((path, i) => {
    for (const other of paths.slice(0, i)) {
      const at = conflictAt(path, other)
      if (at === undefined) continue
      throw new MongoError(
        'ConflictingUpdateOperators',
        message(path.join('.'), path.slice(0, at).join('.')),
      )
    }
  })
}
