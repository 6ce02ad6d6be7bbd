import { decode } from '../bson/decode.js'
import { encode } from '../bson/encode.js'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import type { Collection } from './catalog.js'
import { applyChanges, checkedChanges } from './entries.js'
import { recordKey } from './keys.js'
import type { WriteContext } from './write-context.js'

export const maxDocumentBytes = 16 * 1024 * 1024

const tooLarge = (size: number): MongoError =>
  new MongoError(
    'BSONObjectTooLarge',
    `BSONObj size: ${size} (0x${size.toString(16).toUpperCase()}) is invalid. Size must be between 0 and 16793600(16MB)`,
  )

/** Writes or removes one record with all its index entries. Every check comes before the first write. */
export const writeRecord = (
  context: WriteContext,
  collection: Collection,
  recordId: number,
  change: { before: Document | undefined; after: Document | undefined; bytes?: Buffer },
): void => {
  const { before, after } = change
  const key = recordKey(collection.id, recordId)
  const bytes = change.bytes ?? (after && encode(after))
  if (bytes && bytes.length > maxDocumentBytes) throw tooLarge(bytes.length)
  context.claim(key)
  const changes = checkedChanges(context, collection, recordId, change)
  applyChanges(context, collection, recordId, changes)
  if (bytes) context.view.put(key, bytes)
  else context.view.remove(key)
  if (!before) context.counted(collection, 1)
  if (!after) context.counted(collection, -1)
}

export const insertRecord = (
  context: WriteContext,
  collection: Collection,
  document: Document,
): void => {
  writeRecord(context, collection, collection.nextRecordId++, {
    before: undefined,
    after: document,
  })
}

export type StoredRecord = { recordId: number; bytes: Buffer; document: Document }

export const toRecord = (recordId: number, bytes: Buffer): StoredRecord => ({
  recordId,
  bytes,
  document: decode(bytes),
})
