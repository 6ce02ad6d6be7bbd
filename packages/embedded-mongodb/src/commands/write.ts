import { ObjectId, Timestamp } from 'bson'
import { isDocument, isTruthy, type Document, type Value } from '../bson/values.js'
import { badValue, LocationError, MongoError } from '../errors.js'
import { insertRecord, type WriteContext } from '../storage/records.js'
import type { Collection } from '../storage/catalog.js'
import {
  documentsIn,
  ensureCollection,
  optionalDocument,
  type Command,
  type CommandContext,
  collectionName,
} from './context.js'
import { deleteMatching } from './delete.js'
import { parseUpdate, updateMatching, type UpdateResult } from './update.js'
import { runBatch, type BatchOutcome } from './write-batch.js'

const maxBatch = 100_000

const checkBatch = (count: number): void => {
  if (count === 0 || count > maxBatch) {
    throw new MongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${maxBatch}. Got ${count} operations.`,
    )
  }
}

/** The first statement id, or one for each statement. */
const statementIds = (body: Document): ((index: number) => number) => {
  const ids = body['stmtIds']
  const first = Number(body['stmtId'] ?? 0)
  return (index) => (Array.isArray(ids) ? Number(ids[index]) : first + index)
}

const reply = (outcome: BatchOutcome, extra: Document = {}): Document => ({
  n: outcome.results.reduce((sum, result) => sum + Number(result?.['n'] ?? 0), 0),
  ...extra,
  ...(outcome.errors.length > 0 ? { writeErrors: outcome.errors } : {}),
  ok: 1,
})

const withId = (document: Document, now: number): Document => {
  const id = document['_id']
  if (Array.isArray(id))
    throw new MongoError('InvalidIdField', "The '_id' value cannot be of type array")
  if (isDocument(id)) checkIdFields(id)
  const result = id === undefined ? { _id: new ObjectId(), ...document } : idFirst(document)
  // an empty timestamp at the top level becomes the present one
  for (const key of Object.keys(result)) {
    const value = result[key]
    if (key !== '_id' && value instanceof Timestamp && value.isZero()) {
      result[key] = new Timestamp({ t: Math.floor(now / 1000), i: 1 })
    }
  }
  return result
}

const checkIdFields = (id: Document): void => {
  const bad = Object.keys(id).find((key) => key.startsWith('$'))
  if (bad)
    throw new MongoError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${bad} is not valid for storage.`,
    )
}

const idFirst = (document: Document): Document => {
  if (Object.keys(document)[0] === '_id') return document
  const { _id, ...rest } = document
  return { _id, ...rest }
}

export const insertDocument = (
  write: WriteContext,
  collection: Collection,
  document: Document,
  now: number,
): void => {
  insertRecord(write, collection, withId(document, now))
}

export const insertCommand: Command = async (context) => {
  const documents = documentsIn(context.body, 'documents')
  checkBatch(documents.length)
  const collection = await ensureCollection(context, collectionName(context))
  const outcome = await runBatch(context, {
    count: documents.length,
    ordered: context.body['ordered'] !== false,
    statementId: statementIds(context.body),
    run: (write, index) => {
      insertDocument(write, collection, documents[index] ?? {}, context.engine.now())
      return { n: 1 }
    },
  })
  return reply(outcome)
}

export const updateCommand: Command = async (context) => {
  const updates = documentsIn(context.body, 'updates')
  checkBatch(updates.length)
  const name = collectionName(context)
  const parsed = updates.map((statement) =>
    parseUpdate(statement, optionalDocument(context.body, 'let')),
  )
  if (context.retry && parsed.some((one) => one.multi)) {
    throw new MongoError('InvalidOptions', 'Cannot use retryable writes with multi=true')
  }
  const upserting = parsed.some((one) => one.upsert)
  const collection = upserting
    ? await ensureCollection(context, name)
    : context.engine.collection(context.database, name)
  if (!collection) return { n: 0, nModified: 0, ok: 1 }
  const outcome = await runBatch(context, {
    count: parsed.length,
    ordered: context.body['ordered'] !== false,
    statementId: statementIds(context.body),
    run: (write, index) => {
      const statement = parsed[index]
      if (!statement) throw badValue('no such statement')
      return updateMatching(
        write,
        collection,
        statement,
        context.engine.now(),
      ) as unknown as Document
    },
  })
  return reply(outcome, upsertedPart(outcome))
}

const upsertedPart = (outcome: BatchOutcome): Document => {
  const upserted = outcome.results.flatMap((result, index) =>
    result && Object.hasOwn(result, 'upserted')
      ? [{ index, _id: (result as UpdateResult).upserted }]
      : [],
  )
  const nModified = outcome.results.reduce(
    (sum, result) => sum + Number(result?.['nModified'] ?? 0),
    0,
  )
  return { ...(upserted.length > 0 ? { upserted } : {}), nModified }
}

export const deleteCommand: Command = async (context) => {
  const deletes = documentsIn(context.body, 'deletes')
  checkBatch(deletes.length)
  const limits = deletes.map((statement): Value => statement['limit'])
  if (limits.some((limit) => limit === undefined))
    throw new LocationError(
      40414,
      "BSON field 'delete.deletes.limit' is missing but a required field",
    )
  if (context.retry && limits.some((limit) => !isTruthy(limit))) {
    throw new MongoError('InvalidOptions', 'Cannot use retryable writes with limit=0')
  }
  const collection = context.engine.collection(context.database, collectionName(context))
  if (!collection) return { n: 0, ok: 1 }
  const outcome = await runBatch(context, {
    count: deletes.length,
    ordered: context.body['ordered'] !== false,
    statementId: statementIds(context.body),
    run: (write, index) => ({ n: deleteMatching(write, collection, deletes[index] ?? {}) }),
  })
  return reply(outcome)
}

export const retryableCommands = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'bulkWrite',
])

export type { CommandContext }
