import type { Document } from '../bson/values.js'
import { keysOf } from '../index/extract.js'
import {
  createIndexObject,
  saveCollection,
  type Collection,
  type Index,
} from '../storage/catalog.js'
import { assertUnique } from '../storage/entries.js'
import { indexEntry, multikeyKey, recordIdAt, recordsOf } from '../storage/keys.js'
import { toRecord } from '../storage/records.js'
import type { WriteView } from '../storage/view.js'
import type { Engine } from './engine.js'
import { keepFromSweep, leaveForSweep, sweepGarbage } from './garbage.js'

const sliceMs = 8
const nothing = Buffer.alloc(0)

type Build = { collection: Collection; index: Index }

const addRecord = (
  view: WriteView,
  { collection, index }: Build,
  recordId: number,
  bytes: Buffer,
): void => {
  const found = keysOf(index, toRecord(recordId, bytes).document)
  for (const one of found.keys) {
    if (index.unique) assertUnique(view, collection, index, { ...one, recordId })
    const entry = indexEntry(index, one.key, recordId)
    view.put(entry.key, entry.value)
  }
  if (found.multikey && !index.multikey) {
    index.multikey = true
    view.put(multikeyKey(index.id), nothing)
  }
}

/** Indexes the records from a key on, for one slice of time; returns where to go on. */
const addSlice = (view: WriteView, build: Build, from: Buffer): Buffer | undefined => {
  const until = performance.now() + sliceMs
  let seen = 0
  for (const { key, value } of view.entries({
    start: from,
    end: recordsOf(build.collection.id).end,
  })) {
    if (++seen % 16 === 0 && performance.now() > until) return key
    addRecord(view, build, recordIdAt(key), value)
  }
  return undefined
}

const fill = async (engine: Engine, build: Build): Promise<void> => {
  let from: Buffer | undefined = recordsOf(build.collection.id).start
  while (from) {
    const start: Buffer = from
    from = await engine.store.write((view) => addSlice(view, build, start))
  }
}

export const removeIndex = async (
  engine: Engine,
  collection: Collection,
  index: Index,
): Promise<void> => {
  await engine.store.write((view) => {
    collection.indexes = collection.indexes.filter((other) => other !== index)
    saveCollection(view, collection)
    leaveForSweep(view, { indexes: [index.id] })
  })
  // a transaction that wrote before may still add entries when it commits
  await engine.transactions.untouched(collection.id)
  await sweepGarbage(engine.store, { indexes: [index.id] })
}

/**
 * Adds an index. It takes part in every write from the start, is filled in slices so that others get their turn, and is saved
 * and used for reading only when complete. A crash before that leaves entries of an id without an index, which the next start
 * notices and removes. Throws DuplicateKey when the documents break a unique index.
 */
export const buildIndex = async (
  engine: Engine,
  collection: Collection,
  spec: Document,
  isThere: () => boolean,
): Promise<void> => {
  const index = { ...createIndexObject(engine.collections.nextId(), spec, false), ready: false }
  const added = await engine.store.write((view) => {
    if (isThere()) return false
    leaveForSweep(view, { indexes: [index.id] })
    collection.indexes = [...collection.indexes, index]
    return true
  })
  if (!added) return
  try {
    await engine.transactions.untouched(collection.id)
    await fill(engine, { collection, index })
    await engine.store.write((view) => {
      index.ready = true
      collection.changedAt = engine.locks.advance()
      keepFromSweep(view, index.id)
      saveCollection(view, collection)
    })
  } catch (error) {
    await removeIndex(engine, collection, index)
    throw error
  }
}
