import type { Document } from '../bson/values.js'
import { keysOf } from '../index/extract.js'
import { createIndexObject, saveCollection, type Collection } from '../storage/catalog.js'
import {
  entriesOf,
  indexKey,
  multikeyKey,
  recordIdAt,
  recordIdBytes,
  recordsOf,
  successor,
} from '../storage/keys.js'
import { assertUnique, toRecord } from '../storage/records.js'
import type { WriteView } from '../storage/view.js'
import type { Engine } from './engine.js'

const sliceMs = 8
const nothing = Buffer.alloc(0)

/**
 * Adds an index. It takes part in every write from the start, is filled in slices so that others get their turn, and is saved
 * and used for reading only when complete; a crash before that leaves nothing but entries of an id that is never used again.
 */
export const buildIndex = async (
  engine: Engine,
  collection: Collection,
  spec: Document,
  isThere: () => boolean,
): Promise<void> => {
  const index = createIndexObject(engine.nextId(), spec, false)
  index.ready = false
  const context = {
    view: undefined as unknown as WriteView,
    claim: () => undefined,
    counted: () => undefined,
  }

  const addRecords = (view: WriteView, from: Buffer): Buffer | undefined => {
    const until = performance.now() + sliceMs
    const range = { start: from, end: recordsOf(collection.id).end }
    let seen = 0
    for (const { key, value } of view.entries(range)) {
      if (++seen % 16 === 0 && performance.now() > until) return key
      const recordId = recordIdAt(key)
      const found = keysOf(index, toRecord(recordId, value).document)
      for (const { key: entry, values } of found.keys.values()) {
        if (index.unique)
          assertUnique({ ...context, view }, collection, index, { key: entry, values, recordId })
        view.put(indexKey(index.id, Buffer.concat([entry, recordIdBytes(recordId)])), nothing)
      }
      if (found.multikey) {
        index.multikey = true
        view.put(multikeyKey(index.id), nothing)
      }
    }
    return undefined
  }

  const discard = async (): Promise<void> => {
    await engine.store.write((view) => {
      collection.indexes = collection.indexes.filter((other) => other !== index)
      for (const { key } of view.entries(entriesOf(index.id))) view.remove(key)
    })
  }

  const added = await engine.store.write(() => {
    if (isThere()) return false
    collection.indexes = [...collection.indexes, index]
    return true
  })
  if (!added) return
  try {
    let from: Buffer | undefined = recordsOf(collection.id).start
    while (from) {
      const start: Buffer = from
      from = await engine.store.write((view) => addRecords(view, start))
    }
    await engine.store.write((view) => {
      index.ready = true
      saveCollection(view, collection)
    })
  } catch (error) {
    await discard()
    throw error
  }
}

export { successor }
