import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Double, Long, type Db, type Document } from 'mongodb'
import {
  batch,
  checkRows,
  failure,
  flag,
  lastReply,
  missingField,
  noHint,
  number,
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

const four: Document = {
  insert: 'c',
  documents: [
    { _id: 1, a: 3, l: [1, [2], 'x'] },
    { _id: 2, a: 1, l: [] },
    { _id: 3, a: 2, l: null },
    { _id: 4 },
  ],
}
const filled = async (): Promise<Db> => {
  const database = server.database()
  await lastReply(database, [
    four,
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] },
    { ping: 1 },
  ])
  return database
}
const ofC = expect.stringMatching(/^test\d+\.c$/)
const ids = (...list: number[]): Document => batch(ofC, ...list.map((_id) => ({ _id })))
const notNegative = (field: string): Document =>
  failure(51024, 'Location51024', `BSON field '${field}' value must be >= 0, actual value '-1'`)
const refused = (option: string): Document =>
  failure(238, 'NotImplemented', `the option '${option}' is not supported by the embedded server`)
const hintTypes = failure(9, 'FailedToParse', 'Hint must be a string or an object')
const badFilter = failure(2, 'BadValue', 'unknown operator: $nonsense')

describe('find (manual: reference/command/find)', () => {
  const page = 'reference/command/find'
  const find = (more: Document): Document => ({ find: 'c', projection: { _id: 1 }, ...more })
  checkRows(filled, [
    [page, 'finds everything', [find({})], ids(1, 2, 3, 4)],
    [page, 'sorts, null first', [find({ sort: { a: 1 } })], ids(4, 2, 3, 1)],
    [page, 'sorts backwards', [find({ sort: { a: -1 } })], ids(1, 3, 2, 4)],
    [page, 'skips and limits', [find({ sort: { a: 1 }, skip: 1, limit: 2 })], ids(2, 3)],
    [page, 'takes any number', [find({ skip: new Double(1), limit: Long.ONE })], ids(2)],
    [page, 'has no limit at zero', [find({ limit: 0 })], ids(1, 2, 3, 4)],
    [page, 'skips more than there is', [find({ skip: 9 })], ids()],
    [
      page,
      'takes null for nothing',
      [find({ filter: null, sort: null, skip: null })],
      ids(1, 2, 3, 4),
    ],
    [page, 'finds nothing where nothing is', [{ find: 'x' }], batch(expect.stringMatching(/\.x$/))],
    [page, 'gives one batch', [find({ batchSize: 2, singleBatch: true })], ids(1, 2)],
    [page, 'takes a number as a boolean', [find({ batchSize: 2, singleBatch: 1 })], ids(1, 2)],
    [
      page,
      'gives an empty first batch',
      [find({ batchSize: 0 })],
      { cursor: { id: expect.any(Long), ns: ofC, firstBatch: [] }, ok: 1 },
    ],
    [page, 'follows a hint', [find({ hint: 'a_1' })], ids(4, 2, 3, 1)],
    [page, 'follows a hint by its key', [find({ hint: { a: 1 } })], ids(4, 2, 3, 1)],
    [page, 'follows a natural hint', [find({ hint: { $natural: -1 } })], ids(4, 3, 2, 1)],
    [page, 'wants an index that is there', [find({ hint: 'b' })], failure(2, 'BadValue', noHint)],
    [page, 'wants a hint of the right type', [find({ hint: 1 })], hintTypes],
    [
      page,
      'sees variables',
      [find({ filter: { $expr: { $eq: ['$_id', '$$id'] } }, let: { id: 2 } })],
      ids(2),
    ],
    [page, 'refuses a bad filter', [find({ filter: { a: { $nonsense: 1 } } })], badFilter],
    [
      page,
      'refuses it also where nothing is',
      [{ find: 'x', filter: { a: { $nonsense: 1 } } }],
      badFilter,
    ],
    [
      page,
      'wants a document',
      [find({ filter: [] })],
      wrongType('find.filter', 'array', "type 'object'"),
    ],
    [page, 'wants a number', [find({ limit: 'x' })], wrongType('find.limit', 'string', number)],
    [
      page,
      'wants a boolean',
      [find({ singleBatch: 'x' })],
      wrongType('find.singleBatch', 'string', flag),
    ],
    [page, 'refuses a negative skip', [find({ skip: -1 })], notNegative('skip')],
    [page, 'refuses a negative limit', [find({ limit: -1 })], notNegative('limit')],
    [page, 'refuses a negative batch size', [find({ batchSize: -1 })], notNegative('batchSize')],
    [page, 'refuses unknown fields', [find({ query: {} })], unknownField('find.query')],
    [page, 'refuses min', [find({ min: { a: 1 }, hint: 'a_1' })], refused('min')],
    [page, 'refuses max', [find({ max: { a: 1 }, hint: 'a_1' })], refused('max')],
    [page, 'refuses tailable cursors', [find({ tailable: true })], refused('tailable')],
    [page, 'refuses to show record ids', [find({ showRecordId: true })], refused('showRecordId')],
    [page, 'accepts what is off', [find({ tailable: false, returnKey: false })], ids(1, 2, 3, 4)],
    [
      page,
      'refuses a projection of both kinds',
      [find({ projection: { a: 1, l: 0 } })],
      failure(31254, 'Location31254', 'Cannot do exclusion on field l in inclusion projection'),
    ],
    [
      page,
      'refuses collations',
      [find({ collation: { locale: 'fr' } })],
      failure(
        238,
        'NotImplemented',
        'collations other than simple are not supported by the embedded server',
      ),
    ],
    [
      'reference/read-concern',
      'accepts every level',
      [
        ...['local', 'available', 'majority', 'linearizable'].map((level) =>
          find({ readConcern: { level } }),
        ),
        find({ readConcern: {} }),
      ],
      ids(1, 2, 3, 4),
    ],
    [
      'reference/read-concern',
      'refuses other levels',
      [find({ readConcern: { level: 'best' } })],
      failure(
        2,
        'BadValue',
        "Enumeration value 'best' for field 'readConcern.level' is not a valid value.",
      ),
    ],
    [
      'reference/method/cursor.maxTimeMS',
      'has no limit at zero',
      [find({ maxTimeMS: 0 })],
      ids(1, 2, 3, 4),
    ],
    [
      'reference/method/cursor.maxTimeMS',
      'refuses negative times',
      [find({ maxTimeMS: -1 })],
      failure(2, 'BadValue', '-1 value for maxTimeMS is out of range [0, 2147483647]'),
    ],
    [
      'reference/method/cursor.maxTimeMS',
      'refuses more than an int',
      [find({ maxTimeMS: Long.fromNumber(2147483648) })],
      failure(2, 'BadValue', '2147483648 value for maxTimeMS is out of range [0, 2147483647]'),
    ],
    [
      'reference/method/cursor.maxTimeMS',
      'refuses fractions',
      [find({ maxTimeMS: 1.5 })],
      failure(2, 'BadValue', 'maxTimeMS has non-integral value'),
    ],
    [
      'reference/method/cursor.maxTimeMS',
      'wants a number',
      [find({ maxTimeMS: 'x' })],
      failure(2, 'BadValue', 'maxTimeMS must be a number'),
    ],
  ])
})

