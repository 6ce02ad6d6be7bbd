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

export const writeConflict = (): MongoError =>
  new MongoError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    {},
    ['TransientTransactionError'],
  )

export type Locks = {
  /** The moment up to which a snapshot taken now sees every commit. */
  now: () => number
  open: (owner: Owner) => void
  /** Gives back everything the owner holds; when it committed, later writers with older snapshots conflict. */
  close: (owner: Owner, committed: boolean) => void
  /** Reserves a key for a transaction. Throws WriteConflict when another holds it or it changed after the snapshot. */
  claim: (owner: Owner, key: Buffer) => void
  /** Before a single write. Throws HeldByTransaction. */
  assertFree: (key: Buffer) => void
  /** After a single write has been committed to the store. */
  changed: (keys: Iterable<Buffer>) => void
}

/**
 * First writer wins: a transaction holds what it wrote (records and unique values) until its end. What changed is remembered
 * only as long as some open transaction could have an older snapshot.
 */
export const createLocks = (): Locks => {
  const held = new Map<string, Owner>()
  const claims = new Map<Owner, Set<string>>()
  const changedAt = new Map<string, number>()
  let clock = 0

  const forget = (): void => {
    if (claims.size === 0) {
      changedAt.clear()
      return
    }
    const oldest = Math.min(...[...claims.keys()].map((owner) => owner.snapshot))
    for (const [name, at] of changedAt) {
      if (at > oldest) break
      changedAt.delete(name)
    }
  }

  const note = (name: string): void => {
    changedAt.delete(name)
    changedAt.set(name, clock)
  }

  return {
    now: () => clock,
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
      const name = key.toString('latin1')
      const holder = held.get(name)
      if (holder === owner) return
      if (holder || (changedAt.get(name) ?? -1) > owner.snapshot) throw writeConflict()
      held.set(name, owner)
      claims.get(owner)?.add(name)
    },
    assertFree: (key) => {
      const holder = held.get(key.toString('latin1'))
      if (holder) throw new HeldByTransaction(holder.released)
    },
    changed: (keys) => {
      if (claims.size === 0) return
      clock++
      for (const key of keys) note(key.toString('latin1'))
    },
  }
}
