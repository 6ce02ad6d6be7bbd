import { MongoError } from '../errors.js'
import { kinds } from '../storage/keys.js'
import { createOverlay, type Overlay } from '../storage/overlay.js'
import type { Snapshot, Store } from '../storage/store.js'
import type { WriteView } from '../storage/view.js'
import type { WriteContext } from '../storage/write-context.js'
import type { Counts } from './counts.js'
import type { Locks, Owner } from './locks.js'

export type Transaction = {
  number: bigint
  overlay: Overlay
  /** What its commands read: its snapshot with its own writes. Releasing it does nothing. */
  view: Snapshot
  context: WriteContext
  /** Commits up to this moment are in its snapshot. */
  snapshot: number
  /** The connection that spoke last; when it closes, nobody will finish this transaction. */
  connection: object
  state: 'open' | 'committing' | 'committed' | 'aborted'
  /** Operations run one after another. */
  tail: Promise<unknown>
  deadline: number
}

type Begun = {
  transaction: Transaction
  touched: Set<number>
  released: Promise<void>
  counts: Counts
  /** Runs at the commit, over the newest state. */
  postponed: ((view: WriteView) => void)[]
  end: (committed: boolean) => void
}

export type Transactions = {
  begin: (session: string, number: bigint, connection: object) => Transaction
  /** The open transaction of a session, or the error MongoDB gives. */
  current: (session: string, number: bigint, connection: object) => Transaction
  /** Resolves when the operations under way are done. */
  idle: (session: string, number: bigint) => Promise<unknown>
  /** Resolves with false when there is nothing open to commit. `remember` adds the record of the commit. */
  commit: (session: string, number: bigint, remember: (view: Overlay) => void) => Promise<boolean>
  /** False when there is nothing open to abort. */
  abort: (session: string, number: bigint) => boolean
  abortWhere: (matches: (session: string, transaction: Transaction) => boolean) => void
  /** Resolves when no transaction is open any more that had written to the collection; undefined when there is none. */
  untouched: (collection: number) => Promise<unknown> | undefined
  openCount: () => number
}

export const noSuchTransaction = (message: string): MongoError =>
  new MongoError('NoSuchTransaction', message, {}, ['TransientTransactionError'])

type Deps = {
  store: Store
  locks: Locks
  count: () => Counts
  lifetimeMs: number
  now: () => number
}

const start = (deps: Deps, number: bigint, connection: object): Begun => {
  const { store, locks } = deps
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const owner: Owner = { snapshot: locks.now(), released }
  const snapshot = store.snapshot()
  const overlay = createOverlay(snapshot)
  const counts = deps.count()
  const touched = new Set<number>()
  const postponed: Begun['postponed'] = []
  locks.open(owner)
  const context: WriteContext = {
    view: overlay,
    claim: (key) => {
      if (transaction.state !== 'open') throw noSuchTransaction('Transaction has been aborted.')
      locks.claim(owner, key)
      if (key[0] === kinds.record) touched.add(key.readUInt32BE(1))
    },
    counted: counts.add,
    later: (apply) => {
      postponed.push(apply)
    },
  }
  const transaction: Transaction = {
    number,
    overlay,
    view: {
      get: overlay.get,
      entries: overlay.entries,
      keys: overlay.keys,
      release: () => undefined,
    },
    connection,
    context,
    snapshot: owner.snapshot,
    state: 'open',
    tail: Promise.resolve(),
    deadline: deps.now() + deps.lifetimeMs,
  }
  const end = (committed: boolean): void => {
    transaction.state = committed ? 'committed' : 'aborted'
    locks.close(owner, committed)
    snapshot.release()
    overlay.clear()
    release()
  }
  return { transaction, touched, released, counts, postponed, end }
}

/** Writes everything a transaction has held back; `finish` is called once, when others can see it or when it failed. */
const save = async (
  store: Store,
  begun: Begun,
  finish: (committed: boolean) => void,
): Promise<void> => {
  let ended = false
  const end = (committed: boolean): void => {
    if (!ended) finish(committed)
    ended = true
  }
  try {
    await store.write(
      (view) => {
        begun.transaction.overlay.writeTo(view)
        for (const apply of begun.postponed) apply(view)
      },
      {
        done: begun.counts.settle,
        committed: () => {
          end(true)
        },
      },
    )
  } catch (error) {
    end(false)
    throw error
  }
}

export const createTransactions = (deps: Deps): Transactions => {
  const sessions = new Map<string, Begun>()

  const finish = (session: string, begun: Begun, committed: boolean): void => {
    if (sessions.get(session) === begun) sessions.delete(session)
    begun.end(committed)
  }

  const abortBegun = (session: string, begun: Begun): boolean => {
    if (begun.transaction.state !== 'open') return false
    finish(session, begun, false)
    return true
  }

  const find = (session: string, number: bigint): Begun | undefined => {
    const begun = sessions.get(session)
    return begun?.transaction.number === number ? begun : undefined
  }

  return {
    begin: (session, number, connection) => {
      const known = sessions.get(session)
      if (known) abortBegun(session, known)
      const begun = start(deps, number, connection)
      sessions.set(session, begun)
      return begun.transaction
    },
    current: (session, number, connection) => {
      const begun = find(session, number)
      if (!begun) {
        throw noSuchTransaction(
          `Given transaction number ${number} does not match any in-progress transactions. The active transaction number is ${sessions.get(session)?.transaction.number ?? -1}`,
        )
      }
      begun.transaction.connection = connection
      return begun.transaction
    },
    idle: async (session, number) => find(session, number)?.transaction.tail,
    commit: async (session, number, remember) => {
      const begun = find(session, number)
      // sent again over another connection, before the first was answered
      if (begun?.transaction.state === 'committing') await begun.released
      if (begun?.transaction.state !== 'open') return begun?.transaction.state === 'committed'
      begun.transaction.state = 'committing'
      if (begun.transaction.overlay.size > 0) {
        remember(begun.transaction.overlay)
        await save(deps.store, begun, (committed) => {
          finish(session, begun, committed)
        })
      } else {
        finish(session, begun, true)
      }
      return true
    },
    abort: (session, number) => {
      const begun = find(session, number)
      return begun !== undefined && abortBegun(session, begun)
    },
    abortWhere: (matches) => {
      for (const [session, begun] of sessions) {
        if (matches(session, begun.transaction)) abortBegun(session, begun)
      }
    },
    untouched: (collection) => {
      const writers = [...sessions.values()].filter((begun) => begun.touched.has(collection))
      return writers.length > 0 ? Promise.all(writers.map((begun) => begun.released)) : undefined
    },
    openCount: () => sessions.size,
  }
}
