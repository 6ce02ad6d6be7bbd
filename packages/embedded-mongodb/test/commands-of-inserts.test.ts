import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ObjectId, Timestamp, type Document } from 'mongodb'
import {
  badSize,
  checkRows,
  duplicateKey,
  failure,
  missingField,
  replyTo,
  unknownField,
  writeError,
  wrongType,
} from './support/replies.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const insert = (...documents: Document[]): Document => ({ insert: 'c', documents })
const unique: Document = {
  createIndexes: 'c',
  indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }],
}
const duplicate = (index: number, field: string, value: number): Document => ({
  index,
  ...duplicateKey(field, value),
})

const fresh = () => server.database()

describe('insert (manual: reference/command/insert)', () => {
  const page = 'reference/command/insert'
  checkRows(fresh, [
    [page, 'counts', [insert({}, {})], { n: 2, ok: 1 }],
    [
      page,
      'stops at the first error in order',
      [insert({ _id: 1 }, { _id: 1 }, { _id: 2 })],
      { n: 1, writeErrors: [duplicate(1, '_id', 1)], ok: 1 },
    ],
    [
      page,
      'goes on after errors without order',
      [{ ...insert({ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }), ordered: false }],
      { n: 2, writeErrors: [duplicate(1, '_id', 1), duplicate(3, '_id', 2)], ok: 1 },
    ],
    [
      page,
      'names the key of a unique index',
      [unique, insert({ a: 1 }, { a: 1 })],
      { n: 1, writeErrors: [duplicate(1, 'a', 1)], ok: 1 },
    ],
    [
      page,
      'refuses an array as _id',
      [insert({ _id: [1] })],
      { n: 0, writeErrors: [writeError(0, 2, "can't use an array for _id")], ok: 1 },
    ],
    [
      page,
      'refuses a regular expression as _id',
      [insert({ _id: /a/ })],
      { n: 0, writeErrors: [writeError(0, 2, "can't use a regex for _id")], ok: 1 },
    ],
    [
      page,
      'refuses operators in _id',
      [insert({ _id: { $a: 1 } })],
      {
        n: 0,
        writeErrors: [
          writeError(
            0,
            52,
            "_id fields may not contain '$'-prefixed fields: $a is not valid for storage.",
          ),
        ],
        ok: 1,
      },
    ],
    [page, 'refuses an empty batch', [insert()], badSize(0)],
    [
      page,
      'refuses 100,001 documents',
      [insert(...Array.from({ length: 100_001 }, () => ({})))],
      badSize(100_001),
    ],
    [page, 'wants documents', [{ insert: 'c' }], missingField('insert.documents')],
    [
      page,
      'wants a list',
      [{ insert: 'c', documents: {} }],
      wrongType('insert.documents', 'object', "type 'array'"),
    ],
    [
      page,
      'wants documents in the list',
      [{ insert: 'c', documents: [{}, 1] }],
      wrongType('insert.documents.1', 'int', "type 'object'"),
    ],
    [
      page,
      'wants a boolean order',
      [{ ...insert({}), ordered: 1 }],
      wrongType('insert.ordered', 'int', "type 'bool'"),
    ],
    [page, 'refuses unknown fields', [{ ...insert({}), sort: {} }], unknownField('insert.sort')],
    [
      'reference/write-concern',
      'refuses more than 50 nodes',
      [{ ...insert({}), writeConcern: { w: 51 } }],
      failure(
        9,
        'FailedToParse',
        'w has to be a non-negative number and not greater than 50; found: 51',
      ),
    ],
    [
      'reference/write-concern',
      'refuses negative numbers',
      [{ ...insert({}), writeConcern: { w: -1 } }],
      failure(
        9,
        'FailedToParse',
        'w has to be a non-negative number and not greater than 50; found: -1',
      ),
    ],
    [
      'reference/write-concern',
      'refuses other types',
      [{ ...insert({}), writeConcern: { w: true } }],
      failure(9, 'FailedToParse', 'w has to be a number, string, or object; found: bool'),
    ],
    [
      'reference/write-concern',
      'accepts the majority of one',
      [{ ...insert({}), writeConcern: { w: 'majority', j: true, wtimeout: 9 } }],
      { n: 1, ok: 1 },
    ],
    [
      'reference/write-concern',
      'has written what more nodes cannot confirm',
      [{ ...insert({}), writeConcern: { w: 2 } }],
      {
        n: 1,
        writeConcernError: {
          code: 100,
          codeName: 'UnsatisfiableWriteConcern',
          errmsg: 'Not enough data-bearing nodes',
        },
        ok: 1,
      },
    ],
    [
      'reference/write-concern',
      'knows no names of its own',
      [{ ...insert({}), writeConcern: { w: 'far' } }],
      {
        n: 1,
        writeConcernError: {
          code: 79,
          codeName: 'UnknownReplWriteConcern',
          errmsg: "No write concern mode named 'far' found in replica set configuration",
        },
        ok: 1,
      },
    ],
  ])

  it('makes an _id, puts it first, and fills in empty timestamps', async () => {
    const database = server.database()
    await replyTo(database, insert({ at: new Timestamp(0n), _id: 1 }, { b: 1 }))
    const [first, second] = await database.collection('c').find().toArray()
    expect(Object.keys(first ?? {})).toEqual(['_id', 'at'])
    expect((first?.['at'] as Timestamp).isZero()).toBe(false)
    expect(second?._id).toBeInstanceOf(ObjectId)
  })
})
