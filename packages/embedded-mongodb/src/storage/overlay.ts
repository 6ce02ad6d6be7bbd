import type { Range } from './keys.js'
import type { Entry, View, WriteView } from './view.js'

type Write = { key: Buffer; value: Buffer | undefined }

const nameOf = (key: Buffer): string => key.toString('latin1')

/** Writes held back over a view. `size` counts keys, `bytes` their values. */
export type Overlay = WriteView & {
  writes: () => Iterable<Write>
  clear: () => void
  readonly size: number
  readonly bytes: number
}

const within = (key: Buffer, range: Range): boolean =>
  Buffer.compare(key, range.start) >= 0 && Buffer.compare(key, range.end) < 0

/** Merges two ordered streams; of equal keys the held-back write wins. */
function* merged(base: Iterable<Entry>, writes: Write[], sign: number): Iterable<Entry> {
  let next = 0
  for (const entry of base) {
    let hidden = false
    for (let write = writes[next]; write; write = writes[next]) {
      const order = sign * Buffer.compare(write.key, entry.key)
      if (order > 0) break
      next++
      if (order === 0) hidden = true
      if (write.value) yield { key: write.key, value: write.value }
    }
    if (!hidden) yield entry
  }
  for (; next < writes.length; next++) {
    const write = writes[next]
    if (write?.value) yield { key: write.key, value: write.value }
  }
}

export const createOverlay = (base: View): Overlay => {
  const writes = new Map<string, Write>()
  let sorted: Write[] | undefined
  let bytes = 0

  const set = (key: Buffer, value: Buffer | undefined): void => {
    const name = nameOf(key)
    if (!writes.has(name)) sorted = undefined
    const known = writes.get(name)
    bytes += (value?.length ?? 0) - (known?.value?.length ?? 0)
    if (known) known.value = value
    else writes.set(name, { key, value })
  }

  const inOrder = (): Write[] =>
    (sorted ??= [...writes.values()].sort((a, b) => Buffer.compare(a.key, b.key)))

  const firstAtOrAfter = (list: Write[], key: Buffer): number => {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      const write = list[middle]
      if (write && Buffer.compare(write.key, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    get: (key) => {
      const write = writes.get(nameOf(key))
      return write ? write.value : base.get(key)
    },
    entries: (range, reverse = false) => {
      if (writes.size === 0) return base.entries(range, reverse)
      const list = inOrder()
      const own: Write[] = []
      for (let i = firstAtOrAfter(list, range.start); i < list.length; i++) {
        const write = list[i]
        if (!write || !within(write.key, range)) break
        own.push({ ...write })
      }
      if (own.length === 0) return base.entries(range, reverse)
      return merged(base.entries(range, reverse), reverse ? own.reverse() : own, reverse ? -1 : 1)
    },
    put: (key, value) => {
      set(key, value)
    },
    remove: (key) => {
      set(key, undefined)
    },
    writes: () => writes.values(),
    clear: () => {
      writes.clear()
      sorted = undefined
      bytes = 0
    },
    get size() {
      return writes.size
    },
    get bytes() {
      return bytes
    },
  }
}
