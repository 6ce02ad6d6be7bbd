import type { Predicate } from '../match/operators.js'
import { find, findNow, prepare, type Prepared, type Query } from '../query/find.js'
import { createPace, visitPaced } from '../query/pace.js'
import type { Collection } from '../storage/catalog.js'
import { recordKey } from '../storage/keys.js'
import { createOverlay } from '../storage/overlay.js'
import { toRecord, type StoredRecord } from '../storage/records.js'
import type { WriteContext } from '../storage/write-context.js'
import { HeldByTransaction } from '../transactions/locks.js'
import { optionalNumber, readView, runWrite, type CommandContext } from './context.js'

/** One statement of update, delete or findAndModify: what it looks for, and what it does with each find. */
export type Modification<Result> = {
  query: Query
  multi: boolean
  apply: (write: WriteContext, record: StoredRecord) => Result
  /** When nothing was found. */
  otherwise: (write: WriteContext) => Result | undefined
}

/** What one write may look at, or change, so that it does not hold up everybody. */
const maxExamined = 1000
const maxChanged = 100
const sliceMs = 8

/**
 * Changes many documents, or none when a transaction holds one: the statement comes again when that has ended, and must not find
 * the others changed already. After any other error those before it stay changed, as in MongoDB.
 */
const modifyTogether = <Result>(
  write: WriteContext,
  records: readonly StoredRecord[],
  apply: Modification<Result>['apply'],
): Result[] => {
  const view = createOverlay(write.view)
  const counts: Parameters<WriteContext['counted']>[] = []
  const held: WriteContext = { ...write, view, counted: (...count) => counts.push(count) }
  const settle = (): void => {
    view.writeTo(write.view)
    for (const count of counts) write.counted(...count)
  }
  try {
    const results = records.map((record) => apply(held, record))
    settle()
    return results
  } catch (error) {
    if (!(error instanceof HeldByTransaction)) settle()
    throw error
  }
}

/** Finds and modifies at once, inside one write. Throws LongSearch, before it has written anything, when that would take long. */
export const modifyNow = <Result>(
  write: WriteContext,
  collection: Collection,
  modification: Modification<Result>,
): Result[] => {
  const { query, multi } = modification
  const prepared = prepare(collection, { ...query, limit: multi ? 0 : 1 })
  const records = findNow(write.view, collection, prepared, multi ? maxChanged : maxExamined)
  const [first] = records
  if (first && records.length > 1) return modifyTogether(write, records, modification.apply)
  if (first) return [modification.apply(write, first)]
  const result = modification.otherwise(write)
  return result === undefined ? [] : [result]
}

const locate = async (
  context: CommandContext,
  collection: Collection,
  prepared: Prepared,
): Promise<number[]> => {
  const view = readView(context)
  try {
    const found: number[] = []
    const pace = createPace(optionalNumber(context.body, 'maxTimeMS'))
    await visitPaced(find(view, collection, prepared, { pace }), pace, ({ recordId }) => {
      found.push(recordId)
    })
    return found
  } finally {
    view.release()
  }
}

type Slice<Result> = { results: Result[]; next: number; released: Promise<void> | undefined }

/** Modifies found documents for one slice of time; those that no longer match are passed over. */
const modifySlice = <Result>(
  write: WriteContext,
  work: {
    collection: Collection
    modification: Modification<Result>
    matches: Predicate
    found: number[]
  },
  from: number,
): Slice<Result> => {
  const { collection, modification, matches, found } = work
  const until = performance.now() + sliceMs
  const results: Result[] = []
  let next = from
  for (; next < found.length && performance.now() < until; next++) {
    const recordId = found[next] ?? 0
    const bytes = write.view.get(recordKey(collection.id, recordId))
    const record = bytes && toRecord(recordId, bytes)
    if (!record || !matches(record.document)) continue
    try {
      results.push(modification.apply(write, record))
    } catch (error) {
      if (!(error instanceof HeldByTransaction)) throw error
      return { results, next, released: error.released }
    }
    if (!modification.multi) return { results, next: found.length, released: undefined }
  }
  return { results, next, released: undefined }
}

/**
 * Looks for the documents first, letting others run, and then modifies them slice by slice, checking each again. As in MongoDB
 * an update of many documents is not one atomic step; in a transaction it is.
 */
export const modifyInSlices = async <Result>(
  context: CommandContext,
  collection: Collection,
  modification: Modification<Result>,
): Promise<Result[]> => {
  const limit = modification.multi ? 0 : 1
  for (;;) {
    const prepared = prepare(collection, { ...modification.query, limit })
    const found = await locate(context, collection, prepared)
    if (found.length === 0) {
      const result = await runWrite(context, modification.otherwise)
      return result === undefined ? [] : [result]
    }
    const work = { collection, modification, matches: prepared.matches, found }
    const results: Result[] = []
    for (let next = 0; next < found.length;) {
      const from = next
      const slice: Slice<Result> = await runWrite(context, (write) =>
        modifySlice(write, work, from),
      )
      results.push(...slice.results)
      next = slice.next
      await slice.released
      await new Promise((resolve) => setImmediate(resolve))
    }
    // the only find may have been changed or deleted meanwhile
    if (modification.multi || results.length > 0) return results
  }
}
