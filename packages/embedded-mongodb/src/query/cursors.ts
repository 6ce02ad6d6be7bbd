import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import { addTo, RawArray, sizeWith } from '../bson/encode.js'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'

/** A source of encoded result documents. */
export type Source = {
  /** A promise only where it has to let others in first. */
  next: () => Buffer | undefined | Promise<Buffer | undefined>
  close: () => void
}

type Cursor = {
  id: Long
  namespace: string
  source: Source
  held: Buffer | undefined
  session: string | undefined
  usedAt: number
  noTimeout: boolean
  busy: boolean
}

export type CursorRequest = {
  namespace: string
  batchSize: number | undefined
  singleBatch: boolean
  session: string | undefined
  noTimeout: boolean
}

export type Cursors = {
  first: (source: Source, request: CursorRequest) => Promise<Document>
  more: (id: Long, namespace: string, batchSize: number | undefined) => Promise<Document>
  kill: (ids: readonly Long[]) => { killed: Long[]; missing: Long[] }
  killSession: (session: string) => void
  expire: () => void
  closeAll: () => void
  count: () => number
}

/** The most that a reply may have, where the client cannot ask for more of it. */
const maxBatchBytes = 16 * 1024 * 1024
/** Less, where it can: a large reply is copied more than once, for which others would wait. */
const usualBatchBytes = 2 * 1024 * 1024
const defaultFirstBatch = 101
const timeoutMs = 10 * 60_000

type Batch = { batch: RawArray; done: boolean }

const fill = async (
  cursor: Pick<Cursor, 'source' | 'held'>,
  limit: number,
  maxBytes: number,
): Promise<Batch> => {
  // a batch may have a million small documents: as one piece of bytes they are no work for the collector of garbage
  const batch = new RawArray()
  for (;;) {
    const next = cursor.held ?? cursor.source.next()
    const document = next instanceof Promise ? await next : next
    cursor.held = undefined
    if (!document) return { batch, done: true }
    if (batch.length >= limit || (batch.length > 0 && sizeWith(batch, document) > maxBytes)) {
      cursor.held = document
      return { batch, done: false }
    }
    addTo(batch, document)
  }
}

const createCursor = (source: Source, request: CursorRequest): Omit<Cursor, 'id' | 'usedAt'> => ({
  namespace: request.namespace,
  source,
  held: undefined,
  session: request.session,
  noTimeout: request.noTimeout,
  busy: false,
})

const wrongNamespace = (namespace: string, cursor: Cursor): MongoError =>
  new MongoError(
    'Unauthorized',
    `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
  )

type Open = Map<string, Cursor>

const take = (cursors: Open, id: Long, namespace: string): Cursor => {
  const cursor = cursors.get(id.toString())
  if (!cursor) throw new MongoError('CursorNotFound', `cursor id ${id.toString()} not found`)
  if (cursor.namespace !== namespace) throw wrongNamespace(namespace, cursor)
  if (cursor.busy) {
    throw new MongoError('CursorInUse', `cursor id ${id.toString()} is already in use`)
  }
  cursor.busy = true
  return cursor
}

/** What is read of a source that was closed meanwhile ends too early. */
const assertOpen = (cursors: Open, cursor: Cursor): void => {
  if (cursors.get(cursor.id.toString()) !== cursor)
    throw new MongoError('CursorKilled', `cursor id ${cursor.id.toString()} was killed`)
}

/** Results that are fetched in parts (manual: reference/command/getMore). */
export const createCursors = (now: () => number): Cursors => {
  const cursors: Open = new Map()
  // unguessable, as a cursor answers to whoever names it
  let nextId = (randomBytes(8).readBigUInt64BE() >> 16n) + 1n

  const remove = (cursor: Cursor): void => {
    if (cursors.delete(cursor.id.toString())) cursor.source.close()
  }

  const removeWhere = (matches: (cursor: Cursor) => boolean): void => {
    for (const cursor of [...cursors.values()].filter(matches)) remove(cursor)
  }

  const first = async (source: Source, request: CursorRequest): Promise<Document> => {
    const id = Long.fromBigInt((nextId += 1n))
    const cursor = { ...createCursor(source, request), id, usedAt: now() }
    try {
      const maxBytes = request.singleBatch ? maxBatchBytes : usualBatchBytes
      const { batch, done } = await fill(cursor, request.batchSize ?? defaultFirstBatch, maxBytes)
      const open = !done && !request.singleBatch
      if (open) cursors.set(id.toString(), cursor)
      else source.close()
      const cursorId = open ? id : Long.ZERO
      return { cursor: { firstBatch: batch, id: cursorId, ns: request.namespace }, ok: 1 }
    } catch (error) {
      source.close()
      throw error
    }
  }

  return {
    first,
    more: async (id, namespace, batchSize) => {
      const cursor = take(cursors, id, namespace)
      try {
        const { batch, done } = await fill(
          cursor,
          batchSize ? batchSize : Infinity,
          usualBatchBytes,
        )
        cursor.usedAt = now()
        assertOpen(cursors, cursor)
        if (done) remove(cursor)
        return { cursor: { nextBatch: batch, id: done ? Long.ZERO : id, ns: namespace }, ok: 1 }
      } catch (error) {
        remove(cursor)
        throw error
      } finally {
        cursor.busy = false
      }
    },
    kill: (ids) => {
      const killed = ids.filter((id) => cursors.has(id.toString()))
      const names = new Set(killed.map((id) => id.toString()))
      removeWhere((cursor) => names.has(cursor.id.toString()))
      return { killed, missing: ids.filter((id) => !killed.includes(id)) }
    },
    killSession: (session) => {
      removeWhere((cursor) => cursor.session === session)
    },
    expire: () => {
      const oldest = now() - timeoutMs
      removeWhere((cursor) => !cursor.noTimeout && !cursor.busy && cursor.usedAt < oldest)
    },
    closeAll: () => {
      removeWhere(() => true)
    },
    count: () => cursors.size,
  }
}
