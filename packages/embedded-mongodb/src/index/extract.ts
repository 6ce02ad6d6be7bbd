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
const rowsOf = (document: Document, paths: readonly (readonly string[])[]): Found => {
  const found: Found = { rows: [], multikey: false, exists: false }
  expand(
    paths.map((parts) => ({ value: document, parts, from: 0, done: false })),
    found,
  )
  return found
}

export type IndexKeys = { keys: Map<string, { key: Buffer; values: Value[] }>; multikey: boolean }

/** The keys under which an index knows a document; none when a sparse or partial index leaves it out. */
export const keysOf = (index: Index, document: Document): IndexKeys => {
  const keys: IndexKeys['keys'] = new Map()
  if (index.matches && !index.matches(document)) return { keys, multikey: false }
  const found = rowsOf(
    document,
    index.fields.map((field) => field.parts),
  )
  if (index.sparse && !found.exists) return { keys, multikey: false }
  let { multikey } = found
  for (const values of found.rows) {
    const whole = Buffer.concat(
      values.map((value, i) => fieldKey(value, index.fields[i]?.direction ?? 1)),
    )
    const key = fitted(whole)
    // cut keys are out of order, and a multikey index is never sorted by
    if (key !== whole) multikey = true
    keys.set(key.toString('latin1'), {
      key,
      values: values.map((v) => (v === emptyArray ? undefined : v)),
    })
  }
  return { keys, multikey }
}
