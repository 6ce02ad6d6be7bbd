import type { Plan } from '../index/plan.js'
import type { Predicate } from '../match/operators.js'
import type { Collection } from '../storage/catalog.js'
import { recordIdAt, recordKey, recordsOf } from '../storage/keys.js'
import { toRecord, type StoredRecord } from '../storage/records.js'
import type { View } from '../storage/view.js'

export type ScanCounts = { keys: number; documents: number }

function* byCollection(
  view: View,
  collection: Collection,
  reverse: boolean,
): Iterable<StoredRecord> {
  for (const { key, value } of view.entries(recordsOf(collection.id), reverse)) {
    yield toRecord(recordIdAt(key), value)
  }
}

type IndexPlan = Extract<Plan, { kind: 'index' }>

function* byIndex(
  view: View,
  collection: Collection,
  plan: IndexPlan,
  counts: ScanCounts,
): Iterable<StoredRecord> {
  // one document has many entries in a multikey index, and two cut keys may look alike
  const seen = plan.index.multikey ? new Set<number>() : undefined
  for (const recordId of recordIdsIn(view, plan)) {
    counts.keys++
    if (seen?.has(recordId)) continue
    seen?.add(recordId)
    const bytes = view.get(recordKey(collection.id, recordId))
    if (bytes) yield toRecord(recordId, bytes)
  }
}

function* recordIdsIn(view: View, { index, ranges, reverse, exact }: IndexPlan): Iterable<number> {
  for (const range of ranges) {
    if (exact) {
      const value = view.get(range.start)
      if (value) yield recordIdAt(value)
    } else if (index.unique) {
      for (const { value } of view.entries(range, reverse)) yield recordIdAt(value)
    } else {
      for (const key of view.keys(range, reverse)) yield recordIdAt(key)
    }
  }
}

/** The records that match, in the order of the plan. */
export function* scan(
  view: View,
  collection: Collection,
  query: { plan: Plan; matches: Predicate },
  counts: ScanCounts = { keys: 0, documents: 0 },
): Iterable<StoredRecord | undefined> {
  const { plan } = query
  const records =
    plan.kind === 'index'
      ? byIndex(view, collection, plan, counts)
      : byCollection(view, collection, plan.reverse)
  for (const record of records) {
    counts.documents++
    // undefined lets the caller look at the clock between documents that do not match
    yield query.matches(record.document) ? record : undefined
  }
}
