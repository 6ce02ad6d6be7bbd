import { Long } from 'bson'
import { isDocument, isNumeric, toNumber, type Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import {
  createIndexObject,
  namespaceOf,
  saveCollection,
  type Collection,
} from '../storage/catalog.js'
import { collectionName, optionalDocument, type Command, type CommandContext } from './context.js'
import { existing } from './indexes.js'

const unsupportedOptions = [
  'capped',
  'timeseries',
  'viewOn',
  'pipeline',
  'validator',
  'clusteredIndex',
  'encryptedFields',
  'changeStreamPreAndPostImages',
]

export const createCommand: Command = async (context) => {
  const { body, engine, database } = context
  const name = collectionName(context)
  const refused = unsupportedOptions.find(
    (option) => body[option] !== undefined && body[option] !== false,
  )
  if (refused)
    throw new MongoError(
      'NotImplemented',
      `the collection option '${refused}' is not supported by the embedded server`,
    )
  if (engine.collections.find(database, name)) {
    throw new MongoError('NamespaceExists', `Collection ${database}.${name} already exists.`)
  }
  await engine.collections.create(database, name, {})
  return { ok: 1 }
}

export const dropCommand: Command = async (context) => {
  const name = collectionName(context)
  const collection = context.engine.collections.find(context.database, name)
  if (!collection) return { ok: 1 }
  const nIndexesWas = collection.indexes.length
  await context.engine.collections.drop(collection)
  return { nIndexesWas, ns: namespaceOf(collection), ok: 1 }
}

export const dropDatabaseCommand: Command = async ({ engine, database }) => {
  const all = engine.collections.of(database)
  for (const collection of all) await engine.collections.drop(collection)
  return all.length > 0 ? { dropped: database, ok: 1 } : { ok: 1 }
}

const describe = (collection: Collection, nameOnly: boolean): Document => ({
  name: collection.name,
  type: 'collection',
  ...(nameOnly
    ? {}
    : {
        options: collection.options,
        info: { readOnly: false, uuid: collection.uuid },
        idIndex: collection.indexes[0]?.spec,
      }),
})

export const listCollectionsCommand: Command = ({ engine, database, body }) => {
  const matches = compileFilter(optionalDocument(body, 'filter'))
  const firstBatch = engine.collections
    .of(database)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((collection) => describe(collection, false))
    .filter(matches)
    .map((described) =>
      body['nameOnly'] === true ? { name: described['name'], type: 'collection' } : described,
    )
  return { cursor: { id: Long.ZERO, ns: `${database}.$cmd.listCollections`, firstBatch }, ok: 1 }
}

export const listDatabasesCommand: Command = ({ engine, body }) => {
  const matches = compileFilter(optionalDocument(body, 'filter'))
  const databases = engine.collections
    .databases()
    .map((name): Document => ({ name, sizeOnDisk: Long.ZERO, empty: false }))
    .filter(matches)
  const named = body['nameOnly'] === true ? databases.map(({ name }) => ({ name })) : databases
  return { databases: named, totalSize: Long.ZERO, totalSizeMb: Long.ZERO, ok: 1 }
}

const changeExpiry = async (
  context: CommandContext,
  collection: Collection,
  change: Document,
): Promise<Document> => {
  const index = collection.indexes.find((known) =>
    change['name'] !== undefined
      ? known.name === change['name']
      : isDocument(change['keyPattern']) &&
        JSON.stringify(Object.keys(known.key)) ===
          JSON.stringify(Object.keys(change['keyPattern'])),
  )
  if (!index)
    throw new MongoError('IndexNotFound', 'cannot find index for ns ' + namespaceOf(collection))
  const seconds = change['expireAfterSeconds']
  if (!isNumeric(seconds)) throw new MongoError('InvalidOptions', 'no expireAfterSeconds field')
  const before = index.expireAfterSeconds
  await context.engine.store.write((view) => {
    const spec = { ...index.spec, expireAfterSeconds: toNumber(seconds) }
    const changed = { ...createIndexObject(index.id, spec, index.multikey) }
    collection.indexes = collection.indexes.map((other) => (other === index ? changed : other))
    saveCollection(view, collection)
  })
  return {
    ...(before === undefined ? {} : { expireAfterSeconds_old: Long.fromNumber(before) }),
    expireAfterSeconds_new: Long.fromNumber(toNumber(seconds)),
    ok: 1,
  }
}

export const collModCommand: Command = async (context) => {
  const collection = existing(context, collectionName(context))
  const { index } = context.body
  if (!isDocument(index))
    throw new MongoError(
      'NotImplemented',
      'collMod of anything but a TTL index is not supported by the embedded server',
    )
  return changeExpiry(context, collection, index)
}

export const collStatsCommand: Command = (context) => {
  const collection = existing(context, collectionName(context))
  return {
    ns: namespaceOf(collection),
    count: collection.count,
    nindexes: collection.indexes.length,
    ok: 1,
  }
}

export const dbStatsCommand: Command = ({ engine, database }) => {
  const all = engine.collections.of(database)
  return {
    db: database,
    collections: all.length,
    objects: all.reduce((sum, collection) => sum + collection.count, 0),
    indexes: all.reduce((sum, collection) => sum + collection.indexes.length, 0),
    ok: 1,
  }
}

const splitNamespace = (value: unknown): { database: string; name: string } => {
  const at = typeof value === 'string' ? value.indexOf('.') : -1
  if (typeof value !== 'string' || at < 1) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${String(value)}'`)
  }
  return { database: value.slice(0, at), name: value.slice(at + 1) }
}

export const renameCollectionCommand: Command = async ({ body, engine }) => {
  const from = splitNamespace(body['renameCollection'])
  const collection = engine.collections.find(from.database, from.name)
  if (!collection) {
    throw new MongoError(
      'NamespaceNotFound',
      `Source collection ${from.database}.${from.name} does not exist`,
    )
  }
  await engine.collections.rename(
    collection,
    splitNamespace(body['to']),
    body['dropTarget'] === true,
  )
  return { ok: 1 }
}
