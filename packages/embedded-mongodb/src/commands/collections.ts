import { Long } from 'bson'
import { isDocument, isTruthy, type Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { expiryProblem } from '../index/specification.js'
import { compileFilter } from '../match/filter.js'
import {
  createIndexObject,
  namespaceOf,
  saveCollection,
  type Collection,
  type Index,
} from '../storage/catalog.js'
import { show } from '../storage/show.js'
import { indexChangeFields } from './command-fields.js'
import {
  collectionName,
  existingCollection,
  optionalDocument,
  refuseCollation,
  splitNamespace,
  type Command,
  type CommandContext,
} from './context.js'
import { checkFields } from './fields.js'
import { existing, samePattern } from './indexes.js'
import { cursorOver } from './read.js'

/** Creating what is there already is no error, as long as the same is wanted. */
export const createCommand: Command = async (context) => {
  refuseCollation(context.body)
  await context.engine.collections.ensure(context.database, collectionName(context))
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

const describe = (collection: Collection): Document => ({
  name: collection.name,
  type: 'collection',
  options: collection.options,
  info: { readOnly: false, uuid: collection.uuid },
  idIndex: collection.indexes[0]?.spec,
})

export const listCollectionsCommand: Command = (context) => {
  const { engine, database, body } = context
  const matches = compileFilter(optionalDocument(body, 'filter'))
  const found = engine.collections
    .of(database)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(describe)
    .filter(matches)
  const named = isTruthy(body['nameOnly']) ? found.map(({ name, type }) => ({ name, type })) : found
  return cursorOver(context, '$cmd.listCollections', named)
}

export const listDatabasesCommand: Command = ({ engine, body }) => {
  const matches = compileFilter(optionalDocument(body, 'filter'))
  const databases = engine.collections
    .databases()
    .map((name): Document => ({ name, sizeOnDisk: Long.ZERO, empty: false }))
    .filter(matches)
  const named = isTruthy(body['nameOnly']) ? databases.map(({ name }) => ({ name })) : databases
  return { databases: named, totalSize: Long.ZERO, totalSizeMb: Long.ZERO, ok: 1 }
}

const invalid = (message: string): MongoError => new MongoError('InvalidOptions', message)

const checkIndexChange = ({ name, keyPattern, expireAfterSeconds }: Document): void => {
  if (name !== undefined && keyPattern !== undefined)
    throw invalid('Cannot specify both key pattern and name.')
  if (name === undefined && keyPattern === undefined)
    throw invalid('Must specify either index name or key pattern.')
  if (expireAfterSeconds === undefined)
    throw invalid('no expireAfterSeconds, hidden, unique, or prepareUnique field')
}

/** The one index that a collMod names. */
const indexToChange = (collection: Collection, { name, keyPattern }: Document): Index => {
  const wanted = name ?? keyPattern
  const found = collection.indexes.filter((index) =>
    isDocument(wanted) ? samePattern(index.key, wanted) : index.name === wanted,
  )
  const [index] = found
  const shown = isDocument(wanted) ? show(wanted) : String(wanted)
  if (!index)
    throw new MongoError(
      'IndexNotFound',
      `cannot find index ${shown} for ns ${namespaceOf(collection)}`,
    )
  if (found.length > 1)
    throw new MongoError(
      'AmbiguousIndexKeyPattern',
      `index keyPattern ${shown} matches ${found.length} indexes, must use index name.`,
    )
  return index
}

const changeExpiry = async (
  context: CommandContext,
  collection: Collection,
  change: Document,
): Promise<Document> => {
  checkFields('collMod.index', change, indexChangeFields)
  checkIndexChange(change)
  const index = indexToChange(collection, change)
  const problem = expiryProblem(change['expireAfterSeconds'])
  if (problem !== undefined) throw invalid(problem)
  if (index.fields.length > 1 || index.name === '_id_')
    throw invalid(
      'TTL indexes are single-field indexes, compound indexes and the one on _id do not support TTL',
    )
  const seconds = Math.trunc(Number(change['expireAfterSeconds']))
  const before = index.expireAfterSeconds
  await context.engine.store.write((view) => {
    const spec = { ...index.spec, expireAfterSeconds: seconds }
    const changed = { ...createIndexObject(index.id, spec, index.multikey) }
    collection.indexes = collection.indexes.map((other) => (other === index ? changed : other))
    saveCollection(view, collection)
  })
  return {
    ...(before === undefined ? {} : { expireAfterSeconds_old: Long.fromNumber(before) }),
    expireAfterSeconds_new: Long.fromNumber(seconds),
    ok: 1,
  }
}

export const collModCommand: Command = async (context) => {
  const collection = existing(context, 'ns does not exist')
  const { index } = context.body
  return isDocument(index) ? changeExpiry(context, collection, index) : { ok: 1 }
}

export const collStatsCommand: Command = (context) => {
  const name = collectionName(context)
  const collection = existingCollection(context, name)
  return {
    ns: `${context.database}.${name}`,
    count: collection?.count ?? 0,
    nindexes: collection?.indexes.length ?? 0,
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

export const renameCollectionCommand: Command = async ({ body, engine }) => {
  const problem = 'Invalid namespace specified'
  const from = splitNamespace(body['renameCollection'], problem)
  const to = splitNamespace(body['to'], problem)
  const collection = engine.collections.find(from.database, from.name)
  if (!collection)
    throw new MongoError(
      'NamespaceNotFound',
      `Source collection ${from.database}.${from.name} does not exist`,
    )
  // with dropTarget it would otherwise drop what it renames
  if (namespaceOf(from) === namespaceOf(to))
    throw new MongoError('IllegalOperation', "Can't rename a collection to itself")
  await engine.collections.rename(collection, to, isTruthy(body['dropTarget']))
  return { ok: 1 }
}
