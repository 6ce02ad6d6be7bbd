import { findNow, prepare } from '../query/find.js'
import type { Collection, Index } from '../storage/catalog.js'
import { writeRecord, type StoredRecord } from '../storage/records.js'
import type { WriteContext } from '../storage/write-context.js'
import { HeldByTransaction } from '../transactions/locks.js'
import type { Engine } from './engine.js'

const sliceSize = 50

/** False when a transaction has the document; the next sweep looks again. */
const remove = (write: WriteContext, collection: Collection, record: StoredRecord): boolean => {
  try {
    writeRecord(write, collection, record.recordId, { before: record.document, after: undefined })
    return true
  } catch (error) {
    if (error instanceof HeldByTransaction) return false
    throw error
  }
}

/** Deletes what a TTL index says is over (manual: core/index-ttl): dates at least that old, or any such date in an array. */
const expireOne = async (engine: Engine, collection: Collection, index: Index): Promise<void> => {
  const [field] = index.fields
  const seconds = index.expireAfterSeconds
  if (!field || seconds === undefined || !index.ready) return
  const isOver = { [field.path]: { $lt: new Date(engine.now() - seconds * 1000) } }
  const filter = index.partialFilter ? { $and: [index.partialFilter, isOver] } : isOver
  const query = { filter, sort: [], skip: 0, limit: sliceSize, hint: index.name }
  let removed = sliceSize
  while (removed === sliceSize) {
    removed = await engine.write((write) => {
      const records = findNow(write.view, collection, prepare(collection, query))
      return records.filter((record) => remove(write, collection, record)).length
    })
  }
}

/** One sweep over all TTL indexes. */
export const sweepExpired = async (engine: Engine): Promise<void> => {
  const all = engine.collections.databases().flatMap((database) => engine.collections.of(database))
  for (const collection of all) {
    for (const index of collection.indexes) await expireOne(engine, collection, index)
  }
}
