import { identical } from '../bson/compare.js'
import { getField, isDocument, type Document, type Value } from '../bson/values.js'
import { LocationError } from '../errors.js'
import type { Index } from '../storage/catalog.js'
import { emptyArray, fieldKey, fitted } from './key-string.js'

type State = { value: Value; parts: readonly string[]; from: number; done: boolean }
type Found = { rows: Value[][]; multikey: boolean; exists: boolean }

const numeric = /^\d+$/

/** Walks through documents until the end of the path or an array. */
const advance = (state: State): State => {
  let { value, from } = state
  if (state.done) return state
  for (;;) {
    const part = state.parts[from]
    if (part === undefined) return { ...state, value, from, done: !Array.isArray(value) }
    if (Array.isArray(value)) {
      if (!numeric.test(part) || Number(part) >= value.length) return { ...state, value, from }
      value = (value as Value[])[Number(part)]
    } else if (isDocument(value)) {
      value = getField(value, part)
    } else {
      return { ...state, value: undefined, from: state.parts.length, done: true }
    }
    from++
  }
}

const intoElement = (state: State, element: Value): State =>
  state.from >= state.parts.length
    ? { ...state, value: element, done: true }
    : { ...state, value: isDocument(element) ? element : undefined }

const expand = (states: State[], found: Found): void => {
  const moved = states.map(advance)
  const arrays = moved.filter((state) => !state.done)
  const [first] = arrays
  if (!first) {
    if (moved.some((state) => state.value !== undefined)) found.exists = true
    found.rows.push(moved.map((state) => state.value))
    return
  }
  const array = first.value as Value[]
  if (arrays.some((state) => state.value !== array)) {
    throw new LocationError(171, 'cannot index parallel arrays')
  }
  found.multikey = true
  if (array.length === 0) {
    const settle = (state: State): State => ({
      ...state,
      value: state.from >= state.parts.length ? emptyArray : undefined,
      done: true,
    })
    expand(
      moved.map((state) => (state.done ? state : settle(state))),
      found,
    )
    return
  }
  for (const element of array) {
    expand(
      moved.map((state) => (state.done ? state : intoElement(state, element))),
      found,
    )
  }
}

/** Every combination of values that an index over these paths holds for a document. */
export const rowsOf = (document: Document, paths: readonly (readonly string[])[]): Found => {
  const found: Found = { rows: [], multikey: false, exists: false }
  expand(
    paths.map((parts) => ({ value: document, parts, from: 0, done: false })),
    found,
  )
  return found
}

export type IndexKey = { key: Buffer; values: Value[] }
export type IndexKeys = { keys: IndexKey[]; multikey: boolean }

export const noKeys: IndexKeys = { keys: [], multikey: false }

const few = 4

/** Those keys that are not among the others. */
export const without = (keys: IndexKey[], others: readonly IndexKey[]): IndexKey[] => {
  if (keys.length === 0 || others.length === 0) return keys
  if (others.length <= few)
    return keys.filter(({ key }) => !others.some((other) => other.key.equals(key)))
  const names = new Set(others.map(({ key }) => key.toString('latin1')))
  return keys.filter(({ key }) => !names.has(key.toString('latin1')))
}

const distinct = (keys: IndexKey[]): IndexKey[] =>
  keys.length < 2
    ? keys
    : [...new Map(keys.map((one) => [one.key.toString('latin1'), one])).values()]

/** The keys under which an index knows a document; none when a sparse or partial index leaves it out. */
export const keysOf = (index: Index, document: Document): IndexKeys => {
  if (index.matches && !index.matches(document)) return noKeys
  const found = rowsOf(
    document,
    index.fields.map((field) => field.parts),
  )
  if (index.sparse && !found.exists) return noKeys
  let { multikey } = found
  const keys = found.rows.map((values): IndexKey => {
    const fields = values.map((value, i) => fieldKey(value, index.fields[i]?.direction ?? 1))
    const whole = fields.length === 1 && fields[0] ? fields[0] : Buffer.concat(fields)
    const key = fitted(whole)
    // cut keys are out of order, and a multikey index is never sorted by
    if (key !== whole) multikey = true
    return { key, values: values.map((value) => (value === emptyArray ? undefined : value)) }
  })
  return { keys: distinct(keys), multikey }
}

/** Whether both documents have the same keys, as far as that can be seen without making them. */
export const sameKeys = (index: Index, before: Document, after: Document): boolean =>
  !index.matches &&
  index.fields.every(({ parts: [head = ''] }) =>
    identical(getField(before, head), getField(after, head)),
  )
