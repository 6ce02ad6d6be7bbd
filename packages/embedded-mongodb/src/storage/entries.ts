import type { Document, Value } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { keysOf, noKeys, sameKeys, without, type IndexKey } from '../index/extract.js'
import { namespaceOf, type Collection, type Index } from './catalog.js'
import { indexEntry, indexKey, multikeyKey, recordIdAt } from './keys.js'
import { show } from './show.js'
import type { View, WriteView } from './view.js'
import type { WriteContext } from './write-context.js'

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
  entry: IndexKey & { recordId: number },
): void => {
  const known = view.get(indexKey(index.id, entry.key))
  if (known && recordIdAt(known) !== entry.recordId)
    throw duplicateKey(collection, index, entry.values)
}

type Change = { index: Index; gone: IndexKey[]; come: IndexKey[]; multikey: boolean }

const changeOf = (
  index: Index,
  before: Document | undefined,
  after: Document | undefined,
): Change | undefined => {
  if (before && after && sameKeys(index, before, after)) return undefined
  const old = before ? keysOf(index, before) : noKeys
  const now = after ? keysOf(index, after) : noKeys
  const { multikey } = now
  return { index, gone: without(old.keys, now.keys), come: without(now.keys, old.keys), multikey }
}

const checkUnique = (
  context: WriteContext,
  collection: Collection,
  { index, gone, come }: Change,
  recordId: number,
): void => {
  for (const { key } of gone) context.claim(indexKey(index.id, key))
  for (const one of come) {
    context.claim(indexKey(index.id, one.key))
    assertUnique(context.view, collection, index, { ...one, recordId })
  }
}

/** While an index is being built, two documents may still have the same unique value: only what is one's own is removed. */
const isOthers = (view: View, { index }: Change, key: Buffer, recordId: number): boolean => {
  if (!index.unique || index.ready) return false
  const known = view.get(key)
  return known !== undefined && recordIdAt(known) !== recordId
}

const applyChange = (view: WriteView, change: Change, recordId: number): void => {
  const { index, gone, come, multikey } = change
  for (const { key } of gone) {
    const entry = indexEntry(index, key, recordId)
    if (!isOthers(view, change, entry.key, recordId)) view.remove(entry.key)
  }
  for (const { key } of come) {
    const entry = indexEntry(index, key, recordId)
    view.put(entry.key, entry.value)
  }
  if (multikey) index.multikey = true
  if (multikey) view.put(multikeyKey(index.id), nothing)
}

/** What a transaction does to a unique index that is being built is decided when it commits: its snapshot does not show the building. */
const applyLater = (
  context: WriteContext,
  collection: Collection,
  change: Change,
  recordId: number,
): boolean => {
  if (!context.later || !change.index.unique || change.index.ready) return false
  context.later((view) => {
    for (const one of change.come)
      assertUnique(view, collection, change.index, { ...one, recordId })
    applyChange(view, change, recordId)
  })
  return true
}

/** What a write changes in the indexes of its collection, after checking that it may. */
export const checkedChanges = (
  context: WriteContext,
  collection: Collection,
  recordId: number,
  { before, after }: { before: Document | undefined; after: Document | undefined },
): Change[] => {
  const changes: Change[] = []
  for (const index of collection.indexes) {
    const one = changeOf(index, before, after)
    if (one) changes.push(one)
  }
  for (const one of changes) if (one.index.unique) checkUnique(context, collection, one, recordId)
  return changes
}

export const applyChanges = (
  context: WriteContext,
  collection: Collection,
  recordId: number,
  changes: readonly Change[],
): void => {
  for (const one of changes)
    if (!applyLater(context, collection, one, recordId)) applyChange(context.view, one, recordId)
}
