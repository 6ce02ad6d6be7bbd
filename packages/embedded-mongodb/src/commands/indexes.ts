import { Long } from 'bson'
import { equal } from '../bson/compare.js'
import { isDocument, isNumeric, toNumber, type Document, type Value } from '../bson/values.js'
import { buildIndex, removeIndex } from '../engine/build-index.js'
import { LocationError, MongoError } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import {
  createIndexObject,
  namespaceOf,
  saveCollection,
  type Collection,
  type Index,
} from '../storage/catalog.js'
import { entriesOf } from '../storage/keys.js'
import {
  collectionName,
  documentsIn,
  ensureCollection,
  type Command,
  type CommandContext,
} from './context.js'

const cannot = (message: string): MongoError => new MongoError('CannotCreateIndex', message)

const checkKey = (key: Value): Document => {
  if (!isDocument(key) || Object.keys(key).length === 0) throw cannot('Index keys cannot be empty.')
  if (Object.keys(key).length > 32) throw new LocationError(13103, 'too many compound keys')
  for (const [path, direction] of Object.entries(key)) {
    if (typeof direction === 'string')
      throw new MongoError(
        'NotImplemented',
        `index type '${direction}' is not supported by the embedded server`,
      )
    if (!isNumeric(direction) || toNumber(direction) === 0 || Number.isNaN(toNumber(direction))) {
      throw cannot(
        `Values in v:2 index key pattern must be numbers > 0, numbers < 0 or strings; field ${path}`,
      )
    }
    if (path === '') throw cannot('Index keys cannot be an empty field.')
    if (path.includes('$**'))
      throw new MongoError(
        'NotImplemented',
        'wildcard indexes are not supported by the embedded server',
      )
    if (path.split('.').some((part) => part.startsWith('$')))
      throw cannot("Index key contains an illegal field name: field name starts with '$'.")
  }
  return key
}

const known = new Set([
  'key',
  'name',
  'v',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'hidden',
  'collation',
  'ns',
  'dropDups',
  'commitQuorum',
])

const parseSpec = (specification: Document): Document => {
  const unknown = Object.keys(specification).find((name) => !known.has(name))
  if (unknown) {
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${unknown}' is not valid for an index specification. Specification: ${JSON.stringify(specification)}`,
    )
  }
  const key = checkKey(specification['key'])
  const name = specification['name']
  if (typeof name !== 'string' || name === '')
    throw cannot('The index name must be a non-empty string')
  const result: Document = { v: 2, key, name }
  if (specification['unique'] === true) result['unique'] = true
  if (specification['sparse'] === true) result['sparse'] = true
  addPartial(result, specification['partialFilterExpression'])
  addExpiry(result, specification['expireAfterSeconds'], key)
  const { collation } = specification
  if (specification['hidden'] === true)
    throw new MongoError(
      'NotImplemented',
      'hidden indexes are not supported by the embedded server',
    )
  if (isDocument(collation) && collation['locale'] !== 'simple') {
    throw new MongoError(
      'NotImplemented',
      'collations other than simple are not supported by the embedded server',
    )
  }
  return result
}

const partialOperators = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'])

const checkPartial = (filter: Document): void => {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' || key === '$or') for (const part of value as Document[]) checkPartial(part)
    else if (key.startsWith('$')) throw cannot(`unsupported expression in partial index: ${key}`)
    const operators = isDocument(value)
      ? Object.entries(value).filter(([name]) => name.startsWith('$'))
      : []
    const bad = operators.find(
      ([name, operand]) => !partialOperators.has(name) || (name === '$exists' && operand === false),
    )
    if (bad && !key.startsWith('$'))
      throw cannot(`Expression not supported in partial index: ${key}: {${bad[0]}: ...}`)
  }
}

const addPartial = (result: Document, filter: Value): void => {
  if (filter === undefined) return
  if (!isDocument(filter))
    throw cannot("'partialFilterExpression' for an index has to be a document")
  if (result['sparse'] === true)
    throw cannot("cannot mix 'partialFilterExpression' and 'sparse' options")
  checkPartial(filter)
  compileFilter(filter)
  result['partialFilterExpression'] = filter
}

const addExpiry = (result: Document, seconds: Value, key: Document): void => {
  if (seconds === undefined) return
  if (!isNumeric(seconds)) throw cannot("TTL index 'expireAfterSeconds' option must be numeric")
  const value = toNumber(seconds)
  if (value < 0 || value > 2147483647)
    throw cannot(
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number. ${value}`,
    )
  if (Object.keys(key).length > 1)
    throw cannot('TTL indexes are single-field indexes, compound indexes do not support TTL')
  if (Object.hasOwn(key, '_id'))
    throw cannot("The field 'expireAfterSeconds' is not valid for an _id index specification")
  result['expireAfterSeconds'] = value
}

const sameOptions = (a: Document, b: Document): boolean =>
  ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'].every((name) =>
    equal(a[name] ?? null, b[name] ?? null),
  )

const sameKey = (a: Document, b: Document): boolean =>
  JSON.stringify(Object.entries(a).map(([k, v]) => [k, Number(v)])) ===
  JSON.stringify(Object.entries(b).map(([k, v]) => [k, Number(v)]))

/** True when the index is there already; throws when another one stands in its way. */
export const alreadyThere = (collection: Collection, spec: Document): boolean => {
  const key = spec['key'] as Document
  if (Object.keys(key).length === 1 && key['_id'] !== undefined) return true
  for (const index of collection.indexes) {
    const keyAlike = sameKey(index.key, key)
    if (index.name === spec['name']) {
      if (keyAlike && sameOptions(index.spec, spec)) return true
      throw new MongoError(
        keyAlike ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(index.spec)}`,
      )
    }
    if (keyAlike && equal(index.partialFilter ?? null, spec['partialFilterExpression'] ?? null)) {
      throw new MongoError(
        'IndexOptionsConflict',
        `Index already exists with a different name: ${index.name}`,
      )
    }
  }
  return false
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

const wanted = (collection: Collection, selector: Value): Index[] => {
  const droppable = collection.indexes.filter((index) => index.name !== '_id_')
  if (selector === '*') return droppable
  if (Array.isArray(selector)) return selector.flatMap((one: Value) => wanted(collection, one))
  const found = collection.indexes.find((index) =>
    isDocument(selector) ? sameKey(index.key, selector) : index.name === selector,
  )
  if (!found) {
    throw new MongoError(
      'IndexNotFound',
      isDocument(selector)
        ? `can't find index with key: ${JSON.stringify(selector)}`
        : `index not found with name [${String(selector)}]`,
    )
  }
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
