import { loadCatalog } from '../storage/catalog.js'
import { entriesOf, type Range } from '../storage/keys.js'
import type { Store } from '../storage/store.js'
import type { WriteView } from '../storage/view.js'

const sliceKeys = 500
const recordIdLength = 8

/** Format 1 had the record at the end of every key and no values; an entry that has a value has been moved already. */
const moveSlice = (view: WriteView, { end }: Range, from: Buffer): Buffer | undefined => {
  let seen = 0
  for (const { key, value } of view.entries({ start: from, end })) {
    if (++seen > sliceKeys) return key
    if (value.length > 0) continue
    view.remove(key)
    view.put(key.subarray(0, -recordIdLength), key.subarray(-recordIdLength))
  }
  return undefined
}

/** Brings the unique indexes of format 1 into that of format 2; what a crash interrupts goes on at the next start. */
export const upgradeUniqueIndexes = async (store: Store): Promise<void> => {
  for (const { indexes } of loadCatalog(store.latest).collections) {
    for (const { id } of indexes.filter((index) => index.unique)) {
      const range = entriesOf(id)
      let from: Buffer | undefined = range.start
      while (from) {
        const start: Buffer = from
        from = await store.write((view) => moveSlice(view, range, start))
      }
    }
  }
}
