import { MongoError } from '../errors.js'

/** The parts of a path that an update may name. */
export const checkPath = (path: string): string[] => {
  const parts = path.split('.')
  if (path === '') throw new MongoError('PathNotViable', 'An empty update path is not valid.')
  if (parts.includes('')) {
    throw new MongoError(
      'PathNotViable',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  return parts
}

/** No path may be, or lie under, another one of the same update. */
export const checkConflicts = (paths: readonly string[]): void => {
  paths.forEach((path, i) => {
    const other = paths.find(
      (known, j) =>
        j < i && (known === path || known.startsWith(`${path}.`) || path.startsWith(`${known}.`)),
    )
    if (other !== undefined) {
      throw new MongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${other.length < path.length ? other : path}'`,
      )
    }
  })
}
