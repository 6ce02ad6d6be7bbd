import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long, MongoClient, UUID, type Document } from 'mongodb'
import { createEngine } from '../src/engine/engine.js'
import { startEmbeddedMongodb } from '../src/index.js'
import { kinds, prefixRange } from '../src/storage/keys.js'
import { openStore } from '../src/storage/store.js'
import { createRetryRecords } from '../src/transactions/retry.js'
import { bodySection, exchangeWith, message } from './support/raw-client.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

/** Sent without a driver, which would put a session of its own in. */
const send = (uri: string, command: Document, txnNumber: number): Promise<Document | undefined> => {
  const lsid = { id: new UUID('00000000-0000-4000-8000-000000000001') }
  const numbered = { ...command, lsid, txnNumber: Long.fromNumber(txnNumber), $db: 'retry' }
  return exchangeWith(uri, message({ sections: [bodySection(numbered)] }))
}

describe('retryable writes (manual: core/retryable-writes)', () => {
  it('take effect once and answer the same twice', async () => {
    const insert = { insert: 't', documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] }
    expect(await send(server.uri, insert, 1)).toMatchObject({ n: 3 })
    expect(await send(server.uri, insert, 1)).toEqual(expect.objectContaining({ n: 3, ok: 1 }))
    const change = { findAndModify: 't', query: { _id: 1 }, update: { $inc: { a: 1 } }, new: true }
    expect(await send(server.uri, change, 2)).toMatchObject({ value: { _id: 1, a: 1 } })
    expect(await send(server.uri, change, 2)).toMatchObject({ value: { _id: 1, a: 1 } })
    const stored = await server.client.db('retry').collection('t').find().sort({ _id: 1 }).toArray()
    expect(stored).toEqual([{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3 }])
  })

  it('want as many statement ids as there are statements', async () => {
    const insert = { insert: 't', documents: [{ _id: 7 }, { _id: 8 }], stmtIds: [4] }
    expect(await send(server.uri, insert, 3)).toMatchObject({
      ok: 0,
      code: 16,
      codeName: 'InvalidLength',
      errmsg:
        'Number of statement ids must match the number of batch entries. Got 1 statement ids but operation contains 2 entries',
    })
    expect(
      await server.client
        .db('retry')
        .collection('t')
        .countDocuments({ _id: 7 as never }),
    ).toBe(0)
  })

  it('commits a transaction once when the commit is sent again before it is answered', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'embedded-mongodb-commit-'))
    const store = openStore(join(directory, 'data.mdb'), false)
    const { transactions } = createEngine(store, { now: Date.now, lifetimeMs: 60_000 })
    const { context } = transactions.begin('a', 1n, {})
    context.view.put(Buffer.from('rkey'), Buffer.from('value'))
    let commits = 0
    const commit = (): Promise<boolean> => transactions.commit('a', 1n, () => commits++)
    expect(await Promise.all([commit(), commit()])).toEqual([true, true])
    expect(commits).toBe(1)
    await store.close()
    await rm(directory, { recursive: true })
  })

  it('are remembered over a restart', async () => {
    const own = await startServer()
    const increment = {
      update: 't',
      updates: [{ q: { _id: 1 }, u: { $inc: { a: 1 } }, upsert: true }],
    }
    expect(await send(own.uri, increment, 5)).toMatchObject({ n: 1 })
    await own.pause()
    const again = await startEmbeddedMongodb({
      dataDirectory: own.dataDirectory,
      auth: false,
      durable: false,
    })
    expect(await send(again.uri, increment, 5)).toMatchObject({ n: 1, upserted: [{ _id: 1 }] })
    const client = await new MongoClient(again.uri).connect()
    expect(await client.db('retry').collection('t').findOne()).toEqual({ _id: 1, a: 1 })
    expect(await send(again.uri, increment, 4)).toMatchObject({
      code: 225,
      codeName: 'TransactionTooOld',
    })
    await client.close()
    await again.stop()
    await own.stop()
  })
})

describe('createRetryRecords', () => {
  it('keeps one record of statements that follow each other with one result, and tells them apart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'embedded-mongodb-retry-'))
    const store = openStore(join(directory, 'data.mdb'), false)
    const records = (): number =>
      [...store.latest.keys(prefixRange(Buffer.from([kinds.retry])))].length
    const session = '00'.repeat(32)
    const retry = createRetryRecords(store, () => 1000).open(session, 1n)
    const save = (from: number, to: number, result: Document): Promise<void> =>
      store.write((view) => {
        for (let statement = from; statement < to; statement++) retry.save(view, statement, result)
      })

    await save(0, 400, { n: 1 })
    await save(400, 700, { n: 1 })
    expect(records()).toBe(1)
    const undone = store.write((view) => {
      retry.save(view, 700, { n: 1 })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(retry.find(700)).toBeUndefined()
    await save(700, 701, { n: 0 })
    await save(701, 800, { n: 1 })
    await save(900, 901, { n: 1 })
    const again = createRetryRecords(store, () => 2000).open(session, 1n)
    for (const one of [retry, again]) {
      const found = [0, 399, 699, 700, 701, 799, 800, 899, 900, 901].map(
        (statement) => one.find(statement)?.['n'] as number | undefined,
      )
      expect(found).toEqual([1, 1, 1, 0, 1, 1, undefined, undefined, 1, undefined])
    }

    const next = createRetryRecords(store, () => 3000).open(session, 2n)
    await store.write((view) => {
      next.save(view, 0, { n: 1 })
    })
    expect(records()).toBe(1)
    await store.close()
    await rm(directory, { recursive: true })
  })

  it('keeps a record of its own of every large result, none of them in memory', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'embedded-mongodb-retry-'))
    const store = openStore(join(directory, 'data.mdb'), false)
    const retry = createRetryRecords(store, () => 1000).open('00'.repeat(32), 1n)
    const value = { text: 'x'.repeat(1000) }
    await store.write((view) => {
      for (let statement = 0; statement < 3; statement++) retry.save(view, statement, { value })
    })
    const keys = [...store.latest.keys(prefixRange(Buffer.from([kinds.retry])))]
    expect(keys).toHaveLength(3)
    for (const statement of [0, 1, 2]) expect(retry.find(statement)).toMatchObject({ value })
    await store.close()
    await rm(directory, { recursive: true })
  })
})
