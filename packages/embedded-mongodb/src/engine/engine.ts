import type { Store } from '../storage/store.js'
import type { WriteContext } from '../storage/write-context.js'
import { createCounting } from '../transactions/counts.js'
import { createLocks, HeldByTransaction, type Locks } from '../transactions/locks.js'
import { createTransactions, type Transactions } from '../transactions/transactions.js'
import { createCollections, type Collections } from './collections.js'

export type Engine = {
  store: Store
  locks: Locks
  transactions: Transactions
  collections: Collections
  now: () => number
  /** Runs a single write; waits for open transactions that hold what it needs. */
  write: <T>(run: (context: WriteContext) => T) => Promise<T>
}

export const createEngine = (
  store: Store,
  options: { now: () => number; lifetimeMs: number },
): Engine => {
  const locks = createLocks()
  const count = createCounting(store)

  const tryWrite = <T>(run: (context: WriteContext) => T): Promise<T> => {
    const claimed: string[] = []
    const counts = count()
    const settle = (): void => {
      locks.settled(claimed)
    }
    return store.write(
      (view) => {
        const claim = (key: Buffer): void => {
          claimed.push(locks.assertFree(key))
        }
        return run({ view, claim, counted: counts.add })
      },
      {
        done: () => {
          counts.settle()
          locks.pending(claimed)
        },
        committed: settle,
        failed: settle,
      },
    )
  }

  const transactions = createTransactions({ store, locks, count, ...options })

  return {
    store,
    locks,
    transactions,
    collections: createCollections(store, transactions.untouched),
    now: options.now,
    write: async (run) => {
      for (;;) {
        try {
          return await tryWrite(run)
        } catch (error) {
          if (!(error instanceof HeldByTransaction)) throw error
          await error.released
        }
      }
    },
  }
}
