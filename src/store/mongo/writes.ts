import type { Stored } from './collection.js'
import { isConflict, missing, translated } from './errors.js'
import type { Bound, BulkOperation, Filter, Update, Writes } from './records.js'

const batchSize = 500
const upsert = { upsert: true } as const

const made = <Item>(name: string, item: Item | null): Item => {
  if (item === null) throw new Error(`An upsert into ${name} returned nothing.`)
  return item
}

export const createWrites = <Item extends { id: string }, Internal>({
  collection: { name, toRecord },
  model,
  session,
}: Bound<Item, Internal>): Writes<Item, Internal> => {
  const bound = session ? { session } : {}

  const set: Writes<Item, Internal>['set'] = async (filter, update) =>
    (await translated(name, model.updateOne(filter, update, bound).exec())).matchedCount

  const change = async (
    filter: Filter,
    update: Update,
    options: { upsert?: true } = {},
  ): Promise<Item | null> => {
    const changed = model
      .findOneAndUpdate(filter, update, { ...bound, ...options, returnDocument: 'after' })
      .lean<Stored<Item, Internal>>()
      .exec()
    const found = await translated(name, changed)
    return found ? toRecord(found) : null
  }

  const writeBatch = async (operations: readonly BulkOperation[]): Promise<number> =>
    (await translated(name, model.bulkWrite([...operations], bound))).upsertedCount

  return {
    insert: async (documents) => {
      if (documents.length === 0) return
      await translated(name, model.insertMany([...documents], bound))
    },
    set,
    setMany: async (filter, update) =>
      (await translated(name, model.updateMany(filter, update, bound).exec())).modifiedCount,
    update: async (id, update) => {
      if ((await set({ _id: id }, update)) === 0) throw missing(name, id)
    },
    change: (filter, update) => change(filter, update),
    ensure: async (filter, update) => {
      try {
        return made(name, await change(filter, update, upsert))
      } catch (error) {
        // Two may make it at once, and the slower one then finds it. Inside a transaction all is lost already.
        if (session || !isConflict(error)) throw error
        return made(name, await change(filter, update, upsert))
      }
    },
    bulk: async (operations) => {
      let added = 0
      for (let start = 0; start < operations.length; start += batchSize) {
        added += await writeBatch(operations.slice(start, start + batchSize))
      }
      return added
    },
    remove: async (filter) => (await model.deleteMany(filter, bound).exec()).deletedCount,
  }
}
