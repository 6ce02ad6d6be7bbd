import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSON } from 'bson'
import fc from 'fast-check'
import {
  Decimal128,
  Double,
  Long,
  ObjectId,
  type Collection,
  type Document,
  type FindCursor,
} from 'mongodb'
import { compare } from '../src/bson/compare.js'
import { decode } from '../src/bson/decode.js'
import { valueKey } from '../src/index/key-string.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const scalars: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom<unknown>(
    null,
    new Double(1),
    1.5,
    Long.fromNumber(2),
    Long.fromString('9007199254740993'),
    9007199254740992,
    Decimal128.fromString('1.0'),
    Decimal128.fromString('1.5'),
    Decimal128.fromString('0.1'),
    0.1,
    NaN,
    Infinity,
    'a',
    'b',
    'ab',
    'á',
    'a\0b',
    '😀',
    '\ufffd',
    true,
    false,
    new Date(0),
    new Date(5),
    new ObjectId('000000000000000000000001'),
    {},
    { x: 1 },
    { x: new Double(1), y: 'z' },
  ),
)
const values = fc.oneof({ weight: 4, arbitrary: scalars }, fc.array(scalars, { maxLength: 3 }))
const nested = fc.oneof(
  values,
  fc.record({ c: values }),
  fc.array(fc.record({ c: values, d: values }, { requiredKeys: [] }), { maxLength: 3 }),
)
const documents = fc.array(fc.record({ a: values, b: nested }, { requiredKeys: [] }), {
  minLength: 1,
  maxLength: 25,
})

const condition: fc.Arbitrary<unknown> = fc.oneof(
  values,
  fc.record({ $gt: scalars }),
  fc.record({ $gte: scalars, $lt: scalars }),
  fc.record({ $lte: scalars }),
  fc.record({ $in: fc.array(scalars, { maxLength: 4 }) }),
  fc.record({ $nin: fc.array(scalars, { maxLength: 2 }) }),
  fc.record({ $ne: scalars }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: fc.record({ $gte: scalars, $lte: scalars }) }),
  fc.record({ $not: fc.record({ $gt: scalars }) }),
  fc.record({ $all: fc.array(scalars, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $size: fc.integer({ min: 0, max: 3 }) }),
)
const filters = fc.oneof(
  fc.dictionary(fc.constantFrom('a', 'b', 'b.c', 'b.d'), condition, { maxKeys: 3 }),
  fc.record({
    $or: fc.array(
      fc.dictionary(fc.constantFrom('a', 'b.c'), condition, { minKeys: 1, maxKeys: 2 }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({
    $and: fc.array(
      fc.dictionary(fc.constantFrom('a', 'b.c'), condition, { minKeys: 1, maxKeys: 2 }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({ b: fc.record({ $elemMatch: fc.record({ c: condition, d: condition }) }) }),
)
const directions = fc.constantFrom(1 as const, -1 as const)
const sorts = fc.dictionary(fc.constantFrom('a', 'b.c'), directions, { maxKeys: 2 })
const indexes = fc.oneof(
  fc.record({
    key: fc.dictionary(fc.constantFrom('a', 'b', 'b.c', 'b.d'), directions, {
      minKeys: 1,
      maxKeys: 2,
    }),
  }),
  fc.record({
    key: fc.dictionary(fc.constantFrom('a', 'b.c'), directions, { minKeys: 1, maxKeys: 2 }),
    sparse: fc.constant(true),
  }),
  fc.record({
    key: fc.dictionary(fc.constantFrom('a', 'b.c'), directions, { minKeys: 1, maxKeys: 2 }),
    partialFilterExpression: fc.constantFrom<Document>(
      { a: { $exists: true } },
      { a: { $gt: 1 } },
      { 'b.c': 'a' },
    ),
  }),
)

/** Parallel arrays cannot be indexed; such documents are simply not there. */
const load = async (collection: Collection, list: Document[]): Promise<void> => {
  await collection
    .insertMany(list.map((document, _id) => ({ _id, ...document })) as never, { ordered: false })
    .catch(() => undefined)
}

/** What comes, or what is wrong: nobody can sort by two arrays. */
const found = (cursor: FindCursor): Promise<Document[] | string> =>
  cursor.toArray().catch((error: Error) => error.message)

describe('index scan against full scan', () => {
  it('finds the same documents in the same order of sort keys with and without an index', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        filters,
        sorts,
        indexes,
        async (list, filter, sort, { key, ...options }) => {
          const indexed = server.database().collection('t')
          await indexed.createIndex(key, { ...options, name: 'wanted' })
          await load(indexed, list)
          const order = { ...sort, _id: 1 as const }
          const all = await indexed.find(filter).hint({ $natural: 1 }).toArray()
          const natural = await found(indexed.find(filter).hint({ $natural: 1 }).sort(order))
          expect(await found(indexed.find(filter).sort(order))).toEqual(natural)
          expect(await found(indexed.find(filter).sort(sort))).toHaveLength(natural.length)
          expect(await indexed.countDocuments(filter)).toBe(all.length)
          await indexed.drop()
        },
      ),
      { numRuns: 250 },
    )
  })

  it('sorts by an index as it sorts in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(scalars, { maxLength: 30 }),
        directions,
        async (list, direction) => {
          const collection = server.database().collection<{ _id: number; a: unknown }>('t')
          if (list.length > 0) await collection.insertMany(list.map((a, _id) => ({ _id, a })))
          const inMemory = await collection.find().sort({ a: direction, _id: direction }).toArray()
          await collection.createIndex({ a: 1, _id: 1 })
          const cursor = collection.find().sort({ a: direction, _id: direction })
          expect(await cursor.toArray()).toEqual(inMemory)
          const explained = await collection
            .find()
            .sort({ a: direction, _id: direction })
            .explain('queryPlanner')
          expect((explained['queryPlanner'] as Document)['winningPlan']).toMatchObject({
            inputStage: { stage: 'IXSCAN' },
          })
          await collection.drop()
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('the order of index keys', () => {
  it('is the order in which values compare', () => {
    const stored = (value: unknown): unknown =>
      decode(Buffer.from(BSON.serialize({ value })))['value']
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [left, right] = [stored(a), stored(b)]
        expect(Math.sign(Buffer.compare(valueKey(left), valueKey(right)))).toBe(
          Math.sign(compare(left, right)),
        )
      }),
      { numRuns: 2000 },
    )
  })
})