describe('cursors (manual: reference/command/getMore)', () => {
  const getMore = (id: unknown, more: Document = {}): Document => ({
    getMore: id,
    collection: 'c',
    ...more,
  })
  const open = async (database: Db): Promise<Long> => {
    const { cursor } = await replyTo(database, { find: 'c', projection: { _id: 1 }, batchSize: 1 })
    return (cursor as { id: Long }).id
  }
  const notFound = (id: Long): Document =>
    failure(43, 'CursorNotFound', `cursor id ${id.toString()} not found`)
  const next = (id: Long, ...list: number[]): Document => ({
    cursor: { id, ns: ofC, nextBatch: list.map((_id) => ({ _id })) },
    ok: 1,
  })

  it('go on until there is nothing more, and are gone then', async () => {
    const database = await filled()
    const id = await open(database)
    expect(await replyTo(database, getMore(id, { batchSize: 1 }))).toEqual(next(id, 2))
    expect(await replyTo(database, getMore(id))).toEqual(next(Long.ZERO, 3, 4))
    expect(await replyTo(database, getMore(id))).toEqual(notFound(id))
  })

  it('are killed, once (manual: reference/command/killCursors)', async () => {
    const database = await filled()
    const id = await open(database)
    const kill = { killCursors: 'c', cursors: [id] }
    const none = {
      cursorsKilled: [],
      cursorsNotFound: [],
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    }
    expect(await replyTo(database, kill)).toEqual({ ...none, cursorsKilled: [id] })
    expect(await replyTo(database, kill)).toEqual({ ...none, cursorsNotFound: [id] })
    expect(await replyTo(database, getMore(id))).toEqual(notFound(id))
  })

  it('belong to one collection', async () => {
    const database = await filled()
    const id = await open(database)
    const { databaseName: name } = database
    expect(await replyTo(database, { getMore: id, collection: 'd' })).toEqual(
      failure(
        13,
        'Unauthorized',
        `Requested getMore on namespace '${name}.d', but cursor belongs to a different namespace ${name}.c`,
      ),
    )
  })

  it('refuse a time limit, which only tailable ones have', async () => {
    const database = await filled()
    expect(await replyTo(database, getMore(await open(database), { maxTimeMS: 5 }))).toEqual(
      failure(2, 'BadValue', 'cannot set maxTimeMS on getMore command for a non-awaitData cursor'),
    )
  })

  checkRows(filled, [
    [
      'reference/command/getMore',
      'wants a long',
      [getMore(1)],
      wrongType('getMore.getMore', 'int', "type 'long'"),
    ],
    [
      'reference/command/getMore',
      'wants a collection',
      [{ getMore: Long.ONE }],
      missingField('getMore.collection'),
    ],
    [
      'reference/command/getMore',
      'refuses a negative batch size',
      [getMore(Long.ONE, { batchSize: -1 })],
      notNegative('batchSize'),
    ],
    ['reference/command/getMore', 'knows its cursors', [getMore(Long.ONE)], notFound(Long.ONE)],
    [
      'reference/command/killCursors',
      'wants cursors',
      [{ killCursors: 'c' }],
      missingField('killCursors.cursors'),
    ],
    [
      'reference/command/killCursors',
      'wants longs',
      [{ killCursors: 'c', cursors: [1] }],
      wrongType('killCursors.cursors.0', 'int', "type 'long'"),
    ],
  ])
})
