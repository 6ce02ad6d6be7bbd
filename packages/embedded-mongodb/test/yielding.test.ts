import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Long, UUID, type Collection, type Document } from 'mongodb'
import { sortInTurns } from '../src/query/sort-in-turns.js'
import { bodySection, exchangeWith, message } from './support/raw-client.js'
import { startServer, type TestServer } from './support/start-server.js'

describe('sortInTurns', () => {
  const item = fc.record({ key: fc.integer({ min: 0, max: 50 }), arrival: fc.nat() })

  it('orders as a stable sort does', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 3000, size: 'max' }), (items) => {
        const pace = { due: () => false, rest: () => Promise.resolve() }
        const step = sortInTurns(items, (a, b) => a.key - b.key, pace).next()
        expect(step).toEqual({ done: true, value: [...items].sort((a, b) => a.key - b.key) })
      }),
      { numRuns: 30 },
    )
  })

  it('compares only so often before it lets others in', () => {
    let compared = 0
    let most = 0
    const compare = (a: number, b: number): number => {
      compared++
      return a - b
    }
    const pace = { due: () => true, rest: () => Promise.resolve() }
    const items = Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003)
    const sorting = sortInTurns(items, compare, pace)
    while (!sorting.next().done) {
      most = Math.max(most, compared)
      compared = 0
    }
    // one run of 512
    expect(most).toBeLessThan(512 * 9)
  })
})

describe('long work', () => {
  let server: TestServer
  let items: Collection<{ _id: number; n: number; text: string; at: Date; kind: string }>
  const count = 10_000
  beforeAll(async () => {
    server = await startServer({ sweepIntervalMs: 100 })
    items = server.database().collection('items')
    for (let from = 0; from < count; from += 2500) {
      await items.insertMany(
        Array.from({ length: 2500 }, (_, i) => ({
          _id: from + i,
          n: ((from + i) * 7919) % count,
          text: `text ${i % 100}`,
          at: new Date(4_000_000_000_000),
          kind: 'all',
        })),
      )
    }
    await items.createIndex({ kind: 1 })
  })
  afterAll(() => server.stop())

  /** How many commands of another client are answered before the work is done. */
  const answeredDuring = async (work: Promise<unknown>): Promise<number> => {
    let done = false
    const ended = work.finally(() => (done = true))
    let answered = 0
    while (!done) {
      await server.client.db('admin').command({ ping: 1 })
      answered++
    }
    await ended
    return answered
  }

  it.each<[string, () => Promise<unknown>]>([
    ['an index build', () => items.createIndex({ text: 1, n: -1 })],
    ['a sort without an index', () => items.find().sort({ text: 1, at: 1, n: 1 }).toArray()],
    [
      'a pipeline that groups, unwinds and sorts',
      () =>
        items
          .aggregate([
            { $group: { _id: '$n', ids: { $push: '$_id' } } },
            { $unwind: '$ids' },
            { $sort: { ids: -1 } },
            { $count: 'n' },
          ])
          .toArray(),
    ],
    ['an update of everything', () => items.updateMany({}, { $inc: { n: 1 } })],
    [
      'an update that an index hardly narrows',
      () => items.updateOne({ kind: 'all', n: -5 }, { $set: { n: 0 } }),
    ],
    ['distinct values', () => items.distinct('n')],
    ['a drop of an index', () => items.dropIndex('text_1_n_-1')],
    [
      'a sweep of expired documents',
      async () => {
        await items.createIndex({ at: 1 }, { expireAfterSeconds: 0 })
        const some = { _id: { $lt: 2000 } }
        await items.updateMany(some, { $set: { at: new Date(0) } })
        while ((await items.countDocuments(some)) > 0);
      },
    ],
  ])('lets others in during %s', async (_name, work) => {
    expect(await answeredDuring(work())).toBeGreaterThan(3)
  })

  it('sorts more than it holds in memory right', async () => {
    const big = server.database().collection<{ _id: number; n: number; text: string }>('big')
    const text = 'x'.repeat(20_000)
    for (let from = 0; from < 1200; from += 300)
      await big.insertMany(
        Array.from({ length: 300 }, (_, i) => ({ _id: from + i, n: -(from + i), text })),
      )
    const sorted = await big.find().sort({ n: 1 }).toArray()
    expect(sorted.map(({ _id }) => _id)).toEqual(Array.from({ length: 1200 }, (_, i) => 1199 - i))
    const [first] = await big.find().sort({ n: 1 }).skip(1).limit(1).toArray()
    expect(first).toEqual({ _id: 1198, n: -1198, text })
  })

  it('counts a long update of one document once, also when it is sent again', async () => {
    const last = { _id: count - 1 }
    const before = await items.findOne(last)
    const command = {
      update: 'items',
      // an index finds all of them, and the last is the one
      updates: [
        { q: { kind: 'all', $expr: { $gte: ['$_id', last._id] } }, u: { $inc: { n: 1000 } } },
      ],
      lsid: { id: new UUID() },
      txnNumber: Long.fromNumber(1),
      $db: items.dbName,
    }
    const bytes = message({ sections: [bodySection(command)] })
    const send = (): Promise<Document | undefined> => exchangeWith(server.uri, bytes)
    for (const reply of [...(await Promise.all([send(), send(), send()])), await send()])
      expect(reply).toMatchObject({ n: 1, nModified: 1 })
    expect(await items.findOne(last)).toMatchObject({ n: Number(before?.n) + 1000 })
  })
})
