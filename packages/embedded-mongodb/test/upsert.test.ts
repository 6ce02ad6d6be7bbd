import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'
import { update } from './support/updated.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

type Upsert = [shows: string, filter: Document, change: Document, after: Document]

describe('upserts (manual: reference/method/db.collection.update)', () => {
  it.each<Upsert>([
    [
      'fields of the filter by name',
      { b: 1, 'a.c': 2 },
      { $set: { d: 3 } },
      { a: { c: 2 }, b: 1, d: 3 },
    ],
    ['null and documents', { a: null, b: { c: 1 } }, { $set: {} }, { a: null, b: { c: 1 } }],
    [
      'one value of a list',
      { a: { $in: [1] }, b: { $all: [2] }, c: { $in: [3, 4] } },
      { $set: {} },
      { a: 1, b: 2 },
    ],
    [
      'nothing of other operators',
      { a: { $gt: 1, $ne: 5 }, b: /x/, c: { $exists: true }, $nor: [{ d: 1 }] },
      { $set: {} },
      {},
    ],
    ['equality among other operators', { a: { $gte: 1, $eq: 2 } }, { $inc: { a: 1 } }, { a: 3 }],
    ['nothing of several alternatives', { $or: [{ a: 1 }, { a: 2 }] }, { $set: {} }, {}],
    ['a change of what the filter fixes', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
    ['_id only, of a replacement', { _id: 1, a: 2 }, { b: 3 }, { b: 3 }],
    [
      '$setOnInsert',
      { a: 1 },
      { $setOnInsert: { 'b.c': 2 }, $min: { d: 1 } },
      { a: 1, b: { c: 2 }, d: 1 },
    ],
    ['numbers as names', { 'a.0': 1 }, { $set: {} }, { a: { 0: 1 } }],
  ])('take %s', async (_shows, filter, change, after) => {
    const options = { filter: { _id: 1, ...filter }, upsert: true }
    const result = await update(server.database(), null, change, options)
    expect(result).toEqual({ after: { _id: 1, ...after } })
    expect(JSON.stringify(result.after)).toBe(JSON.stringify({ _id: 1, ...after }))
  })

  it.each<[Document, Document, number, string]>([
    [
      { a: { $all: [1, 2] } },
      { $set: {} },
      54,
      "cannot infer query fields to set, path 'a' is matched twice",
    ],
    [
      { a: 1, $and: [{ a: 2 }] },
      { $set: {} },
      54,
      "cannot infer query fields to set, path 'a' is matched twice",
    ],
    [
      { 'a.b': 1, a: { b: 1 } },
      { $set: {} },
      54,
      "cannot infer query fields to set, both paths 'a.b' and 'a' are matched",
    ],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: 1}"],
    [
      { _id: 1 },
      { $set: { _id: 2 } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      { a: 1 },
      { $set: { 'a.$': 1 } },
      2,
      'The positional operator did not find the match needed from the query.',
    ],
    [
      {},
      { $set: { 'a.$[]': 1 } },
      2,
      "The path 'a' must exist in the document in order to apply array updates.",
    ],
  ])('refuse %j %j', async (filter, change, ...[code, errmsg]) => {
    const { error, after } = await update(server.database(), null, change, { filter, upsert: true })
    expect(error).toEqual({ index: 0, code, errmsg })
    expect(after).toBeNull()
  })
})
