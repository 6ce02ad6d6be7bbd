import * as lmdb from 'lmdb'
import { MongoError } from '../errors.js'
import { treeCount, treeName, type Range } from './keys.js'
import { followLastCommit, type LastCommit } from './last-commit.js'
import { createOverlay, type Overlay } from './overlay.js'
import {
  createPutting,
  hasTrees,
  makeTrees,
  oneTree,
  openTrees,
  type Root,
  type Trees,
} from './trees.js'
import type { View, WriteView } from './view.js'

export type Snapshot = View & { release: () => void }

/** Hears of a write: first when it was done, then when everybody sees it and the disk has it, or when it failed. */
export type WriteListener = { done?: () => void; committed?: () => void; failed?: () => void }

export type Store = {
  /** The newest committed state. Its iterators must be used up before the next await. */
  latest: View
  /** A state that stays as it is until released. */
  snapshot: () => Snapshot
  /**
   * Runs a synchronous function over the newest state and commits what it wrote, all or nothing, together with whatever else is
   * waiting. Resolves when the disk has it. What the function throws rejects the promise and nothing of it is written.
   */
  write: <T>(run: (view: WriteView) => T, listener?: WriteListener) => Promise<T>
  /** Called when a commit failed (disk full): what was in memory about it must be read again. */
  onFailure: (listener: () => void) => void
  /** Called at the end of every group of writes, to write what all of them together make. */
  beforeCommit: (listener: (view: WriteView) => void) => void
  backup: (path: string, compact: boolean) => Promise<void>
  close: () => Promise<void>
}

export type Readable = Pick<Store, 'snapshot' | 'backup' | 'close'>

