import { MongoError } from '../errors.js'
import { emptyArray, fieldKey } from '../index/key-string.js'
import type { Collection } from '../storage/catalog.js'
import { recordKey } from '../storage/keys.js'
import { toRecord, type StoredRecord } from '../storage/records.js'
import type { View } from '../storage/view.js'
import type { Pace, Paced } from './pace.js'
import { sortInTurns } from './sort-in-turns.js'
import { sortKey, type SortField } from './sort.js'

/**
 * Keys are strings of bytes in the wanted order: a million of them are little memory and little work for the collector of
 * garbage. `record` is missing where it will be read again, because too many are held already.
 */
type Held = { key: string; recordId: number; record: StoredRecord | undefined }

const maxHeldBytes = 8 * 1024 * 1024
const maxHeld = 2_000_000

const tooMany = (): MongoError =>
  new MongoError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Sort exceeded the limit of ${maxHeld} documents of the embedded server. An index on the sort fields needs no sorting.`,
  )

type Query = { sort: readonly SortField[]; skip: number; limit: number }
type Context = { view: View; collection: Collection; query: Query; pace: Pace }

const keyOf = (record: StoredRecord, fields: readonly SortField[]): string =>
  sortKey(record.document, fields)
    .map((value, i) =>
      fieldKey(value === undefined ? emptyArray : value, fields[i]?.direction ?? 1).toString(
        'latin1',
      ),
    )
    .join('')

const byKey = (a: Held, b: Held): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** Of all records the keys, and the records themselves as long as they are few; with a limit only what can still be wanted. */
function* hold(
  records: Paced<StoredRecord>,
  { query, pace }: Context,
): Generator<undefined, Held[]> {
  const wanted = query.limit > 0 ? query.limit + query.skip : Infinity
  let held: Held[] = []
  let bytes = 0
  for (const record of records) {
    if (!record) {
      yield undefined
      continue
    }
    bytes += record.bytes.length
    const key = keyOf(record, query.sort)
    held.push({ key, recordId: record.recordId, record: bytes > maxHeldBytes ? undefined : record })
    if (held.length > maxHeld) throw tooMany()
    if (held.length < Math.max(1000, wanted * 2)) continue
    held = (yield* sortInTurns(held, byKey, pace)).slice(0, wanted)
    bytes = held.reduce((sum, { record: kept }) => sum + (kept?.bytes.length ?? 0), 0)
  }
  return held
}

const readAgain = ({ view, collection }: Context, recordId: number): StoredRecord | undefined => {
  const stored = view.get(recordKey(collection.id, recordId))
  return stored && toRecord(recordId, stored)
}

/**
 * Sorts records without an index, letting others in. Of many only the keys are held, and the records are read again
 * afterwards.
 */
export function* sortRecords(records: Paced<StoredRecord>, context: Context): Paced<StoredRecord> {
  const { pace } = context
  const held = yield* hold(records, context)
  for (const { recordId, record } of yield* sortInTurns(held, byKey, pace)) {
    const found = record ?? readAgain(context, recordId)
    if (found) yield found
    if (pace.due()) yield undefined
  }
}
