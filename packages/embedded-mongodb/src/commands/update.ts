import { ObjectId } from 'bson'
import { compilePipelineUpdate } from '../aggregate/update-pipeline.js'
import { encode } from '../bson/encode.js'
import {
  isDocument,
  isTruthy,
  setField,
  typeOf,
  type Document,
  type Value,
} from '../bson/values.js'
import { failedToParse, LocationError, MongoError } from '../errors.js'
import { matchedPosition } from '../match/matched-position.js'
import type { Query } from '../query/find.js'
import type { Collection } from '../storage/catalog.js'
import {
  insertRecord,
  maxDocumentBytes,
  writeRecord,
  type StoredRecord,
} from '../storage/records.js'
import type { WriteContext } from '../storage/write-context.js'
import { compileUpdate, type Updater } from '../update/update.js'
import { upsertSeed } from '../update/upsert.js'
import { documentsIn, optionalDocument } from './context.js'
import type { Modification } from './modify.js'
import { queryOf } from './read.js'

export type ParsedUpdate = {
  query: Query
  updater: Updater
  multi: boolean
  upsert: boolean
  update: Value
}
export type UpdateTarget = { collection: Collection; parsed: ParsedUpdate; now: number }

const checkOptions = (statement: Document, multi: boolean, updater: Updater): void => {
  if (statement['c'] !== undefined && !Array.isArray(statement['u']))
    throw new LocationError(51198, 'Constant values may only be specified for pipeline updates')
  if (!multi) return
  if (updater.replaces)
    throw failedToParse('multi update is not supported for replacement-style update')
  if (statement['sort'] !== undefined) throw failedToParse('Cannot specify sort with multi=true')
}

export const parseUpdate = (statement: Document, variables: Document): ParsedUpdate => {
  const multi = isTruthy(statement['multi'])
  const updater = compileUpdate(statement['u'], {
    arrayFilters:
      (statement['arrayFilters'] ?? undefined) === undefined
        ? []
        : documentsIn(statement, 'arrayFilters'),
    variables: { ...variables, ...optionalDocument(statement, 'c') },
    compilePipeline: compilePipelineUpdate,
  })
  checkOptions(statement, multi, updater)
  const query = { ...queryOf(statement, 'q', variables), limit: 0 }
  return { query, updater, multi, upsert: isTruthy(statement['upsert']), update: statement['u'] }
}

/** The array before `.$`, for which the matched position is wanted. */
const positionalPath = (update: Value): string | undefined => {
  if (!isDocument(update)) return undefined
  const paths = Object.values(update).flatMap((fields) =>
    isDocument(fields) ? Object.keys(fields) : [],
  )
  return paths.find((path) => /\.\$(\.|$)/.test(path))?.split(/\.\$(?:\.|$)/)[0]
}

/** Changes one document; returns it as it is now and its bytes, undefined when nothing changed. */
export const applyUpdate = (
  write: WriteContext,
  { collection, parsed, now }: UpdateTarget,
  record: StoredRecord,
): { document: Document; bytes: Buffer } | undefined => {
  const path = parsed.updater.needsPosition ? positionalPath(parsed.update) : undefined
  const matched =
    path === undefined ? undefined : matchedPosition(parsed.query.filter, record.document, path)
  const after = parsed.updater(record.document, { matched, now: new Date(now), insert: false })
  const bytes = encode(after)
  if (bytes.equals(record.bytes)) return undefined
  if (bytes.length > maxDocumentBytes)
    throw new LocationError(
      17419,
      `Resulting document after update is larger than ${maxDocumentBytes}`,
    )
  writeRecord(write, collection, record.recordId, { before: record.document, after, bytes })
  return { document: after, bytes }
}

/** Makes and inserts the document of an upsert that found nothing. */
export const insertUpsert = (
  write: WriteContext,
  { collection, parsed, now }: UpdateTarget,
): Document => {
  const seed = upsertSeed(parsed.query.filter, parsed.updater.replaces)
  const made = parsed.updater(seed, { matched: undefined, now: new Date(now), insert: true })
  const document: Document = { _id: made['_id'] === undefined ? new ObjectId() : made['_id'] }
  const { name } = typeOf(document['_id'])
  if (name === 'array' || name === 'regex')
    throw new MongoError('InvalidIdField', `The '_id' value cannot be of type ${name}`)
  for (const key of Object.keys(made)) if (key !== '_id') setField(document, key, made[key])
  insertRecord(write, collection, document)
  return document
}

/** One statement of the update command; each result is `{n, nModified, upserted?}`. */
export const updateModification = (target: UpdateTarget): Modification<Document> => ({
  query: target.parsed.query,
  multi: target.parsed.multi,
  apply: (write, record) => ({ n: 1, nModified: applyUpdate(write, target, record) ? 1 : 0 }),
  otherwise: (write) =>
    target.parsed.upsert
      ? { n: 1, nModified: 0, upserted: insertUpsert(write, target)['_id'] }
      : undefined,
})
