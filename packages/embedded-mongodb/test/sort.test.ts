import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

describe('sort (manual: reference/bson-type-comparison-order)', () => {
  const ascending = [
    new MinKey(),
    null,
    NaN,
    -1,
    0.5,
    1,
    Long.fromString('9007199254740993'),
    Decimal128.fromString('9007199254740993.5'),
    Infinity,
    'A',
    'a',
    'á',
    {},
    { a: 1 },
    { a: 2 },
    { b: 1 },
    new Binary(Buffer.from([1])),
    new ObjectId('00000000000000000000000a'),
    false,
    true,
    new Date(-1),
    new Date(1),
    new Timestamp({ t: 1, i: 1 }),
    /a/,
    new MaxKey(),
  ]
  it('orders all types, with and without an index', async () => {
    const collection = server.database().collection<{ _id: number; a: unknown }>('t')
    await collection.insertMany(ascending.map((a, _id) => ({ _id, a })).reverse())
    const sorted = async (): Promise<number[]> =>
      (await collection.find().sort({ a: 1 }).toArray()).map((document) => document._id)
    expect(await sorted()).toEqual(ascending.map((_, i) => i))
    await collection.createIndex({ a: 1 })
    expect(await sorted()).toEqual(ascending.map((_, i) => i))
  })

  it('takes fields of one array from one element (manual: reference/method/cursor.sort)', async () => {
    const collection = server.database().collection<{ _id: number; a: unknown }>('t')
    await collection.insertMany([
      {
        _id: 1,
        a: [
          { b: 1, c: 9 },
          { b: 2, c: 0 },
        ],
      },
      { _id: 2, a: [{ b: 1, c: 5 }] },
      { _id: 3, a: [] },
    ])
    const sorted = await collection.find().sort({ 'a.b': 1, 'a.c': 1 }).toArray()
    expect(sorted.map(({ _id }) => _id)).toEqual([3, 2, 1])
  })

  it('refuses to sort by two arrays', async () => {
    const collection = server.database().collection('t')
    await collection.insertOne({ a: [1, 2], b: [1, 2] })
    await expect(collection.find().sort({ a: 1, b: 1 }).toArray()).rejects.toMatchObject({
      code: 2,
      message: 'cannot sort with keys that are parallel arrays',
    })
  })

  it('takes the smallest element of an array going up and the largest going down', async () => {
    const collection = server.database().collection<{ _id: number; a: unknown }>('t')
    await collection.insertMany([
      { _id: 1, a: [5, 1] },
      { _id: 2, a: 2 },
      { _id: 3, a: [3, 4] },
    ])
    const order = async (direction: 1 | -1): Promise<number[]> =>
      (await collection.find().sort({ a: direction }).toArray()).map((document) => document._id)
    expect(await order(1)).toEqual([1, 2, 3])
    expect(await order(-1)).toEqual([1, 3, 2])
  })
})
