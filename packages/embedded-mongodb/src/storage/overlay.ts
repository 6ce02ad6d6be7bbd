import type { Range } from './keys.js'
import type { Entry, View, WriteView } from './view.js'

type Write = { key: Buffer; value: Buffer | undefined }

const nameOf = (key: Buffer): string => key.toString('latin1')

/** Writes held back over a view. `size` counts keys, `bytes` their values. */
export type Overlay = WriteView & {
  /** Writes all of it, in the order in which the keys were first written. */
  writeTo: (view: WriteView) => void
  clear: () => void
  readonly size: number
  readonly bytes: number
}

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

const nothing = Buffer.alloc(0)

function* entriesOf(keys: Iterable<Buffer>): Iterable<Entry> {
  for (const key of keys) yield { key, value: nothing }
}

function* keysOf(entries: Iterable<Entry>): Iterable<Buffer> {
  for (const { key } of entries) yield key
}

/** The writes in the order of their keys; new ones are put in place when somebody reads. */
const createOrder = (): {
  add: (write: Write) => void
  within: (range: Range) => Write[]
  clear: () => void
} => {
  let sorted: Write[] = []
  let added: Write[] = []

  const firstAtOrAfter = (key: Buffer): number => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      const write = sorted[middle]
      if (write && Buffer.compare(write.key, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  const settle = (): void => {
    if (added.length === 0) return
    if (added.length * 8 > sorted.length) {
      sorted = [...sorted, ...added].sort((a, b) => Buffer.compare(a.key, b.key))
    } else {
      for (const write of added) sorted.splice(firstAtOrAfter(write.key), 0, write)
    }
    added = []
  }

  return {
    add: (write) => {
      added.push(write)
    },
    within: (range) => {
      settle()
      const found: Write[] = []
      for (let i = firstAtOrAfter(range.start); i < sorted.length; i++) {
        const write = sorted[i]
        if (!write || Buffer.compare(write.key, range.end) >= 0) break
        found.push({ ...write })
      }
      return found
    },
    clear: () => {
      sorted = []
      added = []
    },
  }
}

export const createOverlay = (base: View): Overlay => {
  const writes = new Map<string, Write>()
  const order = createOrder()
  let bytes = 0

  const set = (key: Buffer, value: Buffer | undefined): void => {
    const name = nameOf(key)
    const known = writes.get(name)
    bytes += (value?.length ?? 0) - (known?.value?.length ?? 0)
    if (known) {
      known.value = value
      return
    }
    const write = { key, value }
    writes.set(name, write)
    order.add(write)
  }

  return {
    get: (key) => {
      const write = writes.size > 0 ? writes.get(nameOf(key)) : undefined
      return write ? write.value : base.get(key)
    },
    entries: (range, reverse = false) => {
      const own = writes.size > 0 ? order.within(range) : []
      if (own.length === 0) return base.entries(range, reverse)
      return merged(base.entries(range, reverse), reverse ? own.reverse() : own, reverse ? -1 : 1)
    },
    keys: (range, reverse = false) => {
      const own = writes.size > 0 ? order.within(range) : []
      const keys = base.keys(range, reverse)
      if (own.length === 0) return keys
      return keysOf(merged(entriesOf(keys), reverse ? own.reverse() : own, reverse ? -1 : 1))
    },
    put: (key, value) => {
      set(key, value)
    },
    remove: (key) => {
      set(key, undefined)
    },
    writeTo: (view) => {
      for (const { key, value } of writes.values()) {
        if (value) view.put(key, value)
        else view.remove(key)
      }
    },
    clear: () => {
      if (writes.size === 0) return
      writes.clear()
      order.clear()
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
