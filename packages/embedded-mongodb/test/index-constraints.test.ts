import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MaxKey, MinKey, type CreateIndexesOptions, type Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

type Case = readonly [
  string,
  Document[],
  { key: Document; options?: CreateIndexesOptions; filter: Document; ids: number[] },
]

const numbered: Document[] = [
  { a: [{ b: null }] },
  { a: [{ b: 1 }] },
  { a: [{ c: 1 }] },
  { a: [] },
  { a: 3 },
  {},
  { a: { 0: { b: null } } },
  { a: [[{ b: 5 }]] },
  { a: [{ 0: { b: 5 } }] },
]

const cases: Case[] = [
  [
    'null under a number in the path',
    numbered,
    { key: { 'a.0.b': 1 }, filter: { 'a.0.b': null }, ids: [0, 1, 2, 4, 5, 6, 8] },
  ],
  [
    'null among others under a number in the path',
    numbered,
    { key: { 'a.0.b': 1 }, filter: { 'a.0.b': { $in: [null, 1] } }, ids: [0, 1, 2, 4, 5, 6, 8] },
  ],
  [
    'a number as the field of an element',
    numbered,
    { key: { 'a.0.b': 1 }, filter: { a: { $elemMatch: { '0.b': 5 } } }, ids: [7, 8] },
  ],
  [
    'more than MinKey, which missing fields are, in a sparse index',
    [{ a: 1 }, {}, { a: null }],
    {
      key: { a: 1 },
      options: { sparse: true },
      filter: { a: { $gt: new MinKey() } },
      ids: [0, 1, 2],
    },
  ],
  [
    'at most MaxKey, which missing fields are, in a partial index',
    [{ a: 1 }, {}],
    {
      key: { a: 1 },
      options: { partialFilterExpression: { a: { $exists: true } } },
      filter: { a: { $lte: new MaxKey() } },
      ids: [0, 1],
    },
  ],
  [
    'an array that may be an element, in a partial index',
    [{ a: [1, 9] }, { a: [[1, 9]] }],
    {
      key: { a: 1 },
      options: { partialFilterExpression: { a: { $lt: 5 } } },
      filter: { a: [1, 9] },
      ids: [0, 1],
    },
  ],
  [
    'null, which missing fields are too, in a partial index of nulls',
    [{ a: null, b: 1 }, { b: 1 }],
    {
      key: { b: 1 },
      options: { partialFilterExpression: { a: { $type: 10 } } },
      filter: { a: null, b: 1 },
      ids: [0, 1],
    },
  ],
]

describe('what a filter tells an index', () => {
  it.each(cases)(
    'leaves nothing out: %s',
    async (_name: string, documents: Document[], { key, options, filter, ids }: Case[2]) => {
      const items = server.database().collection<{ _id: number }>('t')
      await items.insertMany(documents.map((document, _id) => ({ ...document, _id })))
      const found = async (): Promise<number[]> =>
        (await items.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
      expect(await found()).toEqual(ids)
      await items.createIndex(key, options)
      expect(await found()).toEqual(ids)
    },
  )
})
