import type { KeyedDocuments } from '../../lib/keyed-documents.js'

export type Change = { type: string; id: string; value: string | null }

export type GroupedWrites = {
  write: (changes: readonly Change[]) => Promise<void>
  /** Resolves when nothing is waiting to be written. */
  settled: () => Promise<void>
}

type Batch = { changes: Map<string, Change>; done: Promise<void> }

/**
 * Gathers writes that arrive while one is under way into the next one, so that a burst of messages costs a few commits
 * instead of hundreds. A caller is answered when its own changes are durable; a failed batch fails all its callers.
 */
export const createGroupedWrites = (write: KeyedDocuments['write']): GroupedWrites => {
  let next: Batch | null = null
  let running: Promise<unknown> = Promise.resolve()

  const startBatch = (): Batch => {
    const changes = new Map<string, Change>()
    const done = running.then(() => {
      next = null
      return write([...changes.values()])
    })
    running = done.catch(() => undefined)
    return { changes, done }
  }

  return {
    write: (changes) => {
      next ??= startBatch()
      for (const change of changes) next.changes.set(`${change.type}\0${change.id}`, change)
      return next.done
    },
    settled: async () => {
      await running
    },
  }
}
