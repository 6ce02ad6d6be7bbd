import { countEntry, loadCatalog, type Collection, type Index } from '../storage/catalog.js'
import { entriesOf, kinds, prefixRange, recordsOf } from '../storage/keys.js'
import type { Store } from '../storage/store.js'
import type { Entry, View } from '../storage/view.js'

const sliceEntries = 5000
const sliceBytes = 4 * 1024 * 1024
const recordIdLength = 8

/** Format 1 had the record at the end of the key in unique indexes too, and no values. */
const inValue = ({ key, value }: Entry): Entry =>
  value.length > 0
    ? { key, value }
    : { key: key.subarray(0, -recordIdLength), value: key.subarray(-recordIdLength) }

function* entriesIn(view: View, index: Index): Iterable<Entry> {
  for (const entry of view.entries(entriesOf(index.id))) yield index.unique ? inValue(entry) : entry
}

/** What is said about collections or indexes, of those that are in use: numbers of others may be given again. */
function* notesOf(view: View, kind: number, inUse: ReadonlySet<number>): Iterable<Entry> {
  for (const entry of view.entries(prefixRange(Buffer.from([kind]))))
    if (inUse.has(entry.key.readUInt32BE(1))) yield entry
}

/** The records of a collection, and how many there were. */
function* recordsIn(view: View, collection: Collection): Iterable<Entry> {
  let count = 0
  for (const entry of view.entries(recordsOf(collection.id))) {
    count++
    yield entry
  }
  yield countEntry({ ...collection, count })
}

/** All that a store is about, tree by tree in the order of the keys; what waits to be removed is left out. */
function* everything(view: View): Iterable<Entry> {
  const { collections } = loadCatalog(view)
  const indexes = collections.flatMap((collection) => collection.indexes)
  yield* view.entries(prefixRange(Buffer.from([kinds.catalog])))
  yield* notesOf(view, kinds.multikey, new Set(indexes.map(({ id }) => id)))
  yield* view.entries(prefixRange(Buffer.from([kinds.retry])))
  for (const collection of collections) {
    yield* recordsIn(view, collection)
    for (const index of collection.indexes) yield* entriesIn(view, index)
  }
}

const takeSlice = (entries: Iterator<Entry>): Entry[] => {
  const slice: Entry[] = []
  let bytes = 0
  for (let next = entries.next(); !next.done; next = entries.next()) {
    slice.push(next.value)
    bytes += next.value.value.length
    if (slice.length === sliceEntries || bytes > sliceBytes) break
  }
  return slice
}

const tellEvery = 500_000

/**
 * Copies a store of any format into an empty one, which has no free pages then, and full ones: written in the order of their keys.
 * `tell` hears now and then how many entries there are already.
 */
export const copyStore = async (
  from: Store,
  to: Store,
  tell: (entries: number) => void,
): Promise<void> => {
  const snapshot = from.snapshot()
  let copied = 0
  try {
    const entries = everything(snapshot)[Symbol.iterator]()
    for (let slice = takeSlice(entries); slice.length > 0; slice = takeSlice(entries)) {
      await to.write((view) => {
        for (const { key, value } of slice) view.put(key, value)
      })
      const before = copied
      copied += slice.length
      if (Math.floor(copied / tellEvery) > Math.floor(before / tellEvery)) tell(copied)
    }
  } finally {
    snapshot.release()
  }
}
