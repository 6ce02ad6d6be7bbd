import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { LongSearch } from '../query/find.js'
import type { WriteContext } from '../storage/write-context.js'
import { HeldByTransaction } from '../transactions/locks.js'
import { runWrite, type CommandContext } from './context.js'

export type WriteError = Document & { index: number; code: number; errmsg: string }

/** One statement of a batch. The result is kept for a retry. */
export type Statement = {
  id: number
  run: (write: WriteContext) => Document
  /** After `run` has thrown LongSearch: does it step by step instead. */
  runSlowly?: () => Promise<Document>
}

export type BatchOutcome = { results: (Document | undefined)[]; errors: WriteError[] }

type Batch = {
  statements: readonly Statement[]
  ordered: boolean
  next: number
  outcome: BatchOutcome
  stop: boolean
  /** The next statement, when it has to go step by step. */
  slow: (() => Promise<Document>) | undefined
}

const sliceMs = 8

/** Whether an error belongs to one statement; everything else ends the whole command. */
const ofStatement = (error: unknown): error is MongoError =>
  error instanceof MongoError && error.labels.length === 0 && error.codeName !== 'MaxTimeMSExpired'

const noteError = (context: CommandContext, batch: Batch, error: unknown): void => {
  if (!ofStatement(error)) throw error
  batch.outcome.errors.push({
    index: batch.next,
    code: error.code,
    ...error.extra,
    errmsg: error.message,
  })
  if (batch.ordered || context.transaction) batch.stop = true
}

const runOne = (
  context: CommandContext,
  write: WriteContext,
  batch: Batch,
  statement: Statement,
): void => {
  const before = context.retry?.find(statement.id)
  if (before) {
    batch.outcome.results[batch.next] = before
    return
  }
  try {
    const result = statement.run(write)
    context.retry?.save(write.view, statement.id, result)
    batch.outcome.results[batch.next] = result
  } catch (error) {
    noteError(context, batch, error)
  }
}

/** As many statements as fit into one slice of time, all in one commit. A held record ends the slice, after what was done. */
const runSlice = (
  context: CommandContext,
  write: WriteContext,
  batch: Batch,
): Promise<void> | undefined => {
  const until = performance.now() + sliceMs
  for (; !batch.stop; batch.next++) {
    const statement = batch.statements[batch.next]
    if (!statement || performance.now() > until) return undefined
    try {
      runOne(context, write, batch, statement)
    } catch (error) {
      if (error instanceof LongSearch) {
        batch.slow = statement.runSlowly
        return undefined
      }
      if (!(error instanceof HeldByTransaction)) throw error
      return error.released
    }
  }
  return undefined
}

const runSlow = async (
  context: CommandContext,
  batch: Batch,
  work: () => Promise<Document>,
): Promise<void> => {
  try {
    batch.outcome.results[batch.next] = await work()
  } catch (error) {
    noteError(context, batch, error)
  }
  batch.slow = undefined
  batch.next++
}

/** Runs the statements of insert, update or delete, in order, stopping at the first error when `ordered`. */
export const runBatch = async (
  context: CommandContext,
  statements: readonly Statement[],
  ordered: boolean,
): Promise<BatchOutcome> => {
  const batch: Batch = {
    statements,
    ordered,
    next: 0,
    outcome: { results: [], errors: [] },
    stop: false,
    slow: undefined,
  }
  while (batch.next < statements.length && !batch.stop) {
    if (batch.slow) {
      await runSlow(context, batch, batch.slow)
      continue
    }
    const { held } = await runWrite(context, (write) => ({ held: runSlice(context, write, batch) }))
    await held
    // a big batch in a transaction would otherwise never let go
    if (context.transaction && batch.next < statements.length)
      await new Promise((resolve) => setImmediate(resolve))
  }
  return batch.outcome
}
