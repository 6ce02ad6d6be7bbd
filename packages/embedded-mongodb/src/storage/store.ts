import * as lmdb from 'lmdb'
import { createOverlay } from './overlay.js'
import type { Entry, View, WriteView } from './view.js'

/** Writes are committed to the memory map without waiting for the disk; `sync` waits for it once for many of them. */
const noSyncFlush = 0x10000

type Root = lmdb.RootDatabase<Buffer, Buffer>
type Syncing = { sync: (done: (error?: Error) => void) => void }

export type Snapshot = View & { release: () => void }

type Job = {
  run: (view: WriteView) => unknown
  committed: ((written: readonly Buffer[]) => void) | undefined
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Tells a job's caller how it ended, once the disk has it or would not take it. */
type Finish = (failure?: Error) => void

export type Store = {
  /** The newest committed state. Its iterators must be used up before the next await. */
  latest: View
  /** A state that stays as it is until released. */
  snapshot: () => Snapshot
  /**
   * Runs a synchronous function over the newest state and commits what it wrote, all or nothing, together with whatever else is
   * waiting. Resolves when the disk has it. What the function throws rejects the promise and nothing of it is written.
   * `committed` is called at the moment when everybody else can see it, before the disk has it.
   */
  write: <T>(
    run: (view: WriteView) => T,
    committed?: (written: readonly Buffer[]) => void,
  ) => Promise<T>
  /** Called when a commit failed (disk full): what was in memory about it must be read again. */
  onFailure: (listener: () => void) => void
  backup: (path: string, compact: boolean) => Promise<void>
  close: () => Promise<void>
}

const own = (buffer: Buffer): Buffer => Buffer.from(buffer)

const viewOf = (root: Root, transaction?: lmdb.Transaction): View => {
  const options = transaction ? { transaction } : {}
  return {
    get: (key) => {
      const value = root.getBinary(key, ...([options] as unknown as [])) as Buffer | undefined
      return value
    },
    entries: (range, reverse = false) => {
      const bounds = reverse
        ? {
            start: range.end,
            end: range.start,
            reverse: true,
            exclusiveStart: true,
            inclusiveEnd: true,
          }
        : range
      return root
        .getRange({ ...bounds, ...options })
        .map(({ key, value }): Entry => ({ key: own(key), value: own(value) }))
    },
  }
}

/** How long one group of writes may keep the event loop, so that readers get their turn. */
const groupBudgetMs = 8

export const openStore = (path: string, durable: boolean): Store => {
  const root: Root = lmdb.open<Buffer, Buffer>({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    maxReaders: 4096,
    noSubdir: true,
    ...(durable ? {} : { noSync: true }),
  })
  const latest = viewOf(root)
  let queue: Job[] = []
  let committed: Finish[] = []
  let scheduled = false
  let syncing = false
  let closed = false
  const failureListeners: (() => void)[] = []

  const view: WriteView = {
    ...latest,
    put: (key, value) => {
      root.putSync(key, value)
    },
    remove: (key) => {
      root.removeSync(key)
    },
  }

  const runJob = (job: Job, seen: (() => void)[]): Finish => {
    const overlay = createOverlay(latest)
    try {
      const result = job.run(overlay)
      for (const write of overlay.writes()) {
        if (write.value) view.put(write.key, write.value)
        else view.remove(write.key)
      }
      const { committed: tell } = job
      if (tell)
        seen.push(() => {
          tell([...overlay.writes()].map((write) => write.key))
        })
      return (failure) => {
        if (failure) job.reject(failure)
        else job.resolve(result)
      }
    } catch (error) {
      return () => {
        job.reject(error)
      }
    }
  }

  const flush = (): void => {
    if (syncing || committed.length === 0) return
    const waiting = committed
    committed = []
    if (!durable) {
      for (const finish of waiting) finish()
      return
    }
    syncing = true
    ;(root as unknown as Syncing).sync((error) => {
      syncing = false
      for (const finish of waiting) finish(error)
      flush()
    })
  }

  const runGroup = (): void => {
    scheduled = false
    const taken: Job[] = []
    const finished: Finish[] = []
    const seen: (() => void)[] = []
    try {
      root.transactionSync(() => {
        const until = performance.now() + groupBudgetMs
        while (queue.length > taken.length && performance.now() < until) {
          const job = queue[taken.length]
          if (!job) break
          taken.push(job)
          finished.push(runJob(job, seen))
        }
      }, noSyncFlush)
      for (const tell of seen) tell()
      committed.push(...finished)
    } catch (error) {
      for (const job of taken) job.reject(error)
      for (const listener of failureListeners) listener()
    }
    queue = queue.slice(taken.length)
    if (queue.length > 0) schedule()
    flush()
  }

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(runGroup)
  }

  return {
    latest,
    snapshot: () => {
      ;(root as unknown as { resetReadTxn: () => void }).resetReadTxn()
      const transaction = root.useReadTransaction()
      return {
        ...viewOf(root, transaction),
        release: () => {
          transaction.done()
        },
      }
    },
    write: <T>(run: (view: WriteView) => T, onCommitted?: (written: readonly Buffer[]) => void) =>
      new Promise<T>((resolve, reject) => {
        if (closed) {
          reject(new Error('The store is closed.'))
          return
        }
        queue.push({
          run,
          committed: onCommitted,
          resolve: resolve as (value: unknown) => void,
          reject,
        })
        schedule()
      }),
    onFailure: (listener) => {
      failureListeners.push(listener)
    },
    backup: (to, compact) => root.backup(to, compact),
    close: async () => {
      await new Promise<void>((resolve) => {
        const settle = (): void => {
          if (queue.length > 0 || committed.length > 0 || syncing) setImmediate(settle)
          else resolve()
        }
        settle()
      })
      closed = true
      await root.close()
    },
  }
}