type Job = {
  run: (view: WriteView) => unknown
  listener: WriteListener
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const boundsOf = (range: Range, reverse: boolean): lmdb.RangeOptions =>
  reverse
    ? {
        start: range.end,
        end: range.start,
        reverse: true,
        exclusiveStart: true,
        inclusiveEnd: true,
      }
    : range

/** What LMDB returns are copies, which nobody changes afterwards. */
const viewOf = (treeOf: Trees, transaction?: lmdb.Transaction): View => {
  const options = transaction ? { transaction } : {}
  return {
    get: (key) => treeOf(key).getBinary(key, options),
    entries: (range, reverse = false) =>
      treeOf(range.start).getRange({ ...boundsOf(range, reverse), ...options }),
    keys: (range, reverse = false) =>
      treeOf(range.start).getKeys({ ...boundsOf(range, reverse), ...options }),
  }
}

/** LMDB must not be asked through a snapshot that was given back, which happens when a transaction is aborted at work. */
const snapshotOf = (root: Root, treeOf: Trees): Snapshot => {
  const transaction = root.useReadTransaction()
  const view = viewOf(treeOf, transaction)
  let released = false
  const checked = (): View => {
    if (released) throw new MongoError('Interrupted', 'operation was interrupted')
    return view
  }
  return {
    get: (key) => checked().get(key),
    entries: (range, reverse) => checked().entries(range, reverse),
    keys: (range, reverse) => checked().keys(range, reverse),
    release: () => {
      if (!released) transaction.done()
      released = true
    },
  }
}

/**
 * One mapping of addresses for all that the file can become: maps of a few pages each, as LMDB can make them too, are given back
 * thousands at a time, for which everybody would wait. Windows would make the file that large at once.
 */
const mapping = process.platform === 'win32' ? { remapChunks: true } : { mapSize: 2 ** 40 }

const openRoot = (path: string, options: { noSync?: boolean; readOnly?: boolean }): Root =>
  lmdb.open<Buffer, Buffer>({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    maxReaders: 4096,
    maxDbs: treeCount,
    // plain LMDB commits: data to the disk, then the page that makes it valid; nothing to repair after a power cut
    overlappingSync: false,
    // groups are made here; its own batches leave a promise behind that nobody can hear reject
    eventTurnBatching: false,
    ...mapping,
    ...options,
  } as lmdb.RootDatabaseOptionsWithPath)

/** Writes held back until the job has succeeded, so that a failed one leaves nothing behind. */
const runJob = (job: Job, view: WriteView, overlay: Overlay): (() => void) => {
  let result: unknown
  overlay.clear()
  try {
    result = job.run(overlay)
  } catch (error) {
    return () => {
      job.reject(error)
    }
  }
  // when the store itself refuses, the whole group is undone
  overlay.writeTo(view)
  job.listener.done?.()
  return () => {
    job.listener.committed?.()
    job.resolve(result)
  }
}

/** How long one group of writes may keep the event loop, so that readers get their turn. */
const groupBudgetMs = 10

const notWritten = (error: unknown): MongoError =>
  new MongoError(
    'OutOfDiskSpace',
    `Nothing of this write was stored; the disk may be full. ${(error as Error).message}`,
  )

/** lmdb rejects a second promise with the cause, which would end the process if nobody listened. */
const muteCause = (error: unknown): void => {
  const { commitError } = error as { commitError?: Promise<unknown> }
  commitError?.catch(() => undefined)
}

type Listeners = { beforeCommit: ((view: WriteView) => void)[]; failure: (() => void)[] }

/** Commits waiting jobs in groups, one group at a time; while the disk works on one, the next gathers. */
const createGroupCommit = (
  root: Root,
  lastCommit: LastCommit,
  view: WriteView,
  listeners: Listeners,
): { add: (job: Job) => void; settled: () => Promise<void> } => {
  const overlay = createOverlay(view)
  const queue: Job[] = []
  let running: Promise<void> | undefined

  /** Moves jobs into the group before it runs them: one that the store refuses must not come again. */
  const takeGroup = (group: Job[]): (() => void)[] => {
    const until = performance.now() + groupBudgetMs
    const finish: (() => void)[] = []
    for (let [job] = queue; job; [job] = queue) {
      if (group.length > 0 && performance.now() > until) break
      queue.shift()
      group.push(job)
      finish.push(runJob(job, view, overlay))
    }
    overlay.clear()
    for (const listener of listeners.beforeCommit) listener(view)
    return finish
  }

  const commitGroup = async (): Promise<void> => {
    const group: Job[] = []
    let finished: (() => void)[] = []
    try {
      for (let taken = false; !taken;) {
        // of the two kinds only this one undoes what was written when the function throws
        await root.childTransaction(() => {
          taken = lastCommit.isBase()
          if (taken) finished = takeGroup(group)
        })
      }
      lastCommit.note()
      // from here on everybody reads what was committed
      root.resetReadTxn()
      for (const finish of finished) finish()
    } catch (error) {
      muteCause(error)
      for (const listener of listeners.failure) listener()
      for (const job of group) {
        job.listener.failed?.()
        job.reject(notWritten(error))
      }
    }
  }

  const run = async (): Promise<void> => {
    while (queue.length > 0) await commitGroup()
    running = undefined
  }

  return {
    add: (job) => {
      queue.push(job)
      running ??= run()
    },
    settled: async () => {
      while (running) await running
    },
  }
}

const anyKey = Buffer.from(treeName(0))

/** What is only looked at, while another program may write to it. */
export const openToRead = (path: string): Readable => {
  const root = openRoot(path, { readOnly: true })
  const treeOf = hasTrees(root) ? openTrees(root) : oneTree(root)
  return {
    snapshot: () => snapshotOf(root, treeOf),
    backup: (to, compact) => root.backup(to, compact),
    close: () => root.close(),
  }
}

/** `as found`: also a file from before format 3, to be copied. */
export const openStore = (
  path: string,
  durable: boolean,
  layout: 'trees' | 'as found' = 'trees',
): Store => {
  const root = openRoot(path, { noSync: !durable })
  const treeOf = layout === 'as found' && !hasTrees(root) ? oneTree(root) : makeTrees(root)
  const lastCommit = followLastCommit(root, path)
  const latest = viewOf(treeOf)
  const putting = createPutting(treeOf)
  const listeners: Listeners = { beforeCommit: [], failure: [putting.forget] }
  let closed = false
  const view: WriteView = {
    ...latest,
    put: putting.put,
    remove: (key) => {
      treeOf(key).removeSync(key)
    },
  }
  const commits = createGroupCommit(root, lastCommit, view, listeners)

  return {
    latest,
    snapshot: () => {
      for (;;) {
        const snapshot = snapshotOf(root, treeOf)
        // it begins when something is read
        snapshot.get(anyKey)
        if (lastCommit.isShown()) return snapshot
        snapshot.release()
        root.resetReadTxn()
      }
    },
    write: <T>(run: (view: WriteView) => T, listener: WriteListener = {}) =>
      new Promise<T>((resolve, reject) => {
        if (closed) reject(new Error('The store is closed.'))
        else commits.add({ run, listener, resolve: resolve as (value: unknown) => void, reject })
      }),
    onFailure: (listener) => {
      listeners.failure.push(listener)
    },
    beforeCommit: (listener) => {
      listeners.beforeCommit.push(listener)
    },
    backup: (to, compact) => root.backup(to, compact),
    close: async () => {
      await commits.settled()
      closed = true
      await root.close()
      lastCommit.close()
    },
  }
}
