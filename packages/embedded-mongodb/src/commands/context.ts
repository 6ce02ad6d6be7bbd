import type { Document, Value } from '../bson/values.js'
import { isDocument, isNumeric, toNumber, typeOf } from '../bson/values.js'
import type { Engine } from '../engine/engine.js'
import { MongoError } from '../errors.js'
import type { Cursors } from '../query/cursors.js'
import type { Collection } from '../storage/catalog.js'
import type { Snapshot } from '../storage/store.js'
import type { WriteContext } from '../storage/write-context.js'
import type { Retry } from '../transactions/retry.js'
import type { Transaction } from '../transactions/transactions.js'
import { wrongType } from './fields.js'

export type CommandContext = {
  engine: Engine
  cursors: Cursors
  connection: object
  database: string
  name: string
  body: Document
  session: string | undefined
  transaction: Transaction | undefined
  /** Present for a retryable write. */
  retry: Retry | undefined
  serverStatus: () => Document
}

export type Command = (context: CommandContext) => Promise<Document> | Document

/** The collection's name, which a command carries under its own name. */
export const collectionName = ({ body, name, database }: CommandContext): string => {
  const value = body[name]
  if (typeof value !== 'string') {
    throw new MongoError(
      'InvalidNamespace',
      `collection name has invalid type ${typeOf(value).name}`,
    )
  }
  if (value === '')
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${database}.'`)
  return value
}

export const splitNamespace = (
  value: Value,
  problem: string,
): { database: string; name: string } => {
  const at = typeof value === 'string' ? value.indexOf('.') : -1
  if (typeof value !== 'string' || at < 1)
    throw new MongoError('InvalidNamespace', `${problem} '${String(value)}'`)
  return { database: value.slice(0, at), name: value.slice(at + 1) }
}

export const optionalDocument = (body: Document, field: string): Document => {
  const value = body[field] ?? {}
  if (!isDocument(value)) throw wrongType(field, value, ['object'])
  return value
}

export const optionalNumber = (body: Document, field: string): number | undefined => {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (!isNumeric(value)) throw wrongType(field, value, ['long', 'int', 'decimal', 'double'])
  return toNumber(value)
}

/** `path` is the field's name in errors. */
export const documentsIn = (body: Document, field: string, path = field): Document[] => {
  const value = body[field]
  if (!Array.isArray(value)) throw wrongType(path, value, ['array'])
  return value.map((item: Value, index) => {
    if (!isDocument(item)) throw wrongType(`${path}.${index}`, item, ['object'])
    return item
  })
}

/** Runs a write in the open transaction or on its own. In a transaction every failure ends the transaction. */
export const runWrite = async <T>(
  context: CommandContext,
  run: (write: WriteContext) => T,
): Promise<T> =>
  context.transaction ? run(context.transaction.context) : context.engine.write(run)

/** What a command reads from; the caller releases it. Inside a transaction this is the transaction's own view. */
export const readView = ({ transaction, engine }: CommandContext): Snapshot =>
  transaction?.view ?? engine.store.snapshot()

/** The collection, if it exists. A transaction may not use one whose indexes changed after its snapshot. */
export const existingCollection = (
  { engine, database, transaction }: CommandContext,
  name: string,
): Collection | undefined => {
  const collection = engine.collections.find(database, name)
  if (collection && transaction && collection.changedAt > transaction.snapshot) {
    throw new MongoError(
      'SnapshotUnavailable',
      `Unable to read from a snapshot due to pending collection catalog changes; please retry the operation. Collection: ${database}.${name}`,
      {},
      ['TransientTransactionError'],
    )
  }
  return collection
}

export const ensureCollection = async (
  context: CommandContext,
  name: string,
): Promise<Collection> =>
  existingCollection(context, name) ?? context.engine.collections.ensure(context.database, name)

export const refuseCollation = (body: Document): void => {
  const collation = body['collation']
  if (
    isDocument(collation) &&
    Object.keys(collation).length > 0 &&
    collation['locale'] !== 'simple'
  ) {
    throw new MongoError(
      'NotImplemented',
      'collations other than simple are not supported by the embedded server',
    )
  }
}
