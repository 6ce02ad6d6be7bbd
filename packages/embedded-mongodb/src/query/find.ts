import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { choosePlan, type Plan } from '../index/plan.js'
import { compileFilter } from '../match/filter.js'
import type { Predicate } from '../match/operators.js'
import type { Collection, Index } from '../storage/catalog.js'
import type { StoredRecord } from '../storage/records.js'
import type { View } from '../storage/view.js'
import type { Pace, Paced } from './pace.js'
import { scan, type ScanCounts } from './scan.js'
import { sortRecords } from './sort-records.js'
import { compareKeys, sortKey, type SortField } from './sort.js'

export type Query = {
  filter: Document
  sort: SortField[]
  skip: number
  limit: number
  hint: unknown
  /** Whether a big sort may use a temporary file; yes when not given. */
  allowDiskUse?: boolean
}

export type Prepared = { plan: Plan; matches: Predicate; query: Query }

/** The index that a hint names, by name or by key pattern. */
const resolveHint = (collection: Collection, hint: unknown): Index | 'natural' | undefined => {
  if (hint === undefined || hint === null) return undefined
  if (typeof hint === 'object' && Object.hasOwn(hint, '$natural')) return 'natural'
  if (typeof hint === 'object' && Object.keys(hint).length === 0) return undefined
  const wanted =
    typeof hint === 'string'
      ? hint
      : JSON.stringify(Object.entries(hint).map(([k, v]) => [k, Number(v)]))
  const index = collection.indexes.find((known) =>
    typeof hint === 'string'
      ? known.name === hint
      : JSON.stringify(Object.entries(known.key).map(([k, v]) => [k, Number(v)])) === wanted,
  )
  if (!index)
    throw new MongoError(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  return index
}

/** Throws what is wrong with the filter before anything else looks at it. */
export const prepare = (collection: Collection, query: Query): Prepared => {
  const matches = compileFilter(query.filter)
  const hint = resolveHint(collection, query.hint)
  const { filter, sort } = query
  return { plan: choosePlan(collection, { filter, sort, hint }), matches, query }
}

const orderBySort = (records: StoredRecord[], query: Query): StoredRecord[] => {
  const keyed = records.map((record) => ({ record, key: sortKey(record.document, query.sort) }))
  keyed.sort((a, b) => compareKeys(a.key, b.key, query.sort))
  return keyed.map(({ record }) => record)
}

const trim = (records: StoredRecord[], query: Query): StoredRecord[] => {
  const wanted = query.limit > 0 ? query.limit + query.skip : Infinity
  const ordered = orderBySort(records, query)
  return ordered.length > wanted ? ordered.slice(0, wanted) : ordered
}

const needsSort = ({ plan, query }: Prepared): boolean => query.sort.length > 0 && !plan.sorted

/** Thrown by `findNow` when looking further would hold up everybody: look for the records beforehand. */
export class LongSearch extends Error {}

/** All matching records in order, at once; for work inside one write. Throws LongSearch. */
export const findNow = (
  view: View,
  collection: Collection,
  prepared: Prepared,
  maxExamined = Infinity,
): StoredRecord[] => {
  const { query } = prepared
  let examined = 0
  const found: StoredRecord[] = []
  const enough = query.limit > 0 && !needsSort(prepared) ? query.limit + query.skip : Infinity
  for (const record of scan(view, collection, prepared)) {
    if (record) found.push(record)
    if (found.length >= enough) break
    if (++examined > maxExamined) throw new LongSearch()
  }
  const ordered = needsSort(prepared) ? trim(found, query) : found
  return query.limit > 0
    ? ordered.slice(query.skip, query.skip + query.limit)
    : ordered.slice(query.skip)
}

/** Matching records in order. */
export function* find(
  view: View,
  collection: Collection,
  prepared: Prepared,
  options: { counts?: ScanCounts; pace: Pace },
): Paced<StoredRecord> {
  const { query } = prepared
  let skipped = 0
  let given = 0
  const records = paced(scan(view, collection, prepared, options.counts), options.pace)
  for (const record of needsSort(prepared)
    ? sortRecords(records, { view, collection, query, pace: options.pace })
    : records) {
    if (!record) yield undefined
    else if (skipped < query.skip) skipped++
    else {
      yield record
      if (++given === query.limit) return
    }
  }
}

function* paced(records: Iterable<StoredRecord | undefined>, pace: Pace): Paced<StoredRecord> {
  for (const record of records) {
    if (pace.due()) yield undefined
    if (record) yield record
  }
}
