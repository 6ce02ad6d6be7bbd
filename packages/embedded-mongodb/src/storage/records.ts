import { decode } from '../bson/decode.js'
import { encode } from '../bson/encode.js'
import type { Document, Value } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { keysOf, type IndexKeys } from '../index/extract.js'
import { namespaceOf, type Collection, type Index } from './catalog.js'
import { indexKey, multikeyKey, prefixRange, recordIdAt, recordIdBytes, recordKey } from './keys.js'
import { show } from './show.js'
import type { View, WriteView } from './view.js'

/** Where writes go and who else may not touch the same keys meanwhile. */
export type WriteContext = {
  view: WriteView
  /** Reserves a record or a unique value for this writer; throws when another transaction has it. */
  claim: (key: Buffer) => void
  /** Undone when a transaction aborts. */
  counted: (collection: Collection, by: number) => void
}

export const maxDocumentBytes = 16 * 1024 * 1024
const nothing = Buffer.alloc(0)

const duplicateKey = (collection: Collection, index: Index, values: Value[]): MongoError => {
  const keyValue: Document = {}
  index.fields.forEach((field, i) => {
    keyValue[field.path] = values[i] ?? null
  })
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: ${show(keyValue)}`,
    { keyPattern: index.key, keyValue },
  )
}

export const assertUnique = (
  view: View,
  collection: Collection,
  index: Index,
  entry: { key: Buffer; values: Value[]; recordId: number },
): void => {
  const whole = indexKey(index.id, entry.key)
  for (const key of view.keys(prefixRange(whole))) {
    // a longer key may begin with the same bytes only where keys were cut; the length tells them apart
    if (key.length === whole.length + 8 && recordIdAt(key) !== entry.recordId) {
      throw duplicateKey(collection, index, entry.values)
    }
  }
}

type Change = { index: Index; before: IndexKeys['keys']; after: IndexKeys; recordId: number }

const none: IndexKeys = { keys: new Map(), multikey: false }

const checkUnique = (context: WriteContext, collection: Collection, change: Change): void => {
  const { index, before, after, recordId } = change
  for (const [name, { key }] of before) {
    if (!after.keys.has(name)) context.claim(indexKey(index.id, key))
  }
  for (const [name, { key, values }] of after.keys) {
    if (before.has(name)) continue
    context.claim(indexKey(index.id, key))
    assertUnique(context.view, collection, index, { key, values, recordId })
  }
}

const applyChange = (context: WriteContext, change: Change): void => {
  const { index, before, after, recordId } = change
  const suffix = recordIdBytes(recordId)
  for (const [name, { key }] of before) {
    if (!after.keys.has(name)) context.view.remove(indexKey(index.id, Buffer.concat([key, suffix])))
  }
  for (const [name, { key }] of after.keys) {
    if (!before.has(name)) {
      context.view.put(indexKey(index.id, Buffer.concat([key, suffix])), nothing)
    }
  }
  if (after.multikey && !index.multikey) index.multikey = true
  if (after.multikey) context.view.put(multikeyKey(index.id), nothing)
}

/** Writes or removes one record with all its index entries. Every check comes before the first write. */
export const writeRecord = (
  context: WriteContext,
  collection: Collection,
  recordId: number,
  change: { before: Document | undefined; after: Document | undefined },
): void => {
  const key = recordKey(collection.id, recordId)
  const bytes = change.after && encode(change.after)
  if (bytes && bytes.length > maxDocumentBytes) {
    throw new MongoError(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and 16793600(16MB)`,
    )
  }
  context.claim(key)
  const changes = collection.indexes.map((index): Change => ({
    index,
    recordId,
    before: change.before ? keysOf(index, change.before).keys : none.keys,
    after: change.after ? keysOf(index, change.after) : none,
  }))
  for (const one of changes) if (one.index.unique) checkUnique(context, collection, one)
  for (const one of changes) applyChange(context, one)
  if (bytes) context.view.put(key, bytes)
  else context.view.remove(key)
  if (!change.before) context.counted(collection, 1)
  if (!change.after) context.counted(collection, -1)
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
