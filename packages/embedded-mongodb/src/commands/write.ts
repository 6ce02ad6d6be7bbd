import { ObjectId, Timestamp } from 'bson'
import {
  firstKey,
  isDocument,
  isTruthy,
  setField,
  toNumber,
  typeOf,
  type Document,
  type Numeric,
  type Value,
} from '../bson/values.js'
import { badValue, failedToParse, MongoError } from '../errors.js'
import { compileFilter } from '../match/filter.js'
import type { Query } from '../query/find.js'
import type { Collection } from '../storage/catalog.js'
import { insertRecord, writeRecord } from '../storage/records.js'
import { deleteFields, updateFields } from './command-fields.js'
import {
  collectionName,
  documentsIn,
  ensureCollection,
  existingCollection,
  optionalDocument,
  type Command,
  type CommandContext,
} from './context.js'
import { checkFields } from './fields.js'
import type { Modification } from './modify.js'
import { queryOf } from './read.js'
import { orFailing, toStatement, without } from './statement.js'
import { parseUpdate, updateModification } from './update.js'
import { runBatch, type BatchOutcome, type Statement } from './write-batch.js'

const maxBatch = 100_000

export const checkBatch = (count: number): void => {
  if (count === 0 || count > maxBatch) {
    throw new MongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${maxBatch}. Got ${count} operations.`,
    )
  }
}

/** Ids of the statements of a retryable write: given one by one, or counted from the first. */
export const statementIds = (body: Document, count: number): ((index: number) => number) => {
  const ids = body['stmtIds']
  if (Array.isArray(ids) && ids.length !== count)
    throw new MongoError(
      'InvalidLength',
      `Number of statement ids must match the number of batch entries. Got ${ids.length} statement ids but operation contains ${count} entries`,
    )
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
  const documents = documentsIn(context.body, 'documents', 'insert.documents')
  checkBatch(documents.length)
  const collection = await ensureCollection(context, collectionName(context))
  const idOf = statementIds(context.body, documents.length)
  const statements = documents.map((document, index) => ({
    id: idOf(index),
    run: (write: Parameters<typeof insertRecord>[0]): Document => {
      insertRecord(write, collection, prepareInsert(document, context.engine.now()))
      return { n: 1 }
    },
  }))
  return reply(await runBatch(context, statements, context.body['ordered'] !== false))
}

const combineUpdates = (results: Document[]): Document => {
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

export const updateStatement = (
  context: CommandContext,
  { id, collection }: { id: number; collection: Collection | undefined },
  statement: Document,
  variables: Document,
): Statement =>
  orFailing(id, () => {
    const parsed = parseUpdate(statement, variables)
    if (!collection) {
      compileFilter(parsed.query.filter)
      return without(id, { n: 0, nModified: 0 })
    }
    const modification = updateModification({ collection, parsed, now: context.engine.now() })
    return toStatement(context, { id, collection }, modification, combineUpdates)
  })

export const updateCommand: Command = async (context) => {
  const { body } = context
  const updates = documentsIn(body, 'updates', 'update.updates')
  checkBatch(updates.length)
  for (const statement of updates) checkFields('update.updates', statement, updateFields)
  if (context.retry && updates.some(({ multi }) => multi === true)) {
    throw new MongoError('InvalidOptions', 'Cannot use retryable writes with multi=true')
  }
  const name = collectionName(context)
  const collection = updates.some(({ upsert }) => upsert === true)
    ? await ensureCollection(context, name)
    : existingCollection(context, name)
  const idOf = statementIds(body, updates.length)
  const variables = optionalDocument(body, 'let')
  const statements = updates.map((statement, index) =>
    updateStatement(context, { id: idOf(index), collection }, statement, variables),
  )
  const outcome = await runBatch(context, statements, body['ordered'] !== false)
  return reply(outcome, upsertedPart(outcome))
}

const deleteModification = (
  collection: Collection,
  query: Query,
  multi: boolean,
): Modification<Document> => ({
  query,
  multi,
  apply: (write, record) => {
    writeRecord(write, collection, record.recordId, { before: record.document, after: undefined })
    return { n: 1 }
  },
  otherwise: () => undefined,
})

export const deleteStatement = (
  context: CommandContext,
  { id, collection }: { id: number; collection: Collection | undefined },
  statement: Document,
  multi: boolean,
): Statement =>
  orFailing(id, () => {
    const query = queryOf({ ...statement, limit: 0 }, 'q', context.body['let'])
    if (!collection) {
      compileFilter(query.filter)
      return without(id, { n: 0 })
    }
    return toStatement(
      context,
      { id, collection },
      deleteModification(collection, query, multi),
      (results) => ({ n: results.length }),
    )
  })

const checkDeletes = (deletes: readonly Document[], retryable: boolean): void => {
  for (const statement of deletes) {
    checkFields('delete.deletes', statement, deleteFields)
    const limit = toNumber(statement['limit'] as Numeric)
    if (limit !== 0 && limit !== 1)
      throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`)
    if (retryable && limit === 0) {
      throw new MongoError('InvalidOptions', 'Cannot use retryable writes with limit=0')
    }
  }
}

export const deleteCommand: Command = async (context) => {
  const deletes = documentsIn(context.body, 'deletes', 'delete.deletes')
  checkBatch(deletes.length)
  checkDeletes(deletes, context.retry !== undefined)
  const collection = existingCollection(context, collectionName(context))
  const idOf = statementIds(context.body, deletes.length)
  const statements = deletes.map((statement, index) =>
    deleteStatement(
      context,
      { id: idOf(index), collection },
      statement,
      !isTruthy(statement['limit']),
    ),
  )
  return reply(await runBatch(context, statements, context.body['ordered'] !== false))
}
