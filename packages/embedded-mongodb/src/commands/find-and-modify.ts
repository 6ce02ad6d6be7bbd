import { compileExpression } from '../aggregate/expression.js'
import { isDocument, isTruthy, type Document } from '../bson/values.js'
import { failedToParse } from '../errors.js'
import { findNow, prepare } from '../query/find.js'
import { compileProjection } from '../query/projection.js'
import type { Collection } from '../storage/catalog.js'
import { writeRecord, type WriteContext } from '../storage/records.js'
import {
  collectionName,
  ensureCollection,
  optionalDocument,
  runWrite,
  type Command,
  type CommandContext,
} from './context.js'
import { queryOf } from './read.js'
import { applyUpdate, insertUpsert, parseUpdate, type ParsedUpdate } from './update.js'

type Outcome = { value: Document | null; lastErrorObject: Document }

const remove = (write: WriteContext, collection: Collection, body: Document): Outcome => {
  const query = { ...queryOf(body, 'query'), limit: 1 }
  const [record] = findNow(write.view, collection, prepare(collection, query))
  if (!record) return { value: null, lastErrorObject: { n: 0 } }
  writeRecord(write, collection, record.recordId, { before: record.document, after: undefined })
  return { value: record.document, lastErrorObject: { n: 1 } }
}

const modify = (
  write: WriteContext,
  collection: Collection,
  parsed: ParsedUpdate,
  options: { isNew: boolean; now: number },
): Outcome => {
  const [record] = findNow(write.view, collection, prepare(collection, parsed.query))
  if (record) {
    const after = applyUpdate(write, collection, record, parsed, options.now) ?? record.document
    return {
      value: options.isNew ? after : record.document,
      lastErrorObject: { n: 1, updatedExisting: true },
    }
  }
  if (!parsed.upsert) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } }
  const document = insertUpsert(write, collection, parsed, options.now)
  return {
    value: options.isNew ? document : null,
    lastErrorObject: { n: 1, updatedExisting: false, upserted: document['_id'] },
  }
}

const check = (body: Document): void => {
  const removes = isTruthy(body['remove'])
  if (removes && body['update'] !== undefined)
    throw failedToParse("Cannot specify both an 'update' and 'remove'=true")
  if (removes && isTruthy(body['upsert']))
    throw failedToParse("Cannot specify both 'upsert'=true and 'remove'=true")
  if (removes && isTruthy(body['new']))
    throw failedToParse(
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    )
  if (!removes && body['update'] === undefined)
    throw failedToParse('Either an update or remove=true must be specified')
}

const operation = (
  context: CommandContext,
): ((write: WriteContext, collection: Collection) => Outcome) => {
  const { body } = context
  check(body)
  if (isTruthy(body['remove'])) return (write, collection) => remove(write, collection, body)
  const statement = { ...body, q: optionalDocument(body, 'query'), u: body['update'], multi: false }
  const parsed = parseUpdate(statement, optionalDocument(body, 'let'))
  const isNew = isTruthy(body['new'])
  return (write, collection) =>
    modify(write, collection, parsed, { isNew, now: context.engine.now() })
}

export const findAndModifyCommand: Command = async (context) => {
  const { body, retry } = context
  const run = operation(context)
  const fields = isDocument(body['fields']) ? body['fields'] : {}
  const projector = compileProjection(fields, {
    find: true,
    filter: optionalDocument(body, 'query'),
    compileExpression,
  })
  const collection = isTruthy(body['upsert'])
    ? await ensureCollection(context, collectionName(context))
    : context.engine.collection(context.database, collectionName(context))
  if (!collection)
    return {
      lastErrorObject: isTruthy(body['remove']) ? { n: 0 } : { n: 0, updatedExisting: false },
      value: null,
      ok: 1,
    }
  const statement = Number(body['stmtId'] ?? 0)
  const outcome = await runWrite(context, (write): Document => {
    const before = retry?.find(statement)
    if (before) return { lastErrorObject: before['lastErrorObject'], value: before['value'] }
    const { value, lastErrorObject } = run(write, collection)
    const result = { lastErrorObject, value: value && projector ? projector(value) : value }
    retry?.save(write.view, statement, result)
    return result
  })
  return { ...outcome, ok: 1 }
}
