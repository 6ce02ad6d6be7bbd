import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long, type Document, type UpdateOptions } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const updated = async (
  before: Document,
  update: Document | Document[],
  options: UpdateOptions & { filter?: Document } = {},
): Promise<Document | null> => {
  const collection = server.database().collection('t', { promoteValues: false })
  await collection.insertOne({ _id: 1, ...before } as never)
  const { filter = {}, ...rest } = options
  await collection.updateOne({ _id: 1, ...filter } as never, update, rest)
  return server.client
    .db(collection.dbName)
    .collection('t')
    .findOne({}, { promoteLongs: false, projection: { _id: 0 } })
}

describe('update operators', () => {
  it.each<
    [
      string,
      string,
      Document,
      Document | Document[],
      Document,
      (UpdateOptions & { filter?: Document })?,
    ]
  >([
    [
      'reference/operator/update/set',
      'makes documents on the way',
      {},
      { $set: { 'a.b.c': 1 } },
      { a: { b: { c: 1 } } },
    ],
    [
      'reference/operator/update/set',
      'pads arrays with null',
      { a: [1] },
      { $set: { 'a.3': 4 } },
      { a: [1, null, null, 4] },
    ],
    [
      'reference/operator/update/unset',
      'leaves null in an array',
      { a: [1, 2] },
      { $unset: { 'a.0': '' } },
      { a: [null, 2] },
    ],
    [
      'reference/operator/update/inc',
      'turns an overflowing int into a long',
      { a: 2147483647 },
      { $inc: { a: 1 } },
      { a: Long.fromNumber(2147483648) },
    ],
    [
      'reference/operator/update/inc',
      'keeps decimals exact',
      { a: Decimal128.fromString('0.1') },
      { $inc: { a: Decimal128.fromString('0.2') } },
      { a: Decimal128.fromString('0.3') },
    ],
    [
      'reference/operator/update/mul',
      'sets a missing field to zero',
      {},
      { $mul: { a: 5 } },
      { a: 0 },
    ],
    [
      'reference/operator/update/min',
      'compares across types',
      { a: 'x' },
      { $min: { a: 5 } },
      { a: 5 },
    ],
    ['reference/operator/update/max', 'sets a missing field', {}, { $max: { a: 5 } }, { a: 5 }],
    [
      'reference/operator/update/rename',
      'moves a value',
      { a: 1, b: 2 },
      { $rename: { a: 'c.d' } },
      { b: 2, c: { d: 1 } },
    ],
    [
      'reference/operator/update/push',
      'makes a missing array, sorted and cut',
      {},
      { $push: { a: { $each: [3, 1, 2], $sort: -1, $slice: 2 } } },
      { a: [3, 2] },
    ],
    [
      'reference/operator/update/push',
      'inserts at a position from the end',
      { a: [1, 2] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 9, 2] },
    ],
    [
      'reference/operator/update/push',
      'sorts documents by several fields',
      { a: [{ x: 1, y: 1 }] },
      {
        $push: {
          a: {
            $each: [
              { x: 1, y: 3 },
              { x: 0, y: 2 },
            ],
            $sort: { x: 1, y: -1 },
          },
        },
      },
      {
        a: [
          { x: 0, y: 2 },
          { x: 1, y: 3 },
          { x: 1, y: 1 },
        ],
      },
    ],
    [
      'reference/operator/update/addToSet',
      'takes equal numbers as one',
      { a: [1] },
      { $addToSet: { a: { $each: [new Double(1), 2] } } },
      { a: [1, 2] },
    ],
    [
      'reference/operator/update/pull',
      'takes conditions on elements',
      { a: [1, 5, 8] },
      { $pull: { a: { $gte: 5 } } },
      { a: [1] },
    ],
    [
      'reference/operator/update/pull',
      'takes conditions on documents',
      { a: [{ x: 1, y: 2 }, { x: 1 }] },
      { $pull: { a: { x: 1, y: 2 } } },
      { a: [{ x: 1 }] },
    ],
    [
      'reference/operator/update/pullAll',
      'takes values',
      { a: [1, 2, 1] },
      { $pullAll: { a: [1] } },
      { a: [2] },
    ],
    [
      'reference/operator/update/pop',
      'takes the first',
      { a: [1, 2] },
      { $pop: { a: -1 } },
      { a: [2] },
    ],
    [
      'reference/operator/update/bit',
      'combines bits',
      { a: 13 },
      { $bit: { a: { and: 10 } } },
      { a: 8 },
    ],
    [
      'reference/operator/update/push',
      'sorts by a field that is an array as a whole',
      { a: [{ k: [3, 1] }, { k: [2] }] },
      { $push: { a: { $each: [{}], $sort: { k: 1 } } } },
      { a: [{}, { k: [2] }, { k: [3, 1] }] },
    ],
    [
      'reference/operator/update/positional',
      'changes the matched element',
      { a: [{ k: 1 }, { k: 2 }] },
      { $set: { 'a.$.v': 9 } },
      { a: [{ k: 1 }, { k: 2, v: 9 }] },
      { filter: { a: { $elemMatch: { k: 2 } } } },
    ],
    [
      'reference/operator/update/positional-all',
      'changes all elements',
      { a: [1, 2] },
      { $inc: { 'a.$[]': 10 } },
      { a: [11, 12] },
    ],
    [
      'reference/operator/update/positional-filtered',
      'changes chosen elements at two levels',
      { a: [{ b: [1, 5] }, { b: [7] }] },
      { $set: { 'a.$[].b.$[big]': 0 } },
      { a: [{ b: [1, 0] }, { b: [0] }] },
      { arrayFilters: [{ big: { $gte: 5 } }] },
    ],
    [
      'tutorial/update-documents-with-aggregation-pipeline',
      'computes from the document',
      { a: 2, b: 3 },
      [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }],
      { b: 3, sum: 5 },
    ],
  ])('%s: %s', async (...[, , before, update, after, options]) => {
    expect(await updated(before, update, options)).toEqual(after)
  })

  it.each<[string, Document, Document, number, string]>([
    ['$inc of a text', { a: 'x' }, { $inc: { a: 1 } }, 14, 'TypeMismatch'],
    [
      'two changes of one path',
      {},
      { $set: { a: 1 }, $inc: { a: 1 } },
      40,
      'ConflictingUpdateOperators',
    ],
    [
      'a change below and above',
      {},
      { $set: { a: 1, 'a.b': 1 } },
      40,
      'ConflictingUpdateOperators',
    ],
    ['a path through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28, 'PathNotViable'],
    ['a change of _id', {}, { $set: { _id: 2 } }, 66, 'ImmutableField'],
    ['an unknown operator', {}, { $foo: { a: 1 } }, 9, 'FailedToParse'],
    ['$bit of null', { a: null }, { $bit: { a: { or: 1 } } }, 2, 'BadValue'],
    ['$push to a number', { a: 1 }, { $push: { a: 1 } }, 2, 'BadValue'],
    ['`$` without a matched array', { a: [1] }, { $set: { 'a.$': 1 } }, 2, 'BadValue'],
    ['an array filter that is missing', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2, 'BadValue'],
  ])('refuses %s', async (...[, before, update, code, codeName]) => {
    const database = server.database()
    await database.collection('t').insertOne({ _id: 1, ...before } as never)
    const failing = database.command({ findAndModify: 't', query: { _id: 1 }, update })
    await expect(failing).rejects.toMatchObject({ code, codeName })
    expect(await database.collection('t').findOne()).toEqual({ _id: 1, ...before })
  })

  it('builds an upsert from the filter, $set and $setOnInsert', async () => {
    const collection = server.database().collection<Document>('t')
    const result = await collection.updateOne(
      { key: 'k', 'deep.one': 1, n: { $gt: 5 }, $and: [{ x: { $eq: 2 } }] },
      { $set: { s: 1 }, $setOnInsert: { i: 1 }, $inc: { c: 1 } },
      { upsert: true },
    )
    expect(result).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1 })
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual({
      key: 'k',
      deep: { one: 1 },
      x: 2,
      s: 1,
      i: 1,
      c: 1,
    })
    await collection.updateOne({ key: 'k' }, { $setOnInsert: { i: 9 } }, { upsert: true })
    expect(await collection.findOne()).toMatchObject({ i: 1 })
  })

  it.each([[[1, 2]], [/a/]])('refuses to upsert or insert %p as an _id', async (_id) => {
    const database = server.database()
    const updates = [{ q: { _id: { $eq: _id } }, u: { $set: { a: 1 } }, upsert: true }]
    const [upsert, insert] = [
      await database.command({ update: 't', updates }),
      await database.command({ insert: 't', documents: [{ _id }] }),
    ]
    expect(upsert['writeErrors']).toMatchObject([{ code: 53 }])
    expect(insert['writeErrors']).toMatchObject([{ code: 2 }])
  })

  it('counts a change that changes nothing as matched only', async () => {
    const collection = server.database().collection<Document>('t')
    await collection.insertOne({ a: 1 })
    expect(await collection.updateOne({}, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    })
    expect(await collection.updateOne({}, { $set: { a: new Double(1) } })).toMatchObject({
      modifiedCount: 1,
    })
  })

  it('lets one of many concurrent upserts of a unique value insert and the others update', async () => {
    const collection = server.database().collection<Document>('t')
    await collection.createIndex({ key: 1 }, { unique: true })
    await Promise.all(
      Array.from({ length: 50 }, () =>
        collection.updateOne({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true }),
      ),
    )
    expect(await collection.find({}, { projection: { _id: 0 } }).toArray()).toEqual([
      { key: 'k', n: 50 },
    ])
  })
})
