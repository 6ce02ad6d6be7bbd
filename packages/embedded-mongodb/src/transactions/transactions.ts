import { MongoError } from '../errors.js'
import type { Collection } from '../storage/catalog.js'
import { createOverlay, type Overlay } from '../storage/overlay.js'
import type { WriteContext } from '../storage/records.js'
import type { Snapshot, Store } from '../storage/store.js'
import type { Locks, Owner } from './locks.js'

export type Transaction = {
  number: bigint
  overlay: Overlay
  context: WriteContext
  /** The connection that spoke last; when it closes, nobody will finish this transaction. */
  connection: object
  state: 'open' | 'committing' | 'committed' | 'aborted'
  /** Operations run one after another. */
  tail: Promise<unknown>
  deadline: number
}

type Begun = {
  transaction: Transaction
  owner: Owner
  snapshot: Snapshot
  counts: Map<Collection, number>
  release: () => void
}

export type Transactions = {
  begin: (session: string, number: bigint, connection: object) => Transaction
  /** The open transaction of a session, or the error MongoDB gives. */
  current: (session: string, number: bigint, connection: object) => Transaction
  commit: (session: string, number: bigint, remember: (view: Overlay) => void) => Promise<boolean>
  abort: (session: string, number: bigint) => boolean
  abortOf: (connection: object) => void
  abortSession: (session: string) => void
  abortAll: () => void
  abortExpired: (now: number) => void
  openCount: () => number
}

export const noSuchTransaction = (message: string): MongoError =>
  new MongoError('NoSuchTransaction', message, {}, ['TransientTransactionError'])

const unlabelled = (message: string): MongoError => new MongoError('NoSuchTransaction', message)

export const createTransactions = (
  store: Store,
  locks: Locks,
  options: { lifetimeMs: number; now: () => number },
): Transactions => {
  const sessions = new Map<string, Begun>()

  const end = (session: string, begun: Begun, committed: boolean): void => {
    begun.transaction.state = committed ? 'committed' : 'aborted'
    if (sessions.get(session) === begun) sessions.delete(session)
    locks.close(begun.owner, committed)
    begun.snapshot.release()
    if (committed) for (const [collection, by] of begun.counts) collection.count += by
    begun.transaction.overlay.clear()
    begun.release()
  }

  const abortBegun = (session: string, begun: Begun): boolean => {
    if (begun.transaction.state !== 'open') return false
    end(session, begun, false)
    return true
  }

  const begin = (session: string, number: bigint, connection: object): Transaction => {
    const known = sessions.get(session)
    if (known) abortBegun(session, known)
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const owner: Owner = { snapshot: locks.now(), released }
    const snapshot = store.snapshot()
    const overlay = createOverlay(snapshot)
    const counts = new Map<Collection, number>()
    locks.open(owner)
    const transaction: Transaction = {
      number,
      overlay,
      connection,
      state: 'open',
      tail: Promise.resolve(),
      deadline: options.now() + options.lifetimeMs,
      context: {
        view: overlay,
        claim: (key) => {
          if (transaction.state !== 'open') throw noSuchTransaction('Transaction has been aborted.')
          locks.claim(owner, key)
        },
        counted: (collection, by) => {
          counts.set(collection, (counts.get(collection) ?? 0) + by)
        },
      },
    }
    sessions.set(session, { transaction, owner, snapshot, counts, release })
    return transaction
  }

  return {
    begin,
    current: (session, number, connection) => {
      const begun = sessions.get(session)
      if (begun?.transaction.number !== number) {
        throw noSuchTransaction(
          `Given transaction number ${number} does not match any in-progress transactions. The active transaction number is ${begun ? begun.transaction.number : -1}`,
        )
      }
      begun.transaction.connection = connection
      return begun.transaction
    },
    commit: async (session, number, remember) => {
      const begun = sessions.get(session)
      if (begun?.transaction.number !== number || begun.transaction.state !== 'open') return false
      begun.transaction.state = 'committing'
      const { overlay } = begun.transaction
      try {
        if (overlay.size === 0) {
          end(session, begun, true)
          return true
        }
        remember(overlay)
        const saved = store.write(
          (view) => {
            for (const { key, value } of overlay.writes()) {
              if (value) view.put(key, value)
              else view.remove(key)
            }
          },
          () => {
            end(session, begun, true)
          },
        )
        await saved
      } catch (error) {
        if (sessions.get(session) === begun) end(session, begun, false)
        throw error
      }
      return true
    },
    abort: (session, number) => {
      const begun = sessions.get(session)
      if (begun?.transaction.number !== number)
        throw unlabelled(
          `Given transaction number ${number} does not match any in-progress transactions.`,
        )
      return abortBegun(session, begun)
    },
    abortOf: (connection) => {
      for (const [session, begun] of sessions) {
        if (begun.transaction.connection === connection) abortBegun(session, begun)
      }
    },
    abortSession: (session) => {
      const begun = sessions.get(session)
      if (begun) abortBegun(session, begun)
    },
    abortAll: () => {
      for (const [session, begun] of sessions) abortBegun(session, begun)
    },
    abortExpired: (now) => {
      for (const [session, begun] of sessions) {
        if (begun.transaction.deadline <= now) abortBegun(session, begun)
      }
    },
    openCount: () => sessions.size,
  }
}
