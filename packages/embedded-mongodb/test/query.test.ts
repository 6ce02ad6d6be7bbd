import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long, type Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

/** Ids of the documents that a filter finds. */
const ids = async (documents: Document[], filter: Document): Promise<unknown[]> => {
  const collection = server.database().collection('t')
  await collection.insertMany(documents.map((document, _id) => ({ _id, ...document })) as never)
  return (await collection.find(filter).sort({ _id: 1 }).toArray()).map(
    (document) => document._id as unknown,
  )
}

const numbers = [
  { a: 1 },
  { a: new Double(1) },
  { a: Long.fromNumber(1) },
  { a: Decimal128.fromString('1') },
  { a: '1' },
  { a: true },
]
const nulls = [
  { a: null },
  {},
  { a: [] },
  { a: [null] },
  { a: 4 },
  { a: {} },
  { a: { b: null } },
  { a: [{ b: 1 }, {}] },
  { a: [1, 2] },
  { a: [{ b: null }] },
]
const arrays = [
  { a: [1, 5] },
  { a: [3] },
  { a: 3 },
  { a: [[3]] },
  { a: [] },
  {
    a: [
      { b: 1, c: 2 },
      { b: 3, c: 4 },
    ],
  },
]

describe('query operators', () => {
  it.each<[string, string, Document[], Document, number[]]>([
    [
      'reference/operator/query/eq',
      'takes equal numbers of all types as one',
      numbers,
      { a: 1 },
      [0, 1, 2, 3],
    ],
    ['tutorial/query-for-null-fields', 'finds null and missing', nulls, { a: null }, [0, 1, 3]],
    [
      'tutorial/query-for-null-fields',
      'finds null below a path, but nothing in arrays without documents',
      nulls,
      { 'a.b': null },
      [0, 1, 4, 5, 6, 7, 9],
    ],
    [
      'reference/operator/query/ne',
      'is the opposite of equality',
      nulls,
      { a: { $ne: null } },
      [2, 4, 5, 6, 7, 8, 9],
    ],
    [
      'reference/operator/query/exists',
      'finds what is missing',
      nulls,
      { a: { $exists: false } },
      [1],
    ],
    [
      'reference/operator/query/exists',
      'finds null as present',
      nulls,
      { 'a.b': { $exists: true } },
      [6, 7, 9],
    ],
    ['tutorial/query-arrays', 'matches the whole array or one element', arrays, { a: [3] }, [1, 3]],
    ['tutorial/query-arrays', 'matches elements', arrays, { a: 3 }, [1, 2]],
    [
      'tutorial/query-arrays',
      'lets different elements fulfil two conditions',
      arrays,
      { a: { $gt: 2, $lt: 4 } },
      [0, 1, 2],
    ],
    [
      'reference/operator/query/elemMatch',
      'wants one element to fulfil all conditions',
      arrays,
      { a: { $elemMatch: { $gt: 2, $lt: 4 } } },
      [1],
    ],
    [
      'reference/operator/query/elemMatch',
      'matches documents in arrays',
      arrays,
      { a: { $elemMatch: { b: 1, c: 4 } } },
      [],
    ],
    [
      'tutorial/query-array-of-documents',
      'matches fields of different elements',
      arrays,
      { 'a.b': 1, 'a.c': 4 },
      [5],
    ],
    [
      'tutorial/query-array-of-documents',
      'takes a number in a path as a position',
      arrays,
      { 'a.1.b': 3 },
      [5],
    ],
    ['reference/operator/query/size', 'counts elements', arrays, { a: { $size: 2 } }, [0, 5]],
    ['reference/operator/query/all', 'wants every value', arrays, { a: { $all: [1, 5] } }, [0]],
    [
      'reference/operator/query/in',
      'takes values and regular expressions',
      [{ a: 'xyz' }, { a: 1 }, { a: 2 }],
      { a: { $in: [/^x/, 2] } },
      [0, 2],
    ],
    [
      'reference/operator/query/nin',
      'finds missing fields too',
      [{ a: 1 }, {}],
      { a: { $nin: [1] } },
      [1],
    ],
    [
      'reference/operator/query/not',
      'negates and finds missing fields',
      [{ a: 1 }, { a: 9 }, {}],
      { a: { $not: { $gt: 5 } } },
      [0, 2],
    ],
    [
      'reference/operator/query/nor',
      'wants none',
      [{ a: 1 }, { b: 1 }, {}],
      { $nor: [{ a: 1 }, { b: 1 }] },
      [2],
    ],
    [
      'reference/operator/query/gt',
      'compares within one type only',
      [{ a: 1 }, { a: 'x' }, { a: null }, { a: new Date(9) }],
      { a: { $gt: 0 } },
      [0],
    ],
    [
      'reference/bson-type-comparison-order',
      'finds NaN by $lte of NaN only',
      [{ a: NaN }, { a: 1 }],
      { a: { $lte: NaN } },
      [0],
    ],
    [
      'reference/operator/query/type',
      'knows aliases and looks into arrays',
      [{ a: 1 }, { a: 1.5 }, { a: [1.5] }, { a: 'x' }],
      { a: { $type: ['double', 'string'] } },
      [1, 2, 3],
    ],
    [
      'reference/operator/query/type',
      'knows all numbers by one name',
      numbers,
      { a: { $type: 'number' } },
      [0, 1, 2, 3],
    ],
    [
      'reference/operator/query/mod',
      'takes the sign of the dividend',
      [{ a: -5 }, { a: 5 }, { a: 4.7 }],
      { a: { $mod: [2, 1] } },
      [1],
    ],
    [
      'reference/operator/query/mod',
      'divides longs exactly',
      [{ a: Long.fromString('9007199254740993') }, { a: Long.fromString('9007199254740992') }],
      { a: { $mod: [2, 1] } },
      [0],
    ],
    [
      'reference/operator/query/regex',
      'is case-insensitive with i',
      [{ a: 'Ab' }, { a: 'cab' }],
      { a: { $regex: '^ab', $options: 'i' } },
      [0],
    ],
    [
      'reference/operator/query/expr',
      'compares two fields',
      [
        { a: 1, b: 2 },
        { a: 3, b: 2 },
      ],
      { $expr: { $gt: ['$a', '$b'] } },
      [1],
    ],
    [
      'reference/operator/query/bitsAllSet',
      'takes positions',
      [{ a: 5 }, { a: 4 }],
      { a: { $bitsAllSet: [0, 2] } },
      [0],
    ],
    [
      'tutorial/query-embedded-documents',
      'compares documents in the order of their fields',
      [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
      [0],
    ],
  ])('%s: %s', async (...[, , documents, filter, expected]) => {
    expect(await ids(documents, filter)).toEqual(expected)
  })

  it.each<[string, Document, number, string]>([
    ['an unknown operator', { a: { $foo: 1 } }, 2, 'unknown operator: $foo'],
    [
      'an unknown top level operator',
      { $foo: 1 },
      2,
      "unknown top level operator: $foo. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.",
    ],
    ['$in without an array', { a: { $in: 1 } }, 2, '$in needs an array'],
    ['an empty $or', { $or: [] }, 2, '$or argument must be a non-empty array'],
    ['a broken regular expression', { a: { $regex: '(' } }, 51091, 'Regular expression is invalid'],
    [
      '$text, which is not there',
      { $text: { $search: 'x' } },
      2,
      'unknown top level operator: $text',
    ],
  ])('refuses %s', async (_name, filter, code, message) => {
    const found = server.database().collection('t').find(filter).toArray()
    await expect(found).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })
})

describe('indexes', () => {
  it('answers E11000 with what clashed, over compound and multikey indexes', async () => {
    const collection = server.database().collection('t')
    await collection.createIndex({ a: 1, 'b.c': -1 }, { unique: true })
    await collection.insertOne({ a: 1, b: [{ c: 'x' }, { c: 'y' }] })
    await expect(collection.insertOne({ a: 1, b: { c: 'y' } })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { a: 1, 'b.c': -1 },
      keyValue: { a: 1, 'b.c': 'y' },
    })
  })

  it('keeps unique partial indexes to their documents (manual: core/index-partial)', async () => {
    const collection = server.database().collection('t')
    await collection.createIndex(
      { a: 1 },
      { unique: true, partialFilterExpression: { open: true } },
    )
    await collection.insertMany([{ a: 1, open: true }, { a: 1, open: false }, { a: 1 }])
    await expect(collection.insertOne({ a: 1, open: true })).rejects.toMatchObject({ code: 11000 })
    await expect(collection.updateMany({}, { $set: { open: true } })).rejects.toMatchObject({
      code: 11000,
    })
  })

  it('keeps long values apart and equal values together', async () => {
    const collection = server.database().collection<{ _id: number; a: string }>('t')
    await collection.createIndex({ a: 1 }, { unique: true })
    const long = 'x'.repeat(5000)
    await collection.insertMany([
      { _id: 1, a: `${long}1` },
      { _id: 2, a: `${long}2` },
    ])
    expect(await collection.findOne({ a: `${long}2` })).toMatchObject({ _id: 2 })
    expect(await collection.countDocuments({ a: { $gt: long } })).toBe(2)
    await expect(collection.insertOne({ _id: 3, a: `${long}1` })).rejects.toMatchObject({
      code: 11000,
    })
  })

  it.each<[string, Document, number, string]>([
    ['the same name for other keys', { key: { b: 1 }, name: 'a_1' }, 86, 'IndexKeySpecsConflict'],
    [
      'the same name with options that make it another index',
      { key: { a: 1 }, name: 'a_1', unique: true },
      86,
      'IndexKeySpecsConflict',
    ],
    [
      'the same keys under another name',
      { key: { a: 1 }, name: 'other' },
      85,
      'IndexOptionsConflict',
    ],
    ['no keys', { key: {}, name: 'none' }, 67, 'CannotCreateIndex'],
    [
      'an unknown option',
      { key: { c: 1 }, name: 'c', fast: true },
      197,
      'InvalidIndexSpecificationOption',
    ],
  ])('refuses %s', async (_name, index, code, codeName) => {
    const database = server.database()
    await database.collection('t').createIndex({ a: 1 })
    await expect(database.command({ createIndexes: 't', indexes: [index] })).rejects.toMatchObject({
      code,
      codeName,
    })
  })

  it('removes what a TTL index says is over (manual: core/index-ttl)', async () => {
    const own = await startServer({ sweepIntervalMs: 5 })
    const collection = own.database().collection<{ _id: number; at: unknown }>('t')
    await collection.insertMany([
      { _id: 1, at: new Date(0) },
      { _id: 2, at: new Date(Date.now() + 3_600_000) },
      { _id: 3, at: 'text' },
      { _id: 4, at: [new Date(0), new Date(Date.now() + 3_600_000)] },
    ])
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    while ((await collection.countDocuments()) > 2)
      await new Promise((resolve) => setImmediate(resolve))
    expect((await collection.find().toArray()).map((document) => document._id)).toEqual([2, 3])
    await own.stop()
  })
})
