import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import type { WriteContext } from '../storage/records.js'
import { HeldByTransaction } from '../transactions/locks.js'
import { runWrite, type CommandContext } from './context.js'

export type WriteError = Document & { index: number; code: number; errmsg: string }

export const toWriteError = (index: number, error: MongoError): WriteError => ({
  index,
  code: error.code,
  ...error.extra,
  errmsg: error.message,
})

export type BatchOptions = {
  count: number
  ordered: boolean
  /** Id of a statement for its retry record. */
  statementId: (index: number) => number
  /** Runs one statement and says what it did; the result is kept for a retry. */
  run: (write: WriteContext, index: number) => Document
}

export type BatchOutcome = { results: (Document | undefined)[]; errors: WriteError[] }

const sliceMs = 8

/** Whether an error belongs to one statement; everything else ends the whole command. */
const ofStatement = (error: unknown): error is MongoError =>
  error instanceof MongoError && error.labels.length === 0

type Progress = { next: number; outcome: BatchOutcome; stop: boolean }

const runOne = (
  context: CommandContext,
  write: WriteContext,
  progress: Progress,
  options: BatchOptions,
): void => {
  const index = progress.next
  const statement = options.statementId(index)
  const before = context.retry?.find(statement)
  if (before) {
    progress.outcome.results[index] = before
    return
  }
  try {
    const result = options.run(write, index)
    context.retry?.save(write.view, statement, result)
    progress.outcome.results[index] = result
  } catch (error) {
    if (!ofStatement(error)) throw error
    progress.outcome.errors.push(toWriteError(index, error))
    if (options.ordered || context.transaction) progress.stop = true
  }
}

/** As many statements as fit into one slice of time, all in one commit. A held record ends the slice, after what was done. */
const runSlice = (
  context: CommandContext,
  write: WriteContext,
  progress: Progress,
  options: BatchOptions,
): Promise<void> | undefined => {
  const until = performance.now() + sliceMs
  for (; progress.next < options.count && !progress.stop; progress.next++) {
    if (performance.now() > until && !context.transaction) return undefined
    try {
      runOne(context, write, progress, options)
    } catch (error) {
      if (!(error instanceof HeldByTransaction)) throw error
      return error.released
    }
  }
  return undefined
}

/** Runs the statements of insert, update or delete, in order, stopping at the first error when `ordered`. */
export const runBatch = async (
  context: CommandContext,
  options: BatchOptions,
): Promise<BatchOutcome> => {
  const progress: Progress = { next: 0, outcome: { results: [], errors: [] }, stop: false }
  while (progress.next < options.count && !progress.stop) {
    const held = await runWrite(context, (write) => ({
      released: runSlice(context, write, progress, options),
    }))
    if (held.released) await held.released
  }
  return progress.outcome
}
