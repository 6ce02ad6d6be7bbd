import { MongoError } from '../errors.js'
import {
  createIndexObject,
  loadCatalog,
  namespaceOf,
  newUuid,
  saveCollection,
  type Collection,
} from '../storage/catalog.js'
import { catalogKey, entriesOf, recordsOf } from '../storage/keys.js'
import type { WriteContext } from '../storage/records.js'
import type { Store } from '../storage/store.js'
import { createLocks, HeldByTransaction, type Locks } from '../transactions/locks.js'
import { createTransactions, type Transactions } from '../transactions/transactions.js'
import type { Document } from '../bson/values.js'

export type Engine = {
  store: Store
  locks: Locks
  transactions: Transactions
  now: () => number
  collection: (database: string, name: string) => Collection | undefined
  collections: (database: string) => Collection[]
  databases: () => string[]
  /** Creates a collection when it is missing. */
  ensure: (database: string, name: string) => Promise<Collection>
  create: (database: string, name: string, options: Document) => Promise<Collection>
  drop: (collection: Collection) => Promise<void>
  /** Runs a single write; waits for open transactions that hold what it needs. */
  write: <T>(run: (context: WriteContext) => T) => Promise<T>
  nextId: () => number
}

const defaultIndex = (): Document => ({ v: 2, key: { _id: 1 }, name: '_id_' })

const badName = (database: string, name: string): string | undefined => {
  if (name === '' || name.startsWith('.') || name.endsWith('.'))
    return `Invalid namespace specified '${database}.${name}'`
  if (name.includes('$')) return `Invalid collection name: ${name}`
  if (name.includes('\0')) return 'namespaces cannot have embedded null characters'
  return Buffer.byteLength(`${database}.${name}`) > 255
    ? `Fully qualified namespace is too long. Namespace: ${database}.${name} Max: 255`
    : undefined
}

export const createEngine = (
  store: Store,
  options: { now: () => number; lifetimeMs: number },
): Engine => {
  const locks = createLocks()
  const transactions = createTransactions(store, locks, options)
  const known = new Map<string, Collection>()
  const creating = new Map<string, Promise<Collection>>()
  let lastId = 0

  const load = (): void => {
    const catalog = loadCatalog(store.latest)
    known.clear()
    for (const collection of catalog.collections) known.set(namespaceOf(collection), collection)
    lastId = Math.max(lastId, catalog.lastId)
  }
  load()
  store.onFailure(load)

  const find = (database: string, name: string): Collection | undefined =>
    known.get(`${database}.${name}`)

  const create = async (
    database: string,
    name: string,
    settings: Document,
  ): Promise<Collection> => {
    const problem = badName(database, name)
    if (problem) throw new MongoError('InvalidNamespace', problem)
    return store.write((view) => {
      if (find(database, name)) {
        throw new MongoError('NamespaceExists', `Collection ${database}.${name} already exists.`)
      }
      const collection: Collection = {
        id: ++lastId,
        database,
        name,
        options: settings,
        uuid: newUuid(),
        indexes: [createIndexObject(++lastId, defaultIndex(), false)],
        nextRecordId: 1,
        count: 0,
      }
      saveCollection(view, collection)
      known.set(`${database}.${name}`, collection)
      return collection
    })
  }

  const ensure = async (database: string, name: string): Promise<Collection> => {
    const existing = find(database, name)
    if (existing) return existing
    const namespace = `${database}.${name}`
    const underway = creating.get(namespace)
    if (underway) return underway
    const made = create(database, name, {}).catch((error: unknown) => {
      const other = find(database, name)
      if (other) return other
      throw error
    })
    creating.set(namespace, made)
    return made.finally(() => creating.delete(namespace))
  }

  const tryWrite = <T>(run: (context: WriteContext) => T): Promise<T> => {
    const claimed: Buffer[] = []
    const counts = new Map<Collection, number>()
    return store.write(
      (view) =>
        run({
          view,
          claim: (key) => {
            locks.assertFree(key)
            claimed.push(key)
          },
          counted: (collection, by) => {
            counts.set(collection, (counts.get(collection) ?? 0) + by)
          },
        }),
      () => {
        locks.changed(claimed)
        for (const [collection, by] of counts) collection.count += by
      },
    )
  }

  return {
    store,
    locks,
    transactions,
    now: options.now,
    collection: find,
    collections: (database) =>
      [...known.values()].filter((collection) => collection.database === database),
    databases: () =>
      [...new Set([...known.values()].map((collection) => collection.database))].sort(),
    ensure,
    create,
    drop: async (collection) => {
      await store.write((view) => {
        known.delete(namespaceOf(collection))
        view.remove(catalogKey(collection.id))
        for (const range of [
          recordsOf(collection.id),
          ...collection.indexes.map((index) => entriesOf(index.id)),
        ]) {
          for (const { key } of view.entries(range)) view.remove(key)
        }
      })
    },
    write: async (run) => {
      for (;;) {
        try {
          return await tryWrite(run)
        } catch (error) {
          if (!(error instanceof HeldByTransaction)) throw error
          await error.released
        }
      }
    },
    nextId: () => ++lastId,
  }
}
