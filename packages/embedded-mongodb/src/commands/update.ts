import { ObjectId } from 'bson'
import { compilePipelineUpdate } from '../aggregate/update-pipeline.js'
import { identical } from '../bson/compare.js'
import { isDocument, isTruthy, setField, type Document, type Value } from '../bson/values.js'
import { failedToParse, LocationError } from '../errors.js'
import { matchedPosition } from '../match/matched-position.js'
import { findNow, prepare, type Query } from '../query/find.js'
import type { Collection } from '../storage/catalog.js'
import {
  insertRecord,
  writeRecord,
  type StoredRecord,
  type WriteContext,
} from '../storage/records.js'
import { compileUpdate, type Updater } from '../update/update.js'
import { upsertSeed } from '../update/upsert.js'
import { documentsIn, optionalDocument } from './context.js'
import { queryOf } from './read.js'

export type ParsedUpdate = {
  query: Query
  updater: Updater
  multi: boolean
  upsert: boolean
  update: Value
}
export type UpdateResult = { n: number; nModified: number; upserted?: Value }

const defined = (statement: Document): void => {
  if (!isDocument(statement['q']))
    throw new LocationError(40414, "BSON field 'update.updates.q' is missing but a required field")
  if (statement['u'] === undefined)
    throw new LocationError(40414, "BSON field 'update.updates.u' is missing but a required field")
}

export const parseUpdate = (statement: Document, variables: Document): ParsedUpdate => {
  defined(statement)
  const multi = isTruthy(statement['multi'])
  const updater = compileUpdate(statement['u'], {
    arrayFilters:
      statement['arrayFilters'] === undefined ? [] : documentsIn(statement, 'arrayFilters'),
    variables: { ...variables, ...optionalDocument(statement, 'c') },
    compilePipeline: compilePipelineUpdate,
  })
  if (multi && updater.replaces)
    throw failedToParse('multi update is not supported for replacement-style update')
  const query = { ...queryOf(statement, 'q'), limit: multi ? 0 : 1 }
  return { query, updater, multi, upsert: isTruthy(statement['upsert']), update: statement['u'] }
}

/** The array before `.$`, for which the matched position is wanted. */
const positionalPath = (update: Value): string | undefined => {
  if (!isDocument(update)) return undefined
  const paths = Object.values(update).flatMap((fields) =>
    isDocument(fields) ? Object.keys(fields) : [],
  )
  return paths
    .find((path) => path.includes('.$') && /\.\$(\.|$)/.test(path))
    ?.split(/\.\$(?:\.|$)/)[0]
}

export const applyUpdate = (
  write: WriteContext,
  collection: Collection,
  record: StoredRecord,
  parsed: ParsedUpdate,
  now: number,
): Document | undefined => {
  const path = parsed.updater.needsPosition ? positionalPath(parsed.update) : undefined
  const matched =
    path === undefined ? undefined : matchedPosition(parsed.query.filter, record.document, path)
  const after = parsed.updater(record.document, { matched, now: new Date(now), insert: false })
  if (identical(record.document, after)) return undefined
  writeRecord(write, collection, record.recordId, { before: record.document, after })
  return after
}

/** Makes and inserts the document of an upsert that found nothing. */
export const insertUpsert = (
  write: WriteContext,
  collection: Collection,
  parsed: ParsedUpdate,
  now: number,
): Document => {
  const seed = parsed.updater.replaces
    ? upsertSeed(parsed.query.filter, true)
    : upsertSeed(parsed.query.filter, false)
  const made = parsed.updater(seed, { matched: undefined, now: new Date(now), insert: true })
  const document: Document = { _id: made['_id'] ?? new ObjectId() }
  for (const key of Object.keys(made)) if (key !== '_id') setField(document, key, made[key])
  insertRecord(write, collection, document)
  return document
}

/** Runs one update statement. */
export const updateMatching = (
  write: WriteContext,
  collection: Collection,
  parsed: ParsedUpdate,
  now: number,
): UpdateResult => {
  const records = findNow(write.view, collection, prepare(collection, parsed.query))
  if (records.length === 0 && parsed.upsert) {
    const document = insertUpsert(write, collection, parsed, now)
    return { n: 1, nModified: 0, upserted: document['_id'] }
  }
  let nModified = 0
  for (const record of records) if (applyUpdate(write, collection, record, parsed, now)) nModified++
  return { n: records.length, nModified }
}
