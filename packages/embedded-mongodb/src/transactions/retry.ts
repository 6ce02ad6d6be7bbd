import { decode } from '../bson/decode.js'
import { encode } from '../bson/encode.js'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { kinds, prefixRange, retryKey } from '../storage/keys.js'
import type { Store } from '../storage/store.js'
import type { View, WriteView } from '../storage/view.js'

/** The memory of one retryable write: what its statements did, stored in the same commit as their effect. */
export type Retry = {
  find: (statement: number) => Document | undefined
  save: (view: WriteView, statement: number, result: Document) => void
}

export type RetryRecords = {
  /** Throws TransactionTooOld when the session has already used a higher number. */
  open: (session: string, number: bigint) => Retry
  rememberCommit: (view: WriteView, session: string, number: bigint) => void
  wasCommitted: (session: string, number: bigint) => boolean
  /** Forgets sessions that were not used for this long. */
  expire: (olderThan: number) => Promise<void>
}

const numberBytes = (number: bigint, statement: number): Buffer => {
  const bytes = Buffer.allocUnsafe(12)
  bytes.writeBigInt64BE(number, 0)
  bytes.writeInt32BE(statement, 8)
  return bytes
}

const committedStatement = -1

/** Keys are the session's hash of 32 bytes, the transaction number, the statement. */
export const createRetryRecords = (store: Store, now: () => number): RetryRecords => {
  const newest = new Map<string, bigint>()

  const prefixOf = (session: string): Buffer => retryKey(Buffer.from(session, 'hex'))
  const keyOf = (session: string, number: bigint, statement: number): Buffer =>
    Buffer.concat([prefixOf(session), numberBytes(number, statement)])

  for (const { key } of store.latest.entries(prefixRange(Buffer.from([kinds.retry])))) {
    newest.set(key.toString('hex', 1, key.length - 12), key.readBigInt64BE(key.length - 12))
  }

  const forgetOlder = (view: WriteView, session: string, number: bigint): void => {
    const older = { start: prefixOf(session), end: keyOf(session, number, 0) }
    for (const { key } of (view as View).entries(older)) view.remove(key)
  }

  const put = (view: WriteView, key: Buffer, result: Document): void => {
    view.put(key, encode({ at: new Date(now()), ...result }))
  }

  return {
    open: (session, number) => {
      const known = newest.get(session)
      if (known !== undefined && known > number) {
        throw new MongoError(
          'TransactionTooOld',
          `Retryable write with txnNumber ${number} is prohibited on session because a newer retryable write with txnNumber ${known} has already started on this session.`,
        )
      }
      newest.set(session, number)
      return {
        find: (statement) => {
          const bytes = store.latest.get(keyOf(session, number, statement))
          return bytes && decode(bytes)
        },
        save: (view, statement, result) => {
          forgetOlder(view, session, number)
          put(view, keyOf(session, number, statement), result)
        },
      }
    },
    rememberCommit: (view, session, number) => {
      newest.set(session, number)
      put(view, keyOf(session, number, committedStatement), {})
    },
    wasCommitted: (session, number) =>
      store.latest.get(keyOf(session, number, committedStatement)) !== undefined,
    expire: (olderThan) =>
      store.write((view) => {
        for (const { key, value } of view.entries(prefixRange(Buffer.from([kinds.retry])))) {
          const at = decode(value)['at']
          if (at instanceof Date && at.getTime() < olderThan) {
            view.remove(key)
            newest.delete(key.toString('hex', 1, key.length - 12))
          }
        }
      }),
  }
}
