import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import {
  createIndexObject,
  loadCatalog,
  namespaceOf,
  newUuid,
  saveCollection,
  type Collection,
  type Index,
} from '../storage/catalog.js'
import { catalogKey } from '../storage/keys.js'
import type { Store } from '../storage/store.js'
import type { View } from '../storage/view.js'
import type { Transactions } from '../transactions/transactions.js'
import { isNoted, leaveForSweep, sweepGarbage } from './garbage.js'

export type Collections = {
  find: (database: string, name: string) => Collection | undefined
  of: (database: string) => Collection[]
  databases: () => string[]
  /** Creates a collection; throws NamespaceExists, InvalidNamespace. */
  create: (database: string, name: string, options: Document) => Promise<Collection>
  /** Creates a collection when it is missing. */
  ensure: (database: string, name: string) => Promise<Collection>
  drop: (collection: Collection) => Promise<void>
  rename: (
    collection: Collection,
    to: { database: string; name: string },
    dropTarget: boolean,
  ) => Promise<void>
  /** A number that no collection and no index has had. */
  nextId: () => number
}

const defaultIndex = (): Document => ({ v: 2, key: { _id: 1 }, name: '_id_' })

const checkName = (database: string, name: string): void => {
  const problem = nameProblem(database, name)
  if (problem) throw new MongoError('InvalidNamespace', problem)
}

const nameProblem = (database: string, name: string): string | undefined => {
  if (database === '' || /[/\\. "$\0]/.test(database))
    return `Invalid namespace specified '${database}.${name}'`
  if (name === '' || name.startsWith('.') || name.endsWith('.')) {
    return `Invalid namespace specified '${database}.${name}'`
  }
  if (name.includes('$') || name.includes('\0')) return `Invalid collection name: ${name}`
  return Buffer.byteLength(`${database}.${name}`) > 255
    ? `Fully qualified namespace is too long. Namespace: ${database}.${name} Max: 255`
    : undefined
}

type Find = Collections['find']

/** Creates what is missing, once, however many ask at the same time. */
const createEnsure = (find: Find, create: Collections['create']): Collections['ensure'] => {
  const creating = new Map<string, Promise<Collection>>()

  const createOrFind = async (database: string, name: string): Promise<Collection> => {
    try {
      return await create(database, name, {})
    } catch (error) {
      const other = find(database, name)
      if (other) return other
      throw error
    } finally {
      creating.delete(`${database}.${name}`)
    }
  }

  return async (database, name) => {
    const existing = find(database, name) ?? creating.get(`${database}.${name}`)
    if (existing) return existing
    const made = createOrFind(database, name)
    creating.set(`${database}.${name}`, made)
    return made
  }
}

/** Indexes as they are stored, and those that are still being built. */
const restoredIndexes = (view: View, before: Index[], stored: Index[]): Index[] => {
  const restored = stored.map((index) => {
    const known = before.find(({ id }) => id === index.id)
    // an open transaction may have made it multikey
    return known
      ? Object.assign(known, index, { multikey: known.multikey || index.multikey })
      : index
  })
  const building = before.filter((index) => !restored.includes(index) && isNoted(view, index.id))
  for (const index of building) index.ready = false
  return [...restored, ...building]
}

/** What is under way goes on with the collections that it has, and numbers that it gave to records are not given again. */
const restore = (view: View, collection: Collection, stored: Collection): Collection => {
  const { changedAt } = collection
  const nextRecordId = Math.max(collection.nextRecordId, stored.nextRecordId)
  const indexes = restoredIndexes(view, collection.indexes, stored.indexes)
  return Object.assign(collection, stored, { changedAt, nextRecordId, indexes })
}

/** By their names, and by their numbers also those of which the dropping has not been committed yet. */
type Loaded = { known: Map<string, Collection>; existing: Map<number, Collection> }

/** Reads what is stored; returns the highest number in use. */
const load = (view: View, { known, existing }: Loaded): number => {
  const { collections, lastId } = loadCatalog(view)
  known.clear()
  for (const stored of collections) {
    const before = existing.get(stored.id)
    const collection = before ? restore(view, before, stored) : stored
    existing.set(collection.id, collection)
    known.set(namespaceOf(collection), collection)
  }
  return lastId
}

export const createCollections = (
  store: Store,
  untouched: Transactions['untouched'],
): Collections => {
  const loaded: Loaded = { known: new Map(), existing: new Map() }
  const { known, existing } = loaded
  let lastId = load(store.latest, loaded)
  store.onFailure(() => {
    lastId = Math.max(lastId, load(store.latest, loaded))
  })

  const find = (database: string, name: string): Collection | undefined =>
    known.get(`${database}.${name}`)

  const create = async (database: string, name: string, options: Document): Promise<Collection> => {
    checkName(database, name)
    return store.write((view) => {
      if (find(database, name)) {
        throw new MongoError('NamespaceExists', `Collection ${database}.${name} already exists.`)
      }
      const collection: Collection = {
        id: ++lastId,
        database,
        name,
        options,
        uuid: newUuid(),
        indexes: [createIndexObject(++lastId, defaultIndex(), false)],
        nextRecordId: 1,
        count: 0,
        changedAt: -1,
      }
      saveCollection(view, collection)
      known.set(namespaceOf(collection), collection)
      existing.set(collection.id, collection)
      return collection
    })
  }

  const ensure = createEnsure(find, create)

  const drop = async (collection: Collection): Promise<void> => {
    const dead = { records: [collection.id], indexes: collection.indexes.map((index) => index.id) }
    await store.write((view) => {
      if (find(collection.database, collection.name) !== collection) return
      known.delete(namespaceOf(collection))
      view.remove(catalogKey(collection.id))
      leaveForSweep(view, dead)
    })
    existing.delete(collection.id)
    const sweep = (): Promise<void> => sweepGarbage(store, dead)
    // a transaction that wrote before may still add to it when it commits; what is left is swept at the next start
    const ended = untouched(collection.id)
    if (ended) void ended.then(sweep).catch(() => undefined)
    else await sweep()
  }

  return {
    find,
    of: (database) => [...known.values()].filter((collection) => collection.database === database),
    databases: () =>
      [...new Set([...known.values()].map((collection) => collection.database))].sort(),
    create,
    ensure,
    drop,
    rename: async (collection, to, dropTarget) => {
      checkName(to.database, to.name)
      const target = find(to.database, to.name)
      if (target && !dropTarget) throw new MongoError('NamespaceExists', 'target namespace exists')
      if (target) await drop(target)
      await store.write((view) => {
        known.delete(namespaceOf(collection))
        Object.assign(collection, to)
        known.set(namespaceOf(collection), collection)
        saveCollection(view, collection)
      })
    },
    nextId: () => ++lastId,
  }
}
