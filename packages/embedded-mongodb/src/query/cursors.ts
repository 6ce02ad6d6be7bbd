import { Long } from 'bson'
import { RawDocument } from '../bson/encode.js'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'

/** A source of encoded result documents. */
export type Source = { next: () => Promise<Buffer | undefined>; close: () => void }

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

const maxBatchBytes = 16 * 1024 * 1024
const defaultFirstBatch = 101
const timeoutMs = 10 * 60_000

/** Results that are fetched in parts (manual: reference/command/getMore). */
export const createCursors = (now: () => number): Cursors => {
  const cursors = new Map<string, Cursor>()
  let nextId = BigInt(Math.floor(Math.random() * 2 ** 40)) + 1n

  const fill = async (
    cursor: Cursor,
    limit: number,
  ): Promise<{ batch: RawDocument[]; done: boolean }> => {
    const batch: RawDocument[] = []
    let bytes = 0
    for (;;) {
      const document = cursor.held ?? (await cursor.source.next())
      cursor.held = undefined
      if (!document) return { batch, done: true }
      if (batch.length >= limit || (batch.length > 0 && bytes + document.length > maxBatchBytes)) {
        cursor.held = document
        return { batch, done: false }
      }
      bytes += document.length
      batch.push(new RawDocument(document))
    }
  }

  const remove = (cursor: Cursor): void => {
    if (cursors.delete(cursor.id.toString())) cursor.source.close()
  }

  const find = (id: Long, namespace: string): Cursor => {
    const cursor = cursors.get(id.toString())
    if (!cursor) throw new MongoError('CursorNotFound', `cursor id ${id.toString()} not found`)
    if (cursor.namespace !== namespace) {
      throw new MongoError(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      )
    }
    return cursor
  }

  return {
    first: async (source, request) => {
      const cursor: Cursor = {
        ...request,
        id: Long.fromBigInt(nextId++),
        source,
        held: undefined,
        usedAt: now(),
        busy: false,
      }
      try {
        const { batch, done } = await fill(cursor, request.batchSize ?? defaultFirstBatch)
        const open = !done && !request.singleBatch
        if (open) cursors.set(cursor.id.toString(), cursor)
        else source.close()
        return {
          cursor: { firstBatch: batch, id: open ? cursor.id : Long.ZERO, ns: request.namespace },
          ok: 1,
        }
      } catch (error) {
        source.close()
        throw error
      }
    },
    more: async (id, namespace, batchSize) => {
      const cursor = find(id, namespace)
      if (cursor.busy)
        throw new MongoError('CursorInUse', `cursor id ${id.toString()} is already in use`)
      cursor.busy = true
      try {
        const { batch, done } = await fill(
          cursor,
          batchSize && batchSize > 0 ? batchSize : Infinity,
        )
        cursor.usedAt = now()
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
      for (const id of killed) {
        const cursor = cursors.get(id.toString())
        if (cursor) remove(cursor)
      }
      return { killed, missing: ids.filter((id) => !killed.includes(id)) }
    },
    killSession: (session) => {
      for (const cursor of cursors.values()) if (cursor.session === session) remove(cursor)
    },
    expire: () => {
      for (const cursor of cursors.values()) {
        if (!cursor.noTimeout && !cursor.busy && now() - cursor.usedAt > timeoutMs) remove(cursor)
      }
    },
    closeAll: () => {
      for (const cursor of cursors.values()) remove(cursor)
    },
    count: () => cursors.size,
  }
}
