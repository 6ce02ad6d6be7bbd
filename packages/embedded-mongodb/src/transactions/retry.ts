import { decode } from '../bson/decode.js'
import { encode } from '../bson/encode.js'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { kinds, prefixRange, retryKey, successor, type Range } from '../storage/keys.js'
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

/** One record is about statements that follow each other and have the same result: how many, and the record as it was written. */
type Run = { first: number; length: number; result: Buffer; record: Buffer }

/** What the disk has of a session: its newest number, and between which statements its records are (none: last < first). */
type Session = {
  /** What its keys begin with. */
  prefix: Buffer
  number: bigint
  first: number
  last: number
  /** The statements that its records begin with, while there are few. */
  starts: number[]
  /** The newest record, if its write succeeded. */
  run: Run | undefined
  usedAt: number
  /** The number before, whose records go with the first write of this one. */
  before: Session | undefined
}

const tail = 12
const committedStatement = -1
/** More records than these are not removed by the next write but in the background. */
const fewRecords = 16
const sliceKeys = 500
/** What a larger record is about is not compared, so that no session has a large document (of findAndModify) in memory. */
const mostRunBytes = 512

const prefixOf = (session: string): Buffer => retryKey(Buffer.from(session, 'hex'))

/** Keys are the session's hash of 32 bytes, the transaction number, the statement. */
const keyOf = ({ prefix, number }: Session, statement: number): Buffer => {
  const bytes = Buffer.allocUnsafe(prefix.length + tail)
  bytes.set(prefix)
  bytes.writeBigInt64BE(number, prefix.length)
  bytes.writeInt32BE(statement, prefix.length + 8)
  return bytes
}

const rangeOf = (session: Session): Range => ({
  start: keyOf(session, session.first),
  end: successor(keyOf(session, session.last)),
})

const noSession = { first: 0, last: -2, run: undefined, before: undefined }

const noteStart = ({ starts }: Session, statement: number): void => {
  if (starts.length <= fewRecords) starts.push(statement)
}

/** How many statements a record is about; before format 3 it did not say. */
const lengthOf = (record: Document): number => Number(record['statements'] ?? 1)

/** The sessions that the store remembers, and records of theirs that are out of date. */
const load = (view: View): { sessions: Map<string, Session>; old: Range[] } => {
  const sessions = new Map<string, Session>()
  const old: Range[] = []
  for (const { key, value } of view.entries(prefixRange(Buffer.from([kinds.retry])))) {
    const at = key.length - tail
    const session = key.toString('hex', 1, at)
    const number = key.readBigInt64BE(at)
    const first = key.readInt32BE(at + 8)
    const record = decode(value)
    const last = first + lengthOf(record) - 1
    const known = sessions.get(session)
    if (known?.number === number) {
      known.last = Math.max(known.last, last)
      noteStart(known, first)
      continue
    }
    // of one session the higher number comes later
    if (known) old.push(rangeOf(known))
    const usedAt = (record['at'] as Date).getTime()
    const prefix = Buffer.from(key.subarray(0, at))
    const starts = [first]
    sessions.set(session, { ...noSession, prefix, number, first, last, starts, usedAt })
  }
  return { sessions, old }
}

/** Removes a slice of what is out of date. */
const removeSlice = (view: WriteView, old: Range[]): void => {
  let budget = sliceKeys
  for (let [range] = old; range && budget > 0; [range] = old) {
    for (const key of view.keys(range)) {
      if (budget-- === 0) return
      view.remove(key)
    }
    old.shift()
  }
}

const holds = ({ first, last }: Session, statement: number): boolean =>
  statement >= first && statement <= last

const isEmpty = ({ first, last }: Session): boolean => last < first

/** What is recorded of a statement: its record is the last that begins with it or before it. */
const recordOf = (view: View, session: Session, statement: number): Document | undefined => {
  if (!holds(session, statement)) return undefined
  const range = { start: keyOf(session, session.first), end: successor(keyOf(session, statement)) }
  for (const { key, value } of view.entries(range, true)) {
    const record = decode(value)
    return statement < key.readInt32BE(key.length - 4) + lengthOf(record) ? record : undefined
  }
  return undefined
}

/** The run that a statement continues; not one whose write failed. */
const runBefore = (
  view: View,
  session: Session,
  statement: number,
  result: Buffer,
): Run | undefined => {
  const { run } = session
  if (run?.result.equals(result) !== true || run.first + run.length !== statement) return undefined
  return view.get(keyOf(session, run.first))?.equals(run.record) ? run : undefined
}

export const createRetryRecords = (store: Store, now: () => number): RetryRecords => {
  const { sessions, old } = load(store.latest)

  const enter = (session: string, number: bigint): Session => {
    const known = sessions.get(session)
    if (known?.number === number) return known
    const before = known && isEmpty(known) ? known.before : known
    const prefix = known?.prefix ?? prefixOf(session)
    const entered: Session = { ...noSession, prefix, number, starts: [], usedAt: now(), before }
    sessions.set(session, entered)
    return entered
  }

  const removeBefore = (view: WriteView, entered: Session): void => {
    const { before } = entered
    if (!before) return
    entered.before = undefined
    if (before.starts.length > fewRecords) old.push(rangeOf(before))
    else for (const statement of before.starts) view.remove(keyOf(before, statement))
  }

  const put = (view: WriteView, entered: Session, statement: number, result: Document): void => {
    removeBefore(view, entered)
    const bytes = encode(result)
    const known = runBefore(view, entered, statement, bytes)
    if (!known) noteStart(entered, statement)
    const { first, length } = known ?? { first: statement, length: 0 }
    entered.first = isEmpty(entered) ? first : Math.min(entered.first, first)
    entered.last = Math.max(entered.last, statement)
    entered.usedAt = now()
    const statements = length + 1
    const record = encode({ at: new Date(entered.usedAt), statements, ...result })
    entered.run =
      record.length > mostRunBytes
        ? undefined
        : { first, length: statements, result: bytes, record }
    view.put(keyOf(entered, first), record)
  }

  const find = (session: string, number: bigint, statement: number): Document | undefined => {
    const known = sessions.get(session)
    return known?.number === number ? recordOf(store.latest, known, statement) : undefined
  }

  return {
    open: (session, number) => {
      const known = sessions.get(session)
      if (known && known.number > number) {
        throw new MongoError(
          'TransactionTooOld',
          `Retryable write with txnNumber ${number} is prohibited on session because a newer retryable write with txnNumber ${known.number} has already started on this session.`,
        )
      }
      enter(session, number)
      return {
        find: (statement) => find(session, number, statement),
        save: (view, statement, result) => {
          put(view, enter(session, number), statement, result)
        },
      }
    },
    rememberCommit: (view, session, number) => {
      put(view, enter(session, number), committedStatement, {})
    },
    wasCommitted: (session, number) => find(session, number, committedStatement) !== undefined,
    expire: async (olderThan) => {
      for (const [session, known] of sessions) {
        if (known.usedAt >= olderThan) continue
        sessions.delete(session)
        for (const one of [known, known.before]) if (one && !isEmpty(one)) old.push(rangeOf(one))
      }
      while (old.length > 0) {
        await store.write((view) => {
          removeSlice(view, old)
        })
      }
    },
  }
}
