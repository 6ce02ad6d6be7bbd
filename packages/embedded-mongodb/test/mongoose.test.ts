import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
let connection: Connection

beforeAll(async () => {
  server = await startServer()
  connection = await mongoose.createConnection(server.uri, { dbName: 'story' }).asPromise()
})
afterAll(async () => {
  await connection.close()
  await server.stop()
})

const schema = new mongoose.Schema(
  {
    email: { type: String, required: true, unique: true },
    status: String,
    number: Number,
    lines: [{ _id: false, sku: String, count: Number }],
  },
  { timestamps: true },
)

describe('mongoose 9 as a client', () => {
  it('creates its indexes and refuses duplicates with key pattern and key value', async () => {
    const Order = connection.model('Order', schema)
    await Order.init()
    await Order.create({ email: 'a@example.com', status: 'open', number: 1 })
    await expect(Order.create({ email: 'a@example.com' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: 'a@example.com' },
      message:
        'E11000 duplicate key error collection: story.orders index: email_1 dup key: { email: "a@example.com" }',
    })
  })

  it('updates through the positional operator', async () => {
    const Order = connection.model('Order')
    await Order.create({
      email: 'b',
      lines: [
        { sku: 'x', count: 1 },
        { sku: 'y', count: 2 },
      ],
    })
    await Order.updateOne({ email: 'b', 'lines.sku': 'y' }, { $inc: { 'lines.$.count': 5 } })
    const found = await Order.findOne({ email: 'b' }).lean()
    expect(found).toMatchObject({
      lines: [
        { sku: 'x', count: 1 },
        { sku: 'y', count: 7 },
      ],
    })
  })

  it('keeps what a transaction writes to itself until the commit', async () => {
    const Order = connection.model('Order')
    await connection.transaction(async (session) => {
      await Order.create(
        [
          { email: 't1', status: 'txn' },
          { email: 't2', status: 'txn' },
        ],
        { session, ordered: true },
      )
      expect(await Order.countDocuments({ status: 'txn' }, { session })).toBe(2)
      expect(await Order.countDocuments({ status: 'txn' })).toBe(0)
      await Order.findOneAndUpdate({ email: 't1' }, { $set: { number: 9 } }, { session })
    })
    expect(await Order.find({ status: 'txn' }).sort({ email: 1 }).distinct('email')).toEqual([
      't1',
      't2',
    ])
  })

  it('leaves nothing of a transaction that throws', async () => {
    const Order = connection.model('Order')
    const failing = connection.transaction(async (session) => {
      await Order.create([{ email: 'gone' }], { session })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await Order.exists({ email: 'gone' })).toBeNull()
  })

  it('upserts with $setOnInsert and tells which index a query used', async () => {
    const Order = connection.model('Order')
    const made = await Order.findOneAndUpdate(
      { email: 'up' },
      { $setOnInsert: { number: 3 }, $set: { status: 'new' } },
      { upsert: true, returnDocument: 'after' },
    ).lean()
    expect(made).toMatchObject({ email: 'up', number: 3, status: 'new' })
    const explained = (await Order.find({ email: 'up' }).explain()) as unknown as {
      queryPlanner: { winningPlan: { inputStage: { indexName: string } } }
    }
    expect(explained.queryPlanner.winningPlan.inputStage.indexName).toBe('email_1')
  })

  it('groups', async () => {
    const Order = connection.model('Order')
    const groups = await Order.aggregate([
      { $match: { status: { $in: ['txn', 'new'] } } },
      { $group: { _id: '$status', count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    expect(groups).toEqual([
      { _id: 'new', count: 1 },
      { _id: 'txn', count: 2 },
    ])
  })
})
