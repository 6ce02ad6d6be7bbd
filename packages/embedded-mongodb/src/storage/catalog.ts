import { randomUUID } from 'node:crypto'
import { Binary } from 'bson'
import { decode } from '../bson/decode.js'
import { encode } from '../bson/encode.js'
import type { Document } from '../bson/values.js'
import { compileFilter } from '../match/filter.js'
import type { Predicate } from '../match/operators.js'
import {
  catalogKey,
  countKey,
  kinds,
  multikeyKey,
  prefixRange,
  recordIdAt,
  recordsOf,
} from './keys.js'
import type { Entry, View, WriteView } from './view.js'

export type IndexField = { path: string; parts: string[]; direction: 1 | -1 }

export type Index = {
  id: number
  name: string
  key: Document
  fields: IndexField[]
  unique: boolean
  sparse: boolean
  partialFilter: Document | undefined
  matches: Predicate | undefined
  expireAfterSeconds: number | undefined
  /** The specification as the client gave it, for listIndexes. */
  spec: Document
  /** True once some document had an array under this index; never goes back. */
  multikey: boolean
  /** False while it is being built: kept up to date, but not yet used for reading. */
  ready: boolean
}

export type Collection = {
  id: number
  database: string
  name: string
  options: Document
  uuid: Binary
  indexes: Index[]
  nextRecordId: number
  count: number
  /** When its indexes last changed, in the time of the locks; transactions that began earlier may not use it. */
  changedAt: number
}

export const namespaceOf = (collection: { database: string; name: string }): string =>
  `${collection.database}.${collection.name}`

export const createIndexObject = (id: number, spec: Document, multikey: boolean): Index => {
  const key = spec['key'] as Document
  const partialFilter = spec['partialFilterExpression'] as Document | undefined
  return {
    id,
    name: String(spec['name']),
    key,
    fields: Object.keys(key).map((path) => ({
      path,
      parts: path.split('.'),
      direction: Number(key[path]) < 0 ? -1 : 1,
    })),
    unique: spec['unique'] === true || spec['name'] === '_id_',
    sparse: spec['sparse'] === true,
    partialFilter,
    matches: partialFilter ? compileFilter(partialFilter) : undefined,
    expireAfterSeconds:
      spec['expireAfterSeconds'] === undefined ? undefined : Number(spec['expireAfterSeconds']),
    spec,
    multikey,
    ready: true,
  }
}

const specToStore = (index: Index): Document => ({ id: index.id, spec: index.spec })

export const newUuid = (): Binary =>
  new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)

export const saveCollection = (view: WriteView, collection: Collection): void => {
  view.put(
    catalogKey(collection.id),
    encode({
      database: collection.database,
      name: collection.name,
      options: collection.options,
      uuid: collection.uuid,
      indexes: collection.indexes.filter((index) => index.ready).map(specToStore),
    }),
  )
}

export const countEntry = ({ id, count }: Pick<Collection, 'id' | 'count'>): Entry => {
  const value = Buffer.allocUnsafe(8)
  value.writeDoubleBE(count)
  return { key: countKey(id), value }
}

export const saveCount = (view: WriteView, collection: Collection): void => {
  const { key, value } = countEntry(collection)
  view.put(key, value)
}

const lastRecordId = (view: View, id: number): number => {
  for (const entry of view.entries(recordsOf(id), true)) return recordIdAt(entry.key)
  return 0
}

/** Reads every collection and index from the store. */
export const loadCatalog = (view: View): { collections: Collection[]; lastId: number } => {
  const collections: Collection[] = []
  let lastId = 0
  for (const { key, value } of view.entries(prefixRange(Buffer.from([kinds.catalog])))) {
    const id = key.readUInt32BE(1)
    const stored = decode(value)
    const indexes = stored['indexes'] as { id: number; spec: Document }[]
    lastId = Math.max(lastId, id, ...indexes.map((index) => index.id))
    collections.push({
      id,
      database: String(stored['database']),
      name: String(stored['name']),
      options: stored['options'] as Document,
      uuid: stored['uuid'] as Binary,
      indexes: indexes.map((index) =>
        createIndexObject(index.id, index.spec, view.get(multikeyKey(index.id)) !== undefined),
      ),
      nextRecordId: lastRecordId(view, id) + 1,
      count: view.get(countKey(id))?.readDoubleBE() ?? 0,
      changedAt: -1,
    })
  }
  for (const { key } of view.entries(prefixRange(Buffer.from([kinds.garbage])))) {
    lastId = Math.max(lastId, key.readUInt32BE(1))
  }
  return { collections, lastId }
}
