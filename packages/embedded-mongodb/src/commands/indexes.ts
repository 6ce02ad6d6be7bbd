import { equal } from '../bson/compare.js'
import { isDocument, type Document, type Value } from '../bson/values.js'
import { buildIndex, removeIndex } from '../engine/build-index.js'
import { MongoError } from '../errors.js'
import { parseSpec } from '../index/specification.js'
import type { Collection, Index } from '../storage/catalog.js'
import { show } from '../storage/show.js'
import {
  collectionName,
  documentsIn,
  ensureCollection,
  type Command,
  type CommandContext,
} from './context.js'
import { cursorOver } from './read.js'

export const samePattern = (a: Document, b: Document): boolean =>
  equal(Object.keys(a), Object.keys(b)) && Object.keys(a).every((path) => equal(a[path], b[path]))

/** What tells one index from another, beside its key. */
const identifying = ['unique', 'sparse', 'partialFilterExpression']

const isAlike = (index: Index, spec: Document): boolean =>
  samePattern(index.key, spec['key'] as Document) &&
  identifying.every((option) => equal(index.spec[option] ?? null, spec[option] ?? null))

const conflict = (
  codeName: 'IndexOptionsConflict' | 'IndexKeySpecsConflict',
  problem: string,
  index: Index,
  spec: Document,
): MongoError =>
  new MongoError(
    codeName,
    `${problem} Requested index: ${show(spec)}, existing index: ${show(index.spec)}`,
  )

const nameTaken =
  'An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation.'

/** True when the index is there already; throws when this one stands in the way of the wanted one. */
const isSame = (index: Index, spec: Document): boolean => {
  const sameName = index.name === spec['name']
  if (!isAlike(index, spec)) {
    if (sameName) throw conflict('IndexKeySpecsConflict', nameTaken, index, spec)
    return false
  }
  if (index.expireAfterSeconds !== spec['expireAfterSeconds']) {
    const problem = `An equivalent index already exists with ${sameName ? 'the same name but different' : 'a different name and'} options.`
    throw conflict('IndexOptionsConflict', problem, index, spec)
  }
  if (sameName) return true
  throw new MongoError(
    'IndexOptionsConflict',
    `Index already exists with a different name: ${index.name}`,
  )
}

/** The name is looked for first. */
const alreadyThere = (collection: Collection, spec: Document): boolean => {
  if (samePattern(spec['key'] as Document, { _id: 1 })) return true
  const named = collection.indexes.find((index) => index.name === spec['name'])
  return (named && isSame(named, spec)) ?? collection.indexes.some((index) => isSame(index, spec))
}

const builds = new WeakMap<Collection, Promise<void>>()

/** An index that somebody else is building may still fail, so that nobody may say before that it is there. */
const afterOthers = async (collection: Collection, build: () => Promise<void>): Promise<void> => {
  const before = builds.get(collection) ?? Promise.resolve()
  const built = before.catch(() => undefined).then(build)
  builds.set(collection, built)
  return built
}

/** Builds all or none of them. */
const buildAll = async (
  { engine }: CommandContext,
  collection: Collection,
  specs: Document[],
): Promise<void> => {
  try {
    for (const spec of specs)
      if (!alreadyThere(collection, spec))
        await buildIndex(engine, collection, spec, () => alreadyThere(collection, spec))
  } catch (error) {
    for (const index of collection.indexes)
      if (specs.includes(index.spec)) await removeIndex(engine, collection, index)
    throw error
  }
}

export const createIndexesCommand: Command = async (context) => {
  const specifications = documentsIn(context.body, 'indexes', 'createIndexes.indexes')
  if (specifications.length === 0)
    throw new MongoError('BadValue', 'Must specify at least one index to create')
  const specs = specifications.map(parseSpec)
  const name = collectionName(context)
  const createdCollectionAutomatically =
    context.engine.collections.find(context.database, name) === undefined
  const collection = await ensureCollection(context, name)
  const numIndexesBefore = collection.indexes.length
  await afterOthers(collection, () => buildAll(context, collection, specs))
  const numIndexesAfter = collection.indexes.length
  return {
    numIndexesBefore,
    numIndexesAfter,
    createdCollectionAutomatically,
    ...(numIndexesBefore === numIndexesAfter ? { note: 'all indexes already exist' } : {}),
    ok: 1,
  }
}

export const existing = (context: CommandContext, problem: string): Collection => {
  const collection = context.engine.collections.find(context.database, collectionName(context))
  if (!collection) throw new MongoError('NamespaceNotFound', problem)
  return collection
}

const namespaceIn = (context: CommandContext): string =>
  `${context.database}.${collectionName(context)}`

export const listIndexesCommand: Command = (context) => {
  const collection = existing(context, `ns does not exist: ${namespaceIn(context)}`)
  const specs = collection.indexes.filter((index) => index.ready).map((index) => index.spec)
  return cursorOver(context, collection.name, specs)
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
  const [found, other] = collection.indexes.filter((index) =>
    isDocument(selector) ? samePattern(index.key, selector) : index.name === selector,
  )
  if (!found) throw notFound(selector)
  if (other)
    throw new MongoError(
      'AmbiguousIndexKeyPattern',
      `2 indexes found for key: ${show(selector)}, identify by name instead. Conflicting indexes: ${show(found.spec)}, ${show(other.spec)}`,
    )
  if (found.name === '_id_') throw new MongoError('InvalidOptions', 'cannot drop _id index')
  return [found]
}

export const dropIndexesCommand: Command = async (context) => {
  const collection = existing(context, `ns not found ${namespaceIn(context)}`)
  const nIndexesWas = collection.indexes.length
  const { index: selector } = context.body
  for (const index of new Set(wanted(collection, selector)))
    await removeIndex(context.engine, collection, index)
  const all = selector === '*' ? { msg: 'non-_id indexes dropped for collection' } : {}
  return { nIndexesWas, ...all, ok: 1 }
}
