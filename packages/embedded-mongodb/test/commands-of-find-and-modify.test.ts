import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long, type Document } from 'mongodb'
import {
  badSize,
  duplicateKey,
  failure,
  flag,
  lastReply,
  missingField,
  noHint,
  replyTo,
  unknownField,
  wrongType,
} from './support/replies.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const three: Document = {
  insert: 'c',
  documents: [
    { _id: 1, a: 1, l: [1, 2] },
    { _id: 2, a: 2, l: [1] },
    { _id: 3, a: 3 },
  ],
}
const unique: Document = {
  createIndexes: 'c',
  indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }],
}
const parse = (message: string): Document => failure(9, 'FailedToParse', message)

describe('findAndModify (manual: reference/command/findAndModify)', () => {
  const modify = (options: Document): Document => ({ findAndModify: 'c', ...options })
  const given = (lastErrorObject: Document, value: Document | null): Document => ({
    lastErrorObject,
    value,
    ok: 1,
  })
  const existing = { n: 1, updatedExisting: true }
  const set = { $set: { a: 9 } }
  const rows: [shows: string, commands: Document[], expected: Document][] = [
    [
      'gives what was there',
      [three, modify({ query: { _id: 2 }, update: set })],
      given(existing, { _id: 2, a: 2, l: [1] }),
    ],
    [
      'gives what is there now',
      [three, modify({ query: { _id: 2 }, update: set, new: true })],
      given(existing, { _id: 2, a: 9, l: [1] }),
    ],
    [
      'takes a number as a boolean',
      [three, modify({ query: { _id: 3 }, update: set, new: 1 })],
      given(existing, { _id: 3, a: 9 }),
    ],
    [
      'takes the first in order',
      [three, modify({ sort: { a: -1 }, update: set })],
      given(existing, { _id: 3, a: 3 }),
    ],
    [
      'shows some fields',
      [three, modify({ query: { _id: 2 }, fields: { a: 1, _id: 0 }, update: set })],
      given(existing, { a: 2 }),
    ],
    [
      'runs a pipeline with variables',
      [
        three,
        modify({
          query: { $expr: { $eq: ['$_id', '$$id'] } },
          update: [{ $set: { a: '$$id', l: '$$REMOVE' } }],
          let: { id: 2 },
          new: true,
        }),
      ],
      given(existing, { _id: 2, a: 2 }),
    ],
    [
      'filters array elements',
      [
        three,
        modify({
          query: { _id: 1 },
          update: { $set: { 'l.$[big]': 9 } },
          arrayFilters: [{ big: { $gt: 1 } }],
          new: true,
        }),
      ],
      given(existing, { _id: 1, a: 1, l: [1, 9] }),
    ],
    [
      'finds nothing',
      [three, modify({ query: { _id: 7 }, update: set })],
      given({ n: 0, updatedExisting: false }, null),
    ],
    [
      'finds nothing where nothing is',
      [modify({ update: set })],
      given({ n: 0, updatedExisting: false }, null),
    ],
    [
      'gives nothing before an upsert',
      [modify({ query: { _id: 7 }, update: set, upsert: true })],
      given({ n: 1, updatedExisting: false, upserted: 7 }, null),
    ],
    [
      'gives what an upsert has made',
      [modify({ query: { _id: 7 }, update: set, upsert: true, new: true })],
      given({ n: 1, updatedExisting: false, upserted: 7 }, { _id: 7, a: 9 }),
    ],
    [
      'removes',
      [three, modify({ query: { _id: 3 }, remove: true })],
      given({ n: 1 }, { _id: 3, a: 3 }),
    ],
    [
      'removes the first in order',
      [three, modify({ sort: { a: -1 }, fields: { a: 1 }, remove: true })],
      given({ n: 1 }, { _id: 3, a: 3 }),
    ],
    [
      'removes nothing',
      [three, modify({ query: { _id: 7 }, remove: true })],
      given({ n: 0 }, null),
    ],
    ['removes nothing where nothing is', [modify({ remove: true })], given({ n: 0 }, null)],
    [
      'answers the other spelling',
      [three, { findandmodify: 'c', query: { _id: 3 }, remove: true }],
      given({ n: 1 }, { _id: 3, a: 3 }),
    ],
    [
      'wants something to do',
      [modify({})],
      parse('Either an update or remove=true must be specified'),
    ],
    [
      'wants something to do, not its absence',
      [modify({ remove: false })],
      parse('Either an update or remove=true must be specified'),
    ],
    [
      'wants not both',
      [modify({ update: set, remove: true })],
      parse('Cannot specify both an update and remove=true'),
    ],
    [
      'removes without upsert',
      [modify({ upsert: true, remove: true })],
      parse('Cannot specify both upsert=true and remove=true '),
    ],
    [
      'removes without new',
      [modify({ new: true, remove: true })],
      parse(
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      ),
    ],
    [
      'removes without array filters',
      [modify({ arrayFilters: [], remove: true })],
      parse('Cannot specify arrayFilters and remove=true'),
    ],
    [
      'runs pipelines without array filters',
      [modify({ arrayFilters: [], update: [] })],
      parse('Cannot specify arrayFilters and a pipeline update'),
    ],
    [
      'wants a document or a pipeline',
      [modify({ update: 'x' })],
      parse('Update argument must be either an object or an array'),
    ],
    [
      'keeps unique keys',
      [unique, three, modify({ query: { _id: 1 }, update: { $set: { a: 2 } } })],
      { ok: 0, codeName: 'DuplicateKey', ...duplicateKey('a', 2) },
    ],
    [
      'wants an index that is there',
      [three, modify({ update: set, hint: 'nowhere' })],
      failure(2, 'BadValue', noHint),
    ],
    [
      'wants a boolean',
      [modify({ update: set, new: 'yes' })],
      wrongType('findAndModify.new', 'string', flag),
    ],
    [
      'wants a document as query',
      [modify({ query: 1, update: set })],
      wrongType('findAndModify.query', 'int', "type 'object'"),
    ],
    [
      'refuses unknown fields',
      [modify({ update: set, limit: 1 })],
      unknownField('findAndModify.limit'),
    ],
  ]
  it.each(rows)('%s', async (_shows, commands, expected) => {
    expect(await lastReply(server.database(), commands)).toEqual(expected)
  })
})

