import { compileExpression } from '../aggregate/expression.js'
import { RawDocument } from '../bson/encode.js'
import { isTruthy, type Document } from '../bson/values.js'
import { failedToParse } from '../errors.js'
import { LongSearch } from '../query/find.js'
import { compileProjection } from '../query/projection.js'
import type { Collection } from '../storage/catalog.js'
import { writeRecord } from '../storage/records.js'
import {
  collectionName,
  ensureCollection,
  existingCollection,
  optionalDocument,
  runWrite,
  type Command,
  type CommandContext,
} from './context.js'
import type { Modification } from './modify.js'
import { queryOf } from './read.js'
import { toStatement } from './statement.js'
import { applyUpdate, insertUpsert, parseUpdate } from './update.js'

/** Results are `{lastErrorObject, value}`, as they go into the reply. */
type Make = (collection: Collection) => Modification<Document>

/** Shows a document as the client wants it; what is stored as it is shown need not be encoded again. */
type Show = (document: Document, bytes?: Buffer) => Document | RawDocument

const removal =
  (body: Document, shown: Show): Make =>
  (collection) => ({
    query: { ...queryOf(body, 'query') },
    multi: false,
    apply: (write, record) => {
      writeRecord(write, collection, record.recordId, {
        before: record.document,
        after: undefined,
      })
      return { lastErrorObject: { n: 1 }, value: shown(record.document, record.bytes) }
    },
    otherwise: () => ({ lastErrorObject: { n: 0 }, value: null }),
  })

const change = (context: CommandContext, shown: Show): Make => {
  const { body } = context
  const { update, query } = body
  const statement = { ...body, q: query ?? {}, u: update, multi: false }
  const parsed = parseUpdate(statement, optionalDocument(body, 'let'))
  const isNew = isTruthy(body['new'])
  const now = context.engine.now()
  return (collection) => ({
    query: parsed.query,
    multi: false,
    apply: (write, record) => {
      const after = applyUpdate(write, { collection, parsed, now }, record)
      const { document, bytes } = (isNew && after) || record
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: shown(document, bytes),
      }
    },
    otherwise: (write) => {
      if (!parsed.upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null }
      const document = insertUpsert(write, { collection, parsed, now })
      return {
        lastErrorObject: { n: 1, updatedExisting: false, upserted: document['_id'] },
        value: isNew ? shown(document) : null,
      }
    },
  })
}

const check = (body: Document): void => {
  if (!isTruthy(body['remove'])) {
    if (body['update'] === undefined)
      throw failedToParse('Either an update or remove=true must be specified')
    if (Array.isArray(body['update']) && body['arrayFilters'] !== undefined)
      throw failedToParse('Cannot specify arrayFilters and a pipeline update')
    return
  }
  if (body['update'] !== undefined) {
    throw failedToParse('Cannot specify both an update and remove=true')
  }
  if (isTruthy(body['upsert'])) {
    throw failedToParse('Cannot specify both upsert=true and remove=true ')
  }
  if (isTruthy(body['new'])) {
    throw failedToParse(
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    )
  }
  if (body['arrayFilters'] !== undefined)
    throw failedToParse('Cannot specify arrayFilters and remove=true')
}

const missingCollection = (removes: boolean): Document => ({
  lastErrorObject: removes ? { n: 0 } : { n: 0, updatedExisting: false },
  value: null,
  ok: 1,
})

/** (manual: reference/command/findAndModify) */
export const findAndModifyCommand: Command = async (context) => {
  const { body } = context
  check(body)
  const removes = isTruthy(body['remove'])
  const projector = compileProjection(optionalDocument(body, 'fields'), {
    find: true,
    filter: optionalDocument(body, 'query'),
    compileExpression,
  })
  const shown: Show =
    projector ?? ((document, bytes) => (bytes ? new RawDocument(bytes) : document))
  const make = removes ? removal(body, shown) : change(context, shown)
  const name = collectionName(context)
  const collection = isTruthy(body['upsert'])
    ? await ensureCollection(context, name)
    : existingCollection(context, name)
  if (!collection) return missingCollection(removes)
  const id = Number(body['stmtId'] ?? 0)
  const statement = toStatement(
    context,
    { id, collection },
    make(collection),
    ([result = {}]) => result,
  )
  const outcome = await runWrite(context, (write) => {
    const before = context.retry?.find(id)
    if (before) return before
    const result = statement.run(write)
    context.retry?.save(write.view, id, result)
    return result
  }).catch((error: unknown) => {
    if (error instanceof LongSearch) return statement.runSlowly()
    throw error
  })
  return { lastErrorObject: outcome['lastErrorObject'], value: outcome['value'], ok: 1 }
}
