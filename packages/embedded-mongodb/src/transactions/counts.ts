import { saveCount, type Collection } from '../storage/catalog.js'
import type { WriteView } from '../storage/view.js'

/** How many documents a write adds to each collection; saved in the same commit, so that a start need not count. */
export type Counts = {
  add: (collection: Collection, by: number) => void
  save: (view: WriteView) => void
}

export const createCounts = (): Counts => {
  const counts = new Map<Collection, number>()
  return {
    add: (collection, by) => {
      counts.set(collection, (counts.get(collection) ?? 0) + by)
    },
    save: (view) => {
      for (const [collection, by] of counts) {
        if (by === 0) continue
        collection.count += by
        saveCount(view, collection)
      }
    },
  }
}
