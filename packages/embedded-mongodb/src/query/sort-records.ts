import type { Collection } from '../storage/catalog.js'
import { recordKey } from '../storage/keys.js'
import { toRecord, type StoredRecord } from '../storage/records.js'
import type { View } from '../storage/view.js'
import type { Pace, Paced } from './pace.js'
import { sortText, type SortField } from './sort.js'
import { createSorter } from './sorter.js'

type Query = { sort: readonly SortField[]; skip: number; limit: number; allowDiskUse?: boolean }
type Context = { view: View; collection: Collection; query: Query; pace: Pace }

const packed = (recordId: number): Buffer => {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeDoubleLE(recordId)
  return bytes
}

/** Sorts records without an index, letting others in. Of many only the keys are kept, and the records are read again afterwards. */
export function* sortRecords(
  records: Paced<StoredRecord>,
  { view, collection, query, pace }: Context,
): Paced<StoredRecord> {
  const sorter = createSorter<StoredRecord>({
    pace,
    wanted: query.limit > 0 ? query.limit + query.skip : Infinity,
    allowDiskUse: query.allowDiskUse ?? true,
    weigh: ({ bytes }) => bytes.length,
    pack: ({ recordId }) => packed(recordId),
    unpack: (bytes) => {
      const recordId = bytes.readDoubleLE()
      const stored = view.get(recordKey(collection.id, recordId))
      return stored && toRecord(recordId, stored)
    },
  })
  try {
    for (const record of records) {
      if (record) yield* sorter.add(sortText(record.document, query.sort), record)
      else yield undefined
    }
    yield* sorter.sorted()
  } finally {
    sorter.close()
  }
}
