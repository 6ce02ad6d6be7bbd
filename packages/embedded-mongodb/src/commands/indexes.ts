import { Long } from 'bson'
import { equal } from '../bson/compare.js'
import { isDocument, type Document, type Value } from '../bson/values.js'
import { buildIndex, removeIndex } from '../engine/build-index.js'
import { MongoError } from '../errors.js'
import { parseSpec } from '../index/specification.js'
import { namespaceOf, type Collection, type Index } from '../storage/catalog.js'
import { show } from '../storage/show.js'
import {
  collectionName,
  documentsIn,
  ensureCollection,
  type Command,
  type CommandContext,
} from './context.js'

const sameOptions = (a: Document, b: Document): boolean =>
  ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'].every((name) =>
    equal(a[name] ?? null, b[name] ?? null),
  )

const samePattern = (a: Document, b: Document): boolean =>
  equal(Object.keys(a), Object.keys(b)) &&
  Object.keys(a).every((path) => Math.sign(Number(a[path])) === Math.sign(Number(b[path])))

const nameTaken = (index: Index, spec: Document, alike: boolean): MongoError =>
  new MongoError(
    alike ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict',
    `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${show(spec)}, existing index: ${show(index.spec)}`,
  )

/** True when the index is there already; throws when this one stands in the way of the wanted one. */
const isSame = (index: Index, spec: Document): boolean => {
  const alike = samePattern(index.key, spec['key'] as Document)
  if (index.name === spec['name']) {
    if (alike && sameOptions(index.spec, spec)) return true
    throw nameTaken(index, spec, alike)
  }
  if (alike && equal(index.partialFilter ?? null, spec['partialFilterExpression'] ?? null)) {
    throw new MongoError(
      'IndexOptionsConflict',
      `Index already exists with a different name: ${index.name}`,
    )
  }
  return false
}

const alreadyThere = (collection: Collection, spec: Document): boolean => {
  const key = spec['key'] as Document
  if (Object.keys(key).length === 1 && Object.hasOwn(key, '_id')) return true
  return collection.indexes.some((index) => isSame(index, spec))
}

export const createIndexesCommand: Command = async (context) => {
  const specifications = documentsIn(context.body, 'indexes')
  if (specifications.length === 0)
    throw new MongoError('BadValue', 'Must specify at least one index to create')
  const specs = specifications.map(parseSpec)
  const name = collectionName(context)
  const createdCollectionAutomatically =
    context.engine.collections.find(context.database, name) === undefined
  const collection = await ensureCollection(context, name)
  const numIndexesBefore = collection.indexes.length
  for (const spec of specs) {
    if (!alreadyThere(collection, spec))
      await buildIndex(context.engine, collection, spec, () => alreadyThere(collection, spec))
  }
  const numIndexesAfter = collection.indexes.length
  return {
    numIndexesBefore,
    numIndexesAfter,
    createdCollectionAutomatically,
    ...(numIndexesBefore === numIndexesAfter ? { note: 'all indexes already exist' } : {}),
    ok: 1,
  }
}

export const existing = (context: CommandContext, name: string): Collection => {
  const collection = context.engine.collections.find(context.database, name)
  if (!collection)
    throw new MongoError('NamespaceNotFound', `ns does not exist: ${context.database}.${name}`)
  return collection
}

export const listIndexesCommand: Command = (context) => {
  const collection = existing(context, collectionName(context))
  return {
    cursor: {
      id: Long.ZERO,
      ns: namespaceOf(collection),
      firstBatch: collection.indexes.filter((index) => index.ready).map((index) => index.spec),
    },
    ok: 1,
  }
}

const notFound = (selector: Value): MongoError =>
  new MongoError(
    'IndexNotFound',
    isDocument(selector)
      ? `can't find index with key: ${show(selector)}`
      : `index not found with name [${String(selector)}]`,
  )

/** The indexes that a dropIndexes names: by name, by key pattern, by a list, or `*` for all but the one on `_id`. */
const wanted = (collection: Collection, selector: Value): Index[] => {
  if (selector === '*') return collection.indexes.filter((index) => index.name !== '_id_')
  if (Array.isArray(selector)) return selector.flatMap((one: Value) => wanted(collection, one))
  const found = collection.indexes.find((index) =>
    isDocument(selector) ? samePattern(index.key, selector) : index.name === selector,
  )
  if (!found) throw notFound(selector)
  if (found.name === '_id_') throw new MongoError('InvalidOptions', 'cannot drop _id index')
  return [found]
}

export const dropIndexesCommand: Command = async (context) => {
  const collection = existing(context, collectionName(context))
  const nIndexesWas = collection.indexes.length
  for (const index of wanted(collection, context.body['index']))
    await removeIndex(context.engine, collection, index)
  return { nIndexesWas, ok: 1 }
}
