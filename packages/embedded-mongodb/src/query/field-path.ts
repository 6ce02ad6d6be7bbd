import { LocationError } from '../errors.js'

/** The parts of a path that a projection or a sort may name. */
export const fieldPathParts = (path: string): string[] => {
  if (path === '')
    throw new LocationError(40352, 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) throw new LocationError(40353, "FieldPath must not end with a '.'.")
  const parts = path.split('.')
  if (parts.includes(''))
    throw new LocationError(15998, 'FieldPath field names may not be empty strings.')
  if (parts.some((part) => part.startsWith('$')))
    throw new LocationError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  return parts
}
