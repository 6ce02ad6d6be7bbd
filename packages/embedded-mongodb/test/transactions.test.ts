import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MongoClient, type ClientSession, type Collection } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

type Item = { _id: number; value: number; key?: string }

const collection = (): Collection<Item> => server.database().collection<Item>('items')

let collectionNow: Collection<Item>

const begin = (): ClientSession => {
  const session = server.client.startSession()
  session.startTransaction()
  return session
}

const labelled = (code: number): object => ({ code, errorLabels: ['TransientTransactionError'] })

describe('multi-document transactions (manual: core/transactions)', () => {
  it('reads the snapshot of the first operation', async () => {
    const items = collection()
    await items.insertMany([
      { _id: 1, value: 1 },
      { _id: 2, value: 2 },
    ])
    const session = begin()
    await items.findOne({ _id: 1 }, { session })
    await items.updateOne({ _id: 2 }, { $set: { value: 20 } })
    await items.insertOne({ _id: 3, value: 3 })
    expect(await items.find({}, { session }).toArray()).toEqual([
      { _id: 1, value: 1 },
      { _id: 2, value: 2 },
    ])
    await session.commitTransaction()
    expect(await items.countDocuments()).toBe(3)
  })

  it('answers WriteConflict with the label when another transaction holds the document', async () => {
    const items = collection()
    await items.insertOne({ _id: 1, value: 1 })
    const first = begin()
    const second = begin()
    await items.updateOne({ _id: 1 }, { $inc: { value: 1 } }, { session: first })
    await expect(
      items.updateOne({ _id: 1 }, { $inc: { value: 1 } }, { session: second }),
    ).rejects.toMatchObject({
      ...labelled(112),
      codeName: 'WriteConflict',
    })
    await first.commitTransaction()
    expect(await items.findOne()).toEqual({ _id: 1, value: 2 })
  })

  it('answers WriteConflict when the document changed after the snapshot', async () => {
    const items = collection()
    await items.insertOne({ _id: 1, value: 1 })
    const session = begin()
    await items.findOne({ _id: 1 }, { session })
    await items.updateOne({ _id: 1 }, { $inc: { value: 1 } })
    await expect(
      items.updateOne({ _id: 1 }, { $inc: { value: 1 } }, { session }),
    ).rejects.toMatchObject(labelled(112))
  })

  it('conflicts on unique values too, and only on the same ones', async () => {
    const items = collection()
    await items.createIndex({ key: 1 }, { unique: true })
    const [first, second, third] = [begin(), begin(), begin()]
    await items.insertOne({ _id: 1, value: 1, key: 'a' }, { session: first })
    await items.insertOne({ _id: 2, value: 1, key: 'b' }, { session: second })
    await expect(
      items.insertOne({ _id: 3, value: 1, key: 'a' }, { session: third }),
    ).rejects.toMatchObject(labelled(112))
    await first.commitTransaction()
    await second.commitTransaction()
    expect(await items.countDocuments()).toBe(2)
  })

  it('makes a write outside wait until the transaction ends', async () => {
    const items = collection()
    await items.insertOne({ _id: 1, value: 1 })
    const session = begin()
    await items.updateOne({ _id: 1 }, { $set: { value: 10 } }, { session })
    const outside = items.updateOne({ _id: 1 }, { $inc: { value: 1 } })
    await session.commitTransaction()
    await outside
    expect(await items.findOne()).toEqual({ _id: 1, value: 11 })
  })

  it.each<[string, () => Promise<unknown>, Item[]]>([
    [
      'changes',
      () => collectionNow.updateMany({}, { $inc: { value: 1 } }),
      [
        { _id: 1, value: 2 },
        { _id: 2, value: 2 },
        { _id: 3, value: 11 },
      ],
    ],
    ['deletes', () => collectionNow.deleteMany({ value: { $lt: 10 } }), [{ _id: 3, value: 10 }]],
  ])('%s many documents once when a write has to wait for one', async (_verb, write, left) => {
    const items = collection()
    collectionNow = items
    await items.insertMany([1, 2, 3].map((_id) => ({ _id, value: 1 })))
    const session = begin()
    await items.updateOne({ _id: 3 }, { $set: { value: 10 } }, { session })
    const outside = write()
    // answered after the write outside has met the document that is held
    for (let i = 0; i < 5; i++) await items.findOne({ _id: 1 })
    await session.commitTransaction()
    const { modifiedCount, deletedCount } = (await outside) as Record<string, number>
    expect(modifiedCount ?? deletedCount).toBe(modifiedCount === undefined ? 2 : 3)
    expect(await items.find().sort({ _id: 1 }).toArray()).toEqual(left)
  })

  it('aborts after a duplicate key, so that nothing of it is left', async () => {
    const items = collection()
    await items.insertOne({ _id: 1, value: 1 })
    const session = begin()
    await items.insertOne({ _id: 2, value: 2 }, { session })
    await expect(items.insertOne({ _id: 1, value: 3 }, { session })).rejects.toMatchObject({
      code: 11000,
    })
    await expect(items.insertOne({ _id: 4, value: 3 }, { session })).rejects.toMatchObject(
      labelled(251),
    )
    await session.abortTransaction()
    expect(await items.countDocuments()).toBe(1)
  })

  it('sorts its own writes into an index scan', async () => {
    const items = collection()
    await items.createIndex({ value: 1 })
    await items.insertMany([1, 3, 5, 7].map((value) => ({ _id: value, value })))
    const session = begin()
    await items.insertMany(
      [
        { _id: 4, value: 4 },
        { _id: 9, value: 0 },
      ],
      { session },
    )
    await items.updateOne({ _id: 3 }, { $set: { value: 8 } }, { session })
    await items.deleteOne({ _id: 7 }, { session })
    const values = async (direction: 1 | -1): Promise<number[]> =>
      (
        await items
          .find({ value: { $gte: 0 } }, { session })
          .sort({ value: direction })
          .toArray()
      ).map((item) => item.value)
    expect(await values(1)).toEqual([0, 1, 4, 5, 8])
    expect(await values(-1)).toEqual([8, 5, 4, 1, 0])
    await session.commitTransaction()
    expect((await items.find().sort({ value: 1 }).toArray()).map((item) => item.value)).toEqual([
      0, 1, 4, 5, 8,
    ])
  })

  it('ends when its client goes away', async () => {
    const items = collection()
    await items.insertOne({ _id: 1, value: 1 })
    const other = await new MongoClient(server.uri).connect()
    const session = other.startSession()
    session.startTransaction()
    await other
      .db(items.dbName)
      .collection<Item>('items')
      .updateOne({ _id: 1 }, { $set: { value: 2 } }, { session })
    const waiting = items.updateOne({ _id: 1 }, { $inc: { value: 10 } })
    await other.close(true)
    await waiting
    expect(await items.findOne()).toEqual({ _id: 1, value: 11 })
  })

  it('refuses what MongoDB refuses inside a transaction', async () => {
    const session = begin()
    const database = server.database()
    await expect(database.command({ count: 'items' }, { session })).rejects.toMatchObject({
      code: 263,
      codeName: 'OperationNotSupportedInTransaction',
    })
  })

  it('lets 100 sessions count the same document up without losing one', async () => {
    const items = collection()
    await items.insertOne({ _id: 1, value: 0 })
    await Promise.all(
      Array.from({ length: 100 }, () =>
        server.client.withSession((session) =>
          session.withTransaction(async () => {
            const found = await items.findOne({ _id: 1 }, { session })
            await items.updateOne(
              { _id: 1 },
              { $set: { value: (found?.value ?? 0) + 1 } },
              { session },
            )
          }),
        ),
      ),
    )
    expect(await items.findOne()).toEqual({ _id: 1, value: 100 })
  })
})
