import { Binary, type Long } from 'bson'
import type { Document, Value } from '../bson/values.js'
import { isDocument } from '../bson/values.js'
import { MongoError } from '../errors.js'
import type { RetryRecords } from '../transactions/retry.js'
import { noSuchTransaction } from '../transactions/transactions.js'
import type { Command, CommandContext } from './context.js'

const numberOf = (context: CommandContext): bigint => {
  const number = context.body['txnNumber']
  if (
    context.session === undefined ||
    number === undefined ||
    context.body['autocommit'] !== false
  ) {
    throw new MongoError('CommandFailed', `${context.name} must be run within a transaction`)
  }
  return BigInt((number as Long | number).toString())
}

export const createSessionCommands = (
  records: RetryRecords,
  sessionOf: (lsid: Value) => string,
): Record<string, Command> => ({
  commitTransaction: async (context) => {
    const number = numberOf(context)
    const session = context.session ?? ''
    if (records.wasCommitted(session, number)) return { ok: 1 }
    await context.engine.transactions.idle(session, number)
    const done = await context.engine.transactions.commit(session, number, (view) => {
      records.rememberCommit(view, session, number)
    })
    if (!done)
      throw noSuchTransaction(`Transaction with { txnNumber: ${number} } has been aborted.`)
    return { ok: 1 }
  },
  abortTransaction: (context) => {
    const number = numberOf(context)
    const session = context.session ?? ''
    if (records.wasCommitted(session, number)) {
      throw new MongoError(
        'TransactionCommitted',
        `Transaction with { txnNumber: ${number} } has been committed.`,
      )
    }
    if (!context.engine.transactions.abort(session, number))
      throw noSuchTransaction(`Transaction with { txnNumber: ${number} } has been aborted.`)
    return { ok: 1 }
  },
  startSession: (): Document => ({
    id: { id: new Binary(crypto.getRandomValues(new Uint8Array(16)), Binary.SUBTYPE_UUID) },
    timeoutMinutes: 30,
    ok: 1,
  }),
  refreshSessions: () => ({ ok: 1 }),
  endSessions: ({ body, engine, cursors }) => {
    const ended = body['endSessions']
    for (const lsid of ended as Value[]) {
      if (!isDocument(lsid)) continue
      engine.transactions.abortWhere((session) => session === sessionOf(lsid))
      cursors.killSession(sessionOf(lsid))
    }
    return { ok: 1 }
  },
})