describe('bulkWrite (manual: reference/command/bulkWrite)', () => {
  const total = (counts: Document, ...firstBatch: Document[]): Document => ({
    cursor: { id: Long.ZERO, ns: 'admin.$cmd.bulkWrite', firstBatch },
    nErrors: 0,
    nInserted: 0,
    nMatched: 0,
    nModified: 0,
    nUpserted: 0,
    nDeleted: 0,
    ...counts,
    ok: 1,
  })
  const set = { $set: { a: 9 } }
  const one = { insert: 0, document: { _id: 1 } }
  const twice = [one, one, { insert: 0, document: { _id: 2 } }]
  const ok = (idx: number, more: Document = {}): Document => ({ ok: 1, idx, n: 1, ...more })
  const clash = { ok: 0, idx: 1, n: 0, ...duplicateKey('_id', 1) }
  const rows: [shows: string, ops: unknown, more: Document, expected: Document][] = [
    [
      'writes to several collections',
      [
        one,
        { insert: 1, document: { _id: 1, a: 1 } },
        { update: 1, filter: {}, updateMods: set },
        { update: 0, filter: { _id: 7 }, updateMods: set, upsert: true },
        { delete: 0, filter: {}, multi: true },
      ],
      {},
      total(
        { nInserted: 2, nMatched: 1, nModified: 1, nUpserted: 1, nDeleted: 2 },
        ok(0),
        ok(1),
        ok(2, { nModified: 1 }),
        ok(3, { nModified: 0, upserted: { _id: 7 } }),
        ok(4, { n: 2 }),
      ),
    ],
    ['tells only errors when told to', [one], { errorsOnly: true }, total({ nInserted: 1 })],
    [
      'stops at the first error in order',
      twice,
      {},
      total({ nInserted: 1, nErrors: 1 }, ok(0), clash),
    ],
    [
      'goes on after errors without order',
      twice,
      { ordered: false },
      total({ nInserted: 2, nErrors: 1 }, ok(0), clash, ok(2)),
    ],
    [
      'tells only errors without order',
      twice,
      { ordered: false, errorsOnly: true },
      total({ nInserted: 2, nErrors: 1 }, clash),
    ],
    [
      'reports an operation that it cannot understand after doing those before it',
      [one, { update: 0, filter: {}, updateMods: { a: 1 }, multi: true }],
      {},
      total({ nInserted: 1, nErrors: 1 }, ok(0), {
        ok: 0,
        idx: 1,
        n: 0,
        code: 9,
        errmsg: 'multi update is not supported for replacement-style update',
      }),
    ],
    [
      'sees variables',
      [one, { delete: 0, filter: { $expr: { $eq: ['$_id', '$$id'] } } }],
      { let: { id: 1 } },
      total({ nInserted: 1, nDeleted: 1 }, ok(0), ok(1)),
    ],
    ['refuses an empty batch', [], {}, badSize(0)],
    [
      'refuses the number of no collection',
      [{ insert: 2, document: {} }],
      {},
      failure(
        2,
        'BadValue',
        'BulkWrite ops entry { insert: 2, document: {} } has an invalid nsInfo index.',
      ),
    ],
    ['wants a document', [{ insert: 0 }], {}, missingField('bulkWrite.ops.insert.document')],
    [
      'has no order in deletes',
      [{ delete: 0, filter: {}, sort: {} }],
      {},
      unknownField('bulkWrite.ops.delete.sort'),
    ],
    ['wants a list', {}, {}, wrongType('bulkWrite.ops', 'object', "type 'array'")],
    ['wants collections', [one], { nsInfo: null }, missingField('bulkWrite.nsInfo')],
    [
      'wants names with a database',
      [one],
      { nsInfo: [{ ns: 'c' }] },
      failure(73, 'InvalidNamespace', "Invalid namespace specified for bulkWrite: 'c'"),
    ],
    ['refuses unknown fields', [one], { limit: 1 }, unknownField('bulkWrite.limit')],
  ]
  it.each(rows)('%s', async (_shows, ops, more, expected) => {
    const name = server.database().databaseName
    const nsInfo = [{ ns: `${name}.c` }, { ns: `${name}.d` }]
    const admin = server.client.db('admin')
    expect(await replyTo(admin, { bulkWrite: 1, ops, nsInfo, ...more })).toEqual(expected)
  })

  it('gives its results in batches', async () => {
    const nsInfo = [{ ns: `${server.database().databaseName}.c` }]
    const admin = server.client.db('admin')
    const ops = [1, 2, 3].map((_id) => ({ insert: 0, document: { _id } }))
    const { cursor } = await replyTo(admin, { bulkWrite: 1, ops, nsInfo, cursor: { batchSize: 2 } })
    const { id, firstBatch } = cursor as Document
    expect(firstBatch).toEqual([ok(0), ok(1)])
    const getMore = { getMore: id as Long, collection: '$cmd.bulkWrite' }
    expect(await replyTo(admin, getMore)).toEqual({
      cursor: { id: Long.ZERO, ns: 'admin.$cmd.bulkWrite', nextBatch: [ok(2)] },
      ok: 1,
    })
  })

  it('is a command of the whole server', async () => {
    expect(await replyTo(server.database(), { bulkWrite: 1, ops: [one], nsInfo: [] })).toEqual(
      failure(13, 'Unauthorized', 'bulkWrite may only be run against the admin database.'),
    )
  })
})
