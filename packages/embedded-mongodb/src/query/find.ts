import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { choosePlan, type Plan } from '../index/plan.js'
import { compileFilter } from '../match/filter.js'
import type { Predicate } from '../match/operators.js'
import type { Collection, Index } from '../storage/catalog.js'
import type { StoredRecord } from '../storage/records.js'
import type { View } from '../storage/view.js'
import { createPace, type Pace } from './pace.js'
import { scan, type ScanCounts } from './scan.js'
import { compareKeys, sortKey, type SortField } from './sort.js'

export type Query = {
  filter: Document
  sort: SortField[]
  skip: number
  limit: number
  hint: unknown
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

/** How many records a sort without an index holds before it cuts them down to what skip and limit need. */
const sortChunk = 20_000

const trim = (records: StoredRecord[], query: Query): StoredRecord[] => {
  const wanted = query.limit > 0 ? query.limit + query.skip : Infinity
  const ordered = orderBySort(records, query)
  return ordered.length > wanted ? ordered.slice(0, wanted) : ordered
}

const needsSort = ({ plan, query }: Prepared): boolean => query.sort.length > 0 && !plan.sorted

/** All matching records in order, at once; for work inside one write. */
export const findNow = (view: View, collection: Collection, prepared: Prepared): StoredRecord[] => {
  const { query } = prepared
  const found: StoredRecord[] = []
  const enough = query.limit > 0 && !needsSort(prepared) ? query.limit + query.skip : Infinity
  for (const record of scan(view, collection, prepared)) {
    if (record) found.push(record)
    if (found.length >= enough) break
  }
  const ordered = needsSort(prepared) ? trim(found, query) : found
  return query.limit > 0
    ? ordered.slice(query.skip, query.skip + query.limit)
    : ordered.slice(query.skip)
}

/** Matching records in order, letting others run in between. */
export async function* find(
  view: View,
  collection: Collection,
  prepared: Prepared,
  options: { counts?: ScanCounts; pace?: Pace } = {},
): AsyncIterable<StoredRecord> {
  const { query } = prepared
  const pace = options.pace ?? createPace()
  let skipped = 0
  let given = 0
  for await (const record of needsSort(prepared)
    ? sorted(view, collection, prepared, { ...options, pace })
    : paced(view, collection, prepared, { ...options, pace })) {
    if (skipped++ < query.skip) continue
    yield record
    if (++given === query.limit) return
  }
}

type Options = { counts?: ScanCounts; pace: Pace }

async function* paced(
  view: View,
  collection: Collection,
  prepared: Prepared,
  options: Options,
): AsyncIterable<StoredRecord> {
  for (const record of scan(view, collection, prepared, options.counts)) {
    if (options.pace.due()) await options.pace.rest()
    if (record) yield record
  }
}

async function* sorted(
  view: View,
  collection: Collection,
  prepared: Prepared,
  options: Options,
): AsyncIterable<StoredRecord> {
  let records: StoredRecord[] = []
  for (const record of scan(view, collection, prepared, options.counts)) {
    if (options.pace.due()) await options.pace.rest()
    if (record) records.push(record)
    if (
      records.length >= sortChunk &&
      prepared.query.limit > 0 &&
      records.length > 2 * (prepared.query.limit + prepared.query.skip)
    ) {
      records = trim(records, prepared.query)
    }
  }
  yield* trim(records, prepared.query)
}
