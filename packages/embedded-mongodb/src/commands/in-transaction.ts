import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { noSuchTransaction, type Transaction } from '../transactions/transactions.js'
import type { Command, CommandContext } from './context.js'

/** What MongoDB allows inside a transaction (manual: core/transactions-operations). */
const allowed = new Set([
  'find',
  'getMore',
  'killCursors',
  'distinct',
  'aggregate',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'bulkWrite',
  'commitTransaction',
  'abortTransaction',
])
const endings = new Set(['commitTransaction', 'abortTransaction'])

const transactionOf = (context: CommandContext, number: bigint): Transaction => {
  const { engine, body, connection } = context
  const session = context.session ?? ''
  if (body['startTransaction'] === true) {
    return engine.transactions.begin(session, number, connection)
  }
  return engine.transactions.current(session, number, connection)
}

const runAfter = async (
  before: Promise<unknown>,
  transaction: Transaction,
  work: () => Promise<Document> | Document,
): Promise<Document> => {
  await before
  if (transaction.state !== 'open') throw noSuchTransaction('Transaction has been aborted.')
  return work()
}

/** Runs one operation of a transaction, after those before it; when it fails, the transaction is aborted. */
export const runInTransaction = async (
  context: CommandContext,
  command: Command,
  number: bigint,
): Promise<Document> => {
  if (!allowed.has(context.name)) {
    throw new MongoError(
      'OperationNotSupportedInTransaction',
      `Cannot run '${context.name}' in a multi-document transaction.`,
    )
  }
  if (endings.has(context.name)) return command(context)
  const transaction = transactionOf(context, number)
  const abort = (): void => {
    context.engine.transactions.abort(context.session ?? '', number)
  }
  const work = runAfter(transaction.tail, transaction, () => command({ ...context, transaction }))
  transaction.tail = work.catch(() => undefined)
  try {
    const reply = await work
    if (Array.isArray(reply['writeErrors']) || Number(reply['nErrors'] ?? 0) > 0) abort()
    return reply
  } catch (error) {
    abort()
    throw error
  }
}
