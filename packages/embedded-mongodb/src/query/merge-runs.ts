import type { Pace, Paced } from './pace.js'
import type { Run } from './runs.js'

/** A key, a string of bytes in the wanted order, with what belongs to it. */
export type Packed = { key: string; bytes: Buffer }

const headBytes = 8

/** Puts sorted entries one behind the other. */
export function* packRun<T>(
  entries: readonly { key: string; value: T }[],
  pack: (value: T) => Buffer,
  pace: Pace,
): Generator<undefined, Buffer> {
  const parts: Buffer[] = []
  for (const { key, value } of entries) {
    const bytes = pack(value)
    const part = Buffer.allocUnsafe(headBytes + key.length + bytes.length)
    part.writeUInt32LE(key.length, 0)
    part.writeUInt32LE(bytes.length, 4)
    part.write(key, headBytes, 'latin1')
    part.set(bytes, headBytes + key.length)
    parts.push(part)
    if (pace.due()) yield undefined
  }
  return Buffer.concat(parts)
}

/** Reads a run through a window. */
const createReader = (run: Run, windowBytes: number): (() => Packed | undefined) => {
  let start = 0
  let at = 0
  let window = run.read(0, windowBytes)
  const need = (size: number): void => {
    if (at + size <= window.length) return
    start += at
    at = 0
    window = run.read(start, Math.max(size, windowBytes))
  }
  return () => {
    if (start + at >= run.length) return undefined
    need(headBytes)
    const keyLength = window.readUInt32LE(at)
    const length = window.readUInt32LE(at + 4)
    need(headBytes + keyLength + length)
    const from = at + headBytes
    at = from + keyLength + length
    return {
      key: window.toString('latin1', from, from + keyLength),
      bytes: window.subarray(from + keyLength, at),
    }
  }
}

type Head = Packed & { next: () => Packed | undefined; order: number }

/** Of equals the earlier run first: the order of arrival stays. */
const before = (a: Head, b: Head): boolean =>
  a.key < b.key || (a.key === b.key && a.order < b.order)

/** Restores the order of a heap whose first element may be too large. */
const settle = (heap: Head[]): void => {
  for (let at = 0; ;) {
    const left = 2 * at + 1
    const [own, a, b] = [heap[at], heap[left], heap[left + 1]]
    if (!own || !a) return
    const to = b && before(b, a) ? left + 1 : left
    const child = heap[to]
    if (!child || before(own, child)) return
    heap[at] = child
    heap[to] = own
    at = to
  }
}

const windowsTogether = 8 * 1024 * 1024
const leastWindow = 4096
const mostWindow = 65536
/** Reading a window costs as much as this many steps. */
const readWeight = 16

/** Opens the runs, each of which reads its first window, letting others in. */
function* headsOf(runs: readonly Run[], pace: Pace): Generator<undefined, Head[]> {
  const windowBytes = Math.floor(windowsTogether / runs.length)
  const size = Math.min(mostWindow, Math.max(leastWindow, windowBytes))
  const heads: Head[] = []
  for (const run of runs) {
    const next = createReader(run, size)
    const first = next()
    if (first) heads.push({ ...first, next, order: heads.length })
    if (pace.due(readWeight)) yield undefined
  }
  return heads
}

/** All entries of sorted runs in order. */
export function* mergeRuns(runs: readonly Run[], pace: Pace): Paced<Packed> {
  const heap = yield* headsOf(runs, pace)
  heap.sort((a, b) => (before(a, b) ? -1 : 1))
  for (let [head] = heap; head; [head] = heap) {
    yield { key: head.key, bytes: head.bytes }
    const following = head.next()
    const last = following ? undefined : heap.pop()
    if (following) heap[0] = { ...head, ...following }
    else if (last && heap.length > 0) heap[0] = last
    settle(heap)
  }
}
