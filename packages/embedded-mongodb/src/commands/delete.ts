import { isTruthy, type Document } from '../bson/values.js'
import { findNow, prepare } from '../query/find.js'
import type { Collection } from '../storage/catalog.js'
import { writeRecord, type WriteContext } from '../storage/records.js'
import { queryOf } from './read.js'

/** Deletes what one delete statement names; returns how many documents went. */
export const deleteMatching = (
  write: WriteContext,
  collection: Collection,
  statement: Document,
): number => {
  const one = isTruthy(statement['limit'])
  const query = { ...queryOf({ ...statement, limit: one ? 1 : 0 }, 'q') }
  const records = findNow(write.view, collection, prepare(collection, query))
  for (const record of records) {
    writeRecord(write, collection, record.recordId, { before: record.document, after: undefined })
  }
  return records.length
}
