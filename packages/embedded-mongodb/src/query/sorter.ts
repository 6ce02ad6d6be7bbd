import { MongoError } from '../errors.js'
import { mergeRuns, packRun } from './merge-runs.js'
import type { Pace, Paced } from './pace.js'
import { createRuns, type Run } from './runs.js'
import { sortInTurns } from './sort-in-turns.js'

/** A thing to be sorted by a string of bytes in the wanted order. */
type Held<T> = { key: string; value: T }

export type SorterOptions<T> = {
  pace: Pace
  /** How many of the first are wanted, Infinity for all. */
  wanted: number
  allowDiskUse: boolean
  /** About how many bytes a value takes. */
  weigh: (value: T) => number
  pack: (value: T) => Buffer
  /** Undefined when it is no longer there. */
  unpack: (bytes: Buffer) => T | undefined
}

export type Sorter<T> = {
  add: (key: string, value: T) => Generator<undefined, void>
  /** What was added, in order; of equal keys what was added earlier comes first. */
  sorted: () => Paced<T>
  close: () => void
}

const maxHeld = 8192
const maxHeldBytes = 2 * 1024 * 1024
/** Few wanted may take more, as better ones take the place of others. */
const maxFewBytes = 16 * 1024 * 1024
/** As in MongoDB (manual: reference/limits#sort-operations). */
const maxBytesWithoutDisk = 100 * 1024 * 1024

const noDisk = (): MongoError =>
  new MongoError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Sort exceeded memory limit of ${maxBytesWithoutDisk} bytes, but did not opt in to external sorting.`,
  )

/** Sorts any number of things in little memory: few as they are, many in sorted runs that are merged at the end. */
export const createSorter = <T>(options: SorterOptions<T>): Sorter<T> => {
  const { pace, wanted, weigh } = options
  const isFew = wanted <= maxHeld / 2
  const roomBytes = isFew ? maxFewBytes : maxHeldBytes
  const space = createRuns()
  const runs: Run[] = []
  let held: Held<T>[] = []
  let heldBytes = 0
  /** Of that, what was still wanted when it was last looked through. */
  let keptBytes = 0
  let setAsideBytes = 0

  const byKey = (a: Held<T>, b: Held<T>): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  const weightOf = ({ key, value }: Held<T>): number => key.length + weigh(value)

  /** Orders what is held and drops what can no longer be wanted. */
  function* order(): Generator<undefined, void> {
    held = yield* sortInTurns(held, byKey, pace)
    if (held.length <= wanted) return
    held = held.slice(0, wanted)
    heldBytes = held.reduce((sum, one) => sum + weightOf(one), 0)
  }

  function* setAside(): Generator<undefined, void> {
    runs.push(space.add(yield* packRun(held, options.pack, pace)))
    setAsideBytes += heldBytes
    held = []
    heldBytes = 0
    keptBytes = 0
  }

  const isFull = (): boolean =>
    held.length >= Math.min(maxHeld, Math.max(1000, wanted * 2)) ||
    heldBytes - keptBytes >= roomBytes

  function* merged(): Paced<T> {
    let given = 0
    for (const entry of mergeRuns(runs, pace)) {
      const value = entry && options.unpack(entry.bytes)
      if (value !== undefined) yield value
      if (entry && ++given === wanted) return
      if (!entry || pace.due()) yield undefined
    }
  }

  return {
    *add(key, value) {
      const one = { key, value }
      held.push(one)
      heldBytes += weightOf(one)
      if (!isFull()) return
      yield* order()
      if (!options.allowDiskUse && setAsideBytes + heldBytes > maxBytesWithoutDisk) throw noDisk()
      if (isFew && heldBytes < roomBytes) keptBytes = heldBytes
      else yield* setAside()
    },
    *sorted() {
      yield* order()
      if (runs.length > 0) {
        yield* setAside()
        yield* merged()
        return
      }
      for (const { value } of held) {
        yield value
        if (pace.due()) yield undefined
      }
    },
    close: space.close,
  }
}
