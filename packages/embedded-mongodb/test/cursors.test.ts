import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSON, type Db, type Document, type Long } from 'mongodb'
import { createCursors, type Source } from '../src/query/cursors.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
let database: Db
beforeAll(async () => {
  server = await startServer()
  database = server.database()
  const text = 'x'.repeat(16_000)
  const documents = Array.from({ length: 300 }, (_, _id) => ({ _id, text }))
  await database.collection<{ _id: number }>('large').insertMany(documents)
})
afterAll(() => server.stop())

const withResolve = <T>(): { promise: Promise<T>; resolve: (value: T) => void } => {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

type Reply = { cursor: { id: Long; firstBatch?: Document[]; nextBatch?: Document[] } }
const run = (command: Document): Promise<Reply> =>
  database.command(command, { promoteLongs: false }) as unknown as Promise<Reply>

describe('cursors (manual: reference/command/getMore)', () => {
  it('give a large result in parts of which none keeps others waiting for long', async () => {
    const ids: unknown[] = []
    let { cursor } = await run({ find: 'large', batchSize: 1000 })
    for (;;) {
      const batch = cursor.firstBatch ?? cursor.nextBatch ?? []
      expect(BSON.calculateObjectSize(batch)).toBeLessThan(2 * 1024 * 1024)
      ids.push(...batch.map(({ _id }) => _id as unknown))
      if (cursor.id.isZero()) break
      cursor = (await run({ getMore: cursor.id, collection: 'large' })).cursor
    }
    expect(ids).toEqual(Array.from({ length: 300 }, (_, _id) => _id))
  })

  it('give all at once where only one batch was asked for', async () => {
    const { cursor } = await run({ find: 'large', batchSize: 1000, singleBatch: true })
    expect(cursor.firstBatch).toHaveLength(300)
    expect(cursor.id.isZero()).toBe(true)
  })

  it('answer with an error, not with less, when they are killed while they are read', async () => {
    const cursors = createCursors(() => 0)
    const document = Buffer.from(BSON.serialize({ _id: 1 }))
    const { promise, resolve } = withResolve<Buffer | undefined>()
    const given: (Buffer | Promise<Buffer | undefined>)[] = [document, document, promise]
    const source: Source = { next: () => given.shift(), close: () => undefined }
    const first = await cursors.first(source, {
      namespace: 'a.t',
      batchSize: 1,
      singleBatch: false,
      session: undefined,
      noTimeout: false,
    })
    const { id } = first['cursor'] as { id: Long }
    const reading = cursors.more(id, 'a.t', undefined)
    expect(cursors.kill([id]).killed).toEqual([id])
    resolve(undefined)
    await expect(reading).rejects.toMatchObject({ codeName: 'CursorKilled', code: 237 })
  })
})
