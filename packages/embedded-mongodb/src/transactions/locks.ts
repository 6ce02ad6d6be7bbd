import { MongoError } from '../errors.js'

/** An open multi-document transaction as the locks know it. */
export type Owner = { snapshot: number; released: Promise<void> }

/** Thrown to a single write that met a record held by an open transaction: wait for it, then try again. */
export class HeldByTransaction extends Error {
  readonly released: Promise<void>

  constructor(released: Promise<void>) {
    super('The record is held by an open transaction.')
    this.released = released
  }
}

const writeConflict = (): MongoError =>
  new MongoError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    {},
    ['TransientTransactionError'],
  )

export type Locks = {
  /** The moment up to which a snapshot taken now sees every commit. */
  now: () => number
  /** Begins a new moment, which no snapshot so far has seen. */
  advance: () => number
  open: (owner: Owner) => void
  /** Gives back everything the owner holds; when it committed, later writers with older snapshots conflict. */
  close: (owner: Owner, committed: boolean) => void
  /** Reserves a key for a transaction. Throws WriteConflict when another holds it or it changed after the snapshot. */
  claim: (owner: Owner, key: Buffer) => void
  /** Before a single write: names the key for `pending` and `settled`. Throws HeldByTransaction. */
  assertFree: (key: Buffer) => string
  /** A single write was done, but a snapshot taken now would not show it yet. */
  pending: (names: readonly string[]) => void
  /** It can be seen now, or it failed. */
  settled: (names: readonly string[]) => void
}

const nameOf = (key: Buffer): string => key.toString('latin1')

/** How many writes of each key are on their way to the disk. */
const createTally = (): {
  add: (name: string, by: number) => void
  has: (name: string) => boolean
} => {
  const counts = new Map<string, number>()
  return {
    add: (name, by) => {
      const count = (counts.get(name) ?? 0) + by
      if (count > 0) counts.set(name, count)
      else counts.delete(name)
    },
    has: (name) => counts.has(name),
  }
}

/**
 * First writer wins: a transaction holds what it wrote (records and unique values) until its end. What changed is remembered
 * only as long as some open transaction could have an older snapshot.
 */
export const createLocks = (): Locks => {
  const held = new Map<string, Owner>()
  const claims = new Map<Owner, Set<string>>()
  const changedAt = new Map<string, number>()
  const onTheirWay = createTally()
  let clock = 0

  const forget = (): void => {
    if (claims.size === 0) {
      changedAt.clear()
      return
    }
    // owners are in the order of their snapshots, changes in the order of their times
    const [first] = claims.keys()
    for (const [name, at] of changedAt) {
      if (first && at > first.snapshot) break
      changedAt.delete(name)
    }
  }

  const note = (name: string): void => {
    changedAt.delete(name)
    changedAt.set(name, clock)
  }

  return {
    now: () => clock,
    advance: () => ++clock,
    open: (owner) => {
      claims.set(owner, new Set())
    },
    close: (owner, committed) => {
      const names = claims.get(owner) ?? new Set()
      claims.delete(owner)
      if (committed) clock++
      for (const name of names) {
        held.delete(name)
        if (committed && claims.size > 0) note(name)
      }
      forget()
    },
    claim: (owner, key) => {
      const name = nameOf(key)
      const holder = held.get(name)
      if (holder === owner) return
      if (holder || onTheirWay.has(name)) throw writeConflict()
      if ((changedAt.get(name) ?? -1) > owner.snapshot) throw writeConflict()
      held.set(name, owner)
      claims.get(owner)?.add(name)
    },
    assertFree: (key) => {
      const name = nameOf(key)
      const holder = held.get(name)
      if (holder) throw new HeldByTransaction(holder.released)
      return name
    },
    pending: (names) => {
      for (const name of names) onTheirWay.add(name, 1)
    },
    settled: (names) => {
      for (const name of names) onTheirWay.add(name, -1)
      if (claims.size === 0) return
      clock++
      names.forEach(note)
    },
  }
}
