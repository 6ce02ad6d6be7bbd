import { compileFilter } from '../match/filter.js'
import { findNow, prepare } from '../query/find.js'
import type { Collection, Index } from '../storage/catalog.js'
import { writeRecord } from '../storage/records.js'
import { HeldByTransaction } from '../transactions/locks.js'
import type { Engine } from './engine.js'

const sliceSize = 200

/** Deletes what a TTL index says is over (manual: core/index-ttl): dates at least that old, or any such date in an array. */
const expireOne = async (engine: Engine, collection: Collection, index: Index): Promise<void> => {
  const [field] = index.fields
  const seconds = index.expireAfterSeconds
  if (!field || seconds === undefined) return
  for (;;) {
    const filter = {
      ...index.partialFilter,
      [field.path]: { $lt: new Date(engine.now() - seconds * 1000) },
    }
    compileFilter(filter)
    const query = { filter, sort: [], skip: 0, limit: sliceSize, hint: index.name }
    const removed = await engine.write((write) => {
      const records = findNow(write.view, collection, prepare(collection, query))
      return records.filter((record) => {
        try {
          writeRecord(write, collection, record.recordId, {
            before: record.document,
            after: undefined,
          })
          return true
        } catch (error) {
          // a transaction has it; the next sweep looks again
          if (error instanceof HeldByTransaction) return false
          throw error
        }
      }).length
    })
    if (removed < sliceSize) return
  }
}

/** One sweep over all TTL indexes. */
export const sweepExpired = async (engine: Engine): Promise<void> => {
  for (const database of engine.collections.databases()) {
    for (const collection of engine.collections.of(database)) {
      for (const index of collection.indexes) {
        if (index.expireAfterSeconds !== undefined && index.ready)
          await expireOne(engine, collection, index)
      }
    }
  }
}
