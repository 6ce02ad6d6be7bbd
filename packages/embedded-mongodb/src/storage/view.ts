import type { Range } from './keys.js'

export type Entry = { key: Buffer; value: Buffer }

/** Something to read from: the newest state, a snapshot, or either of them under a set of writes that nobody else sees yet. */
export type View = {
  get: (key: Buffer) => Buffer | undefined
  /** From start (inclusive) to end (exclusive), or from the end backwards. */
  entries: (range: Range, reverse?: boolean) => Iterable<Entry>
  /** The same without the values, for less. */
  keys: (range: Range, reverse?: boolean) => Iterable<Buffer>
}

export type WriteView = View & {
  put: (key: Buffer, value: Buffer) => void
  remove: (key: Buffer) => void
}
