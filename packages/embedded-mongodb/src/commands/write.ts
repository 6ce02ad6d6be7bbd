import { ObjectId, Timestamp } from 'bson'
import {
  firstKey,
  isDocument,
  isTruthy,
  setField,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { badValue, LocationError, MongoError } from '../errors.js'
import type { Collection } from '../storage/catalog.js'
import { insertRecord, writeRecord } from '../storage/records.js'
import {
  collectionName,
  documentsIn,
  ensureCollection,
  existingCollection,
  optionalDocument,
  type Command,
} from './context.js'
import type { Modification } from './modify.js'
import { queryOf } from './read.js'
import { toStatement } from './statement.js'
import { parseUpdate, updateModification } from './update.js'
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

/** Ids of the statements of a retryable write: given one by one, or counted from the first. */
export const statementIds = (body: Document): ((index: number) => number) => {
  const ids = body['stmtIds']
  const first = Number(body['stmtId'] ?? 0)
  return (index) => (Array.isArray(ids) ? Number(ids[index]) : first + index)
}

const sum = (results: readonly (Document | undefined)[], field: string): number =>
  results.reduce((total, result) => total + Number(result?.[field] ?? 0), 0)

const reply = (outcome: BatchOutcome, extra: Document = {}): Document => ({
  n: sum(outcome.results, 'n'),
  ...extra,
  ...(outcome.errors.length > 0 ? { writeErrors: outcome.errors } : {}),
  ok: 1,
})

const unfitIds: Record<string, string> = { array: 'an array', regex: 'a regex' }

const checkId = (id: Value): void => {
  const unfit = unfitIds[typeOf(id).name]
  if (unfit) throw badValue(`can't use ${unfit} for _id`)
  const bad = isDocument(id) ? Object.keys(id).find((key) => key.startsWith('$')) : undefined
  if (bad) {
    throw new MongoError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${bad} is not valid for storage.`,
    )
  }
}

/** The document as it is stored: `_id` first and never missing, empty timestamps filled in. */
export const prepareInsert = (document: Document, now: number): Document => {
  checkId(document['_id'])
  for (const key of Object.keys(document)) {
    const value = document[key]
    if (value instanceof Timestamp && value.isZero() && key !== '_id') {
      setField(document, key, new Timestamp({ t: Math.floor(now / 1000), i: 1 }))
    }
  }
  if (firstKey(document) === '_id') return document
  const { _id = new ObjectId(), ...rest } = document
  return { _id, ...rest }
}

export const insertCommand: Command = async (context) => {
  const documents = documentsIn(context.body, 'documents')
  checkBatch(documents.length)
  const collection = await ensureCollection(context, collectionName(context))
  const idOf = statementIds(context.body)
  const statements = documents.map((document, index) => ({
    id: idOf(index),
    run: (write: Parameters<typeof insertRecord>[0]): Document => {
      insertRecord(write, collection, prepareInsert(document, context.engine.now()))
      return { n: 1 }
    },
  }))
  return reply(await runBatch(context, statements, context.body['ordered'] !== false))
}

export const combineUpdates = (results: Document[]): Document => {
  const upserted = results.find((result) => Object.hasOwn(result, 'upserted'))
  return {
    n: sum(results, 'n'),
    nModified: sum(results, 'nModified'),
    ...(upserted ? { upserted: upserted['upserted'] } : {}),
  }
}

const upsertedPart = (outcome: BatchOutcome): Document => {
  const upserted = outcome.results.flatMap((result, index) =>
    result && Object.hasOwn(result, 'upserted') ? [{ index, _id: result['upserted'] }] : [],
  )
  const nModified = sum(outcome.results, 'nModified')
  return { ...(upserted.length > 0 ? { upserted } : {}), nModified }
}

export const updateCommand: Command = async (context) => {
  const { body } = context
  const updates = documentsIn(body, 'updates')
  checkBatch(updates.length)
  const name = collectionName(context)
  const parsed = updates.map((statement) => parseUpdate(statement, optionalDocument(body, 'let')))
  if (context.retry && parsed.some((one) => one.multi)) {
    throw new MongoError('InvalidOptions', 'Cannot use retryable writes with multi=true')
  }
  const upserting = parsed.some((one) => one.upsert)
  const collection = upserting
    ? await ensureCollection(context, name)
    : existingCollection(context, name)
  if (!collection) return { n: 0, nModified: 0, ok: 1 }
  const idOf = statementIds(body)
  const now = context.engine.now()
  const statements = parsed.map((one, index) =>
    toStatement(
      context,
      { id: idOf(index), collection },
      updateModification({ collection, parsed: one, now }),
      combineUpdates,
    ),
  )
  const outcome = await runBatch(context, statements, body['ordered'] !== false)
  return reply(outcome, upsertedPart(outcome))
}

/** One statement of the delete command. */
export const deleteModification = (
  collection: Collection,
  statement: Document,
  variables: Value,
): Modification<Document> => ({
  query: queryOf({ ...statement, limit: 0 }, 'q', variables),
  multi: !isTruthy(statement['limit']),
  apply: (write, record) => {
    writeRecord(write, collection, record.recordId, { before: record.document, after: undefined })
    return { n: 1 }
  },
  otherwise: () => undefined,
})

const checkDeletes = (deletes: readonly Document[], retryable: boolean): void => {
  for (const { limit, q } of deletes) {
    if (!isDocument(q))
      throw new LocationError(
        40414,
        "BSON field 'delete.deletes.q' is missing but a required field",
      )
    if (limit === undefined) {
      throw new LocationError(
        40414,
        "BSON field 'delete.deletes.limit' is missing but a required field",
      )
    }
    if (retryable && !isTruthy(limit)) {
      throw new MongoError('InvalidOptions', 'Cannot use retryable writes with limit=0')
    }
  }
}

export const deleteCommand: Command = async (context) => {
  const deletes = documentsIn(context.body, 'deletes')
  checkBatch(deletes.length)
  checkDeletes(deletes, context.retry !== undefined)
  const collection = existingCollection(context, collectionName(context))
  if (!collection) return { n: 0, ok: 1 }
  const idOf = statementIds(context.body)
  const statements = deletes.map((statement, index) =>
    toStatement(
      context,
      { id: idOf(index), collection },
      deleteModification(collection, statement, context.body['let']),
      (results) => ({ n: results.length }),
    ),
  )
  return reply(await runBatch(context, statements, context.body['ordered'] !== false))
}
