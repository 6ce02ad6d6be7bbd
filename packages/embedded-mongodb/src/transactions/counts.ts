import { saveCount, type Collection } from '../storage/catalog.js'
import type { Store } from '../storage/store.js'

/** How many documents one write adds to each collection; nothing changes before `settle`, when the write is done. */
export type Counts = { add: (collection: Collection, by: number) => void; settle: () => void }

/** Counts of collections change with the writes and are saved once per commit, so that a start need not count. */
export const createCounting = (store: Store): (() => Counts) => {
  const changed = new Set<Collection>()
  store.beforeCommit((view) => {
    for (const collection of changed) saveCount(view, collection)
    changed.clear()
  })
  return () => {
    const counts: [Collection, number][] = []
    return {
      add: (collection, by) => {
        counts.push([collection, by])
      },
      settle: () => {
        for (const [collection, by] of counts) {
          collection.count += by
          changed.add(collection)
        }
      },
    }
  }
}
