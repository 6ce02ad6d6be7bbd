import { getField, isDocument, setField, type Document, type Value } from '../bson/values.js'
import { badValue, LocationError, MongoError } from '../errors.js'
import { show } from '../storage/show.js'

/** A place in a document: a field of a document or an element of an array. */
export type Place = { holder: Document | Value[]; key: string }

const numeric = /^(0|[1-9]\d*)$/

export const readPlace = ({ holder, key }: Place): Value =>
  Array.isArray(holder)
    ? numeric.test(key)
      ? holder[Number(key)]
      : undefined
    : getField(holder, key)

const maxPadding = 1500000

export const writePlace = ({ holder, key }: Place, value: Value): void => {
  if (!Array.isArray(holder)) {
    setField(holder, key, value)
    return
  }
  const at = Number(key)
  if (at > holder.length + maxPadding) {
    throw new LocationError(34, `can't backfill more than ${maxPadding} elements`)
  }
  while (holder.length < at) holder.push(null)
  holder[at] = value
}

export const removePlace = ({ holder, key }: Place): void => {
  if (!Array.isArray(holder)) {
    if (Object.hasOwn(holder, key)) Reflect.deleteProperty(holder, key)
  } else if (numeric.test(key) && Number(key) < holder.length) {
    holder[Number(key)] = null
  }
}

const notViable = (key: string, holderName: string, value: Value): MongoError =>
  new MongoError(
    'PathNotViable',
    `Cannot create field '${key}' in element {${holderName}: ${show(value)}}`,
  )

/** The holder under a place; makes a document where nothing is, unless `create` is false, which gives undefined. */
const descend = (place: Place, next: string, create: boolean): Document | Value[] | undefined => {
  const value = readPlace(place)
  if (isDocument(value)) return value
  if (Array.isArray(value)) {
    if (numeric.test(next)) return value as Value[]
    if (create) throw notViable(next, place.key, value)
    return undefined
  }
  if (!create) return undefined
  if (value !== undefined) throw notViable(next, place.key, value)
  const made: Document = {}
  writePlace(place, made)
  return made
}

/** Finds the place of a path without positional operators. */
export const locate = (
  document: Document,
  parts: readonly string[],
  create: boolean,
): Place | undefined => {
  let place: Place = { holder: document, key: parts[0] ?? '' }
  for (const part of parts.slice(1)) {
    const holder = descend(place, part, create)
    if (!holder) return undefined
    place = { holder, key: part }
  }
  return place
}

/** The names on the way to a path that belong to arrays. */
export const arraysAbove = (document: Document, parts: readonly string[]): string[] =>
  parts.slice(0, -1).filter((_part, i) => Array.isArray(valueAt(document, parts.slice(0, i + 1))))

/** Refuses a path that goes on under something that is neither a document nor, by a number, an array. */
export const checkViable = (
  document: Document,
  parts: readonly string[],
  message: (above: string, next: string, element: string) => string,
): void => {
  for (let i = 1; i < parts.length; i++) {
    const value = valueAt(document, parts.slice(0, i))
    const [above = '', next = ''] = parts.slice(i - 1)
    if (value === undefined) return
    if (isDocument(value) || (Array.isArray(value) && numeric.test(next))) continue
    throw new MongoError('PathNotViable', message(above, next, `{${above}: ${show(value)}}`))
  }
}

export type Positional = {
  /** Index that the query matched, for `$`. */
  matched: number | undefined
  filters: Map<string, (element: Value) => boolean>
}

const valueAt = (document: Document, parts: readonly string[]): Value => {
  const place = locate(document, parts, false)
  return place && readPlace(place)
}

const arrayAt = (document: Document, parts: readonly string[]): Value[] => {
  const value = valueAt(document, parts)
  if (Array.isArray(value)) return value as Value[]
  if (value === undefined) {
    throw badValue(
      `The path '${parts.join('.')}' must exist in the document in order to apply array updates.`,
    )
  }
  throw badValue(
    `Cannot apply array updates to non-array element ${parts.at(-1) ?? ''}: ${show(value)}`,
  )
}

const choices = (part: string, array: Value[], positional: Positional): number[] => {
  const all = [...array.keys()]
  if (part === '$[]') return all
  const name = part.slice(2, -1)
  const filter = positional.filters.get(name)
  if (!filter) throw badValue(`No array filter found for identifier '${name}' in path`)
  return all.filter((index) => filter(array[index]))
}

/** Replaces `$`, `$[]` and `$[name]` by the positions they stand for (manual: reference/operator/update/positional). */
export const resolvePositions = (
  document: Document,
  parts: readonly string[],
  positional: Positional,
): string[][] => {
  const at = parts.findIndex((part) => part === '$' || part.startsWith('$['))
  if (at < 0) return [[...parts]]
  const before = parts.slice(0, at)
  const part = parts[at] ?? ''
  const after = parts.slice(at + 1)
  if (part === '$') {
    if (positional.matched === undefined) {
      throw badValue('The positional operator did not find the match needed from the query.')
    }
    return resolvePositions(document, [...before, String(positional.matched), ...after], positional)
  }
  const array = arrayAt(document, before)
  return choices(part, array, positional).flatMap((index) =>
    resolvePositions(document, [...before, String(index), ...after], positional),
  )
}
