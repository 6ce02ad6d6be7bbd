import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Double, Long, type Document } from 'mongodb'
import {
  batch,
  checkRows,
  duplicateKey,
  failure,
  lastReply,
  missingField,
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

const fresh = () => server.database()

const create = (...indexes: Document[]): Document => ({ createIndexes: 'c', indexes })
const list = { listIndexes: 'c' }
const a = { key: { a: 1 }, name: 'a_1' }
const ofC = expect.stringMatching(/^test\d+\.c$/)
const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' }
const done = (before: number, after: number, automatically = false): Document => ({
  numIndexesBefore: before,
  numIndexesAfter: after,
  createdCollectionAutomatically: automatically,
  ...(before === after ? { note: 'all indexes already exist' } : {}),
  ok: 1,
})
const starting = (text: string): unknown => expect.stringContaining(text)

describe('createIndexes (manual: reference/command/createIndexes)', () => {
  const page = 'reference/command/createIndexes'
  checkRows(fresh, [
    [page, 'makes the collection', [create(a)], done(1, 2, true)],
    [
      page,
      'makes several',
      [{ create: 'c' }, create(a, { key: { b: -1 }, name: 'b' })],
      done(1, 3),
    ],
    [page, 'accepts the same again', [create(a), create(a)], done(2, 2)],
    [
      page,
      'takes equal numbers for the same key',
      [create(a), create({ key: { a: new Double(1) }, name: 'a_1' })],
      done(2, 2),
    ],
    [page, 'has the one on _id', [{ create: 'c' }, create(idIndex)], done(1, 1)],
    [
      page,
      'lists them as they were wanted',
      [
        create(
          { ...a, unique: true, background: true },
          { key: { 'b.c': -1, d: 1 }, name: 'b', sparse: true },
          { key: { e: 1 }, name: 'e', partialFilterExpression: { e: { $gt: 1 } } },
          { key: { f: 1 }, name: 'f', expireAfterSeconds: Long.fromNumber(60) },
        ),
        list,
      ],
      batch(
        ofC,
        idIndex,
        { v: 2, ...a, unique: true },
        { v: 2, key: { 'b.c': -1, d: 1 }, name: 'b', sparse: true },
        { v: 2, key: { e: 1 }, name: 'e', partialFilterExpression: { e: { $gt: 1 } } },
        { v: 2, key: { f: 1 }, name: 'f', expireAfterSeconds: 60 },
      ),
    ],
    [
      'core/index-unique',
      'takes a number as a boolean',
      [create({ ...a, unique: 1 }), { insert: 'c', documents: [{ a: 1 }, { a: 1 }] }],
      { n: 1, writeErrors: [{ index: 1, ...duplicateKey('a', 1) }], ok: 1 },
    ],
    [
      'core/index-unique',
      'refuses one over duplicates',
      [{ insert: 'c', documents: [{ a: 1 }, { a: 1 }] }, create({ ...a, unique: true })],
      { ok: 0, codeName: 'DuplicateKey', ...duplicateKey('a', 1) },
    ],
    [
      'core/index-sparse',
      'leaves out documents without the field, also in a count by its hint',
      [
        create({ ...a, sparse: true }),
        { insert: 'c', documents: [{ a: 1 }, { b: 1 }] },
        { count: 'c', hint: 'a_1' },
      ],
      { n: 1, ok: 1 },
    ],
    [
      'core/index-partial',
      'may stand beside another on the same key',
      [create(a), create({ ...a, name: 'p', partialFilterExpression: { b: 1 } })],
      done(2, 3),
    ],
    [
      'core/index-unique',
      'may stand beside another that is not unique',
      [create(a), create({ ...a, name: 'u', unique: true })],
      done(2, 3),
    ],
    [
      page,
      'refuses the same name for another key',
      [create(a), create({ key: { b: 1 }, name: 'a_1' })],
      failure(
        86,
        'IndexKeySpecsConflict',
        'An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: { v: 2, key: { b: 1 }, name: "a_1" }, existing index: { v: 2, key: { a: 1 }, name: "a_1" }',
      ),
    ],
    [
      page,
      'refuses the same name for a sparse index',
      [create(a), create({ ...a, sparse: true })],
      failure(86, 'IndexKeySpecsConflict', starting('has the same name as the requested index')),
    ],
    [
      page,
      'refuses the same index with another time to live',
      [create(a), create({ ...a, expireAfterSeconds: 1 })],
      failure(
        85,
        'IndexOptionsConflict',
        'An equivalent index already exists with the same name but different options. Requested index: { v: 2, key: { a: 1 }, name: "a_1", expireAfterSeconds: 1 }, existing index: { v: 2, key: { a: 1 }, name: "a_1" }',
      ),
    ],
    [
      page,
      'refuses the same index under another name',
      [create(a), create({ ...a, name: 'b' })],
      failure(85, 'IndexOptionsConflict', 'Index already exists with a different name: a_1'),
    ],
    [
      page,
      'refuses the same key with another name and time to live',
      [create(a), create({ ...a, name: 'b', expireAfterSeconds: 1 })],
      failure(
        85,
        'IndexOptionsConflict',
        starting('An equivalent index already exists with a different name and options.'),
      ),
    ],
  ])

  it('makes all or none', async () => {
    const database = server.database()
    await replyTo(database, { insert: 'c', documents: [{ a: 1 }, { a: 1 }] })
    await replyTo(database, create({ key: { b: 1 }, name: 'b' }))
    const wanted = [
      { key: { b: 1 }, name: 'b' },
      { key: { d: 1 }, name: 'd' },
      { ...a, unique: true },
    ]
    expect(await replyTo(database, create(...wanted))).toMatchObject({ ok: 0, code: 11000 })
    expect(await replyTo(database, list)).toEqual(
      batch(ofC, idIndex, { v: 2, key: { b: 1 }, name: 'b' }),
    )
  })

  it('waits for one that another client is making', async () => {
    const database = server.database()
    const documents = Array.from({ length: 20_000 }, (_, at) => ({ a: Math.min(at, 19_998) }))
    await replyTo(database, { insert: 'c', documents })
    const wanted = create({ ...a, unique: true })
    const replies = await Promise.all([replyTo(database, wanted), replyTo(database, wanted)])
    const refusal = { ok: 0, codeName: 'DuplicateKey', ...duplicateKey('a', 19_998) }
    expect(replies).toEqual([refusal, refusal])
  })
})

describe('other commands on indexes', () => {
  const drop = (index: unknown): Document => ({ dropIndexes: 'c', index })
  const change = (index: Document): Document => ({ collMod: 'c', index })
  const invalid = (message: string): Document => failure(72, 'InvalidOptions', message)
  const dropping = 'reference/command/dropIndexes'
  const changing = 'reference/command/collMod'
  const ttl = { ...a, expireAfterSeconds: 60 }
  checkRows(fresh, [
    [
      'reference/command/listIndexes',
      'gives them in batches',
      [create(a), { listIndexes: 'c', cursor: { batchSize: 1 } }],
      { cursor: { id: expect.any(Long), ns: ofC, firstBatch: [idIndex] }, ok: 1 },
    ],
    [
      'reference/command/listIndexes',
      'refuses a collection that is not there',
      [list],
      failure(26, 'NamespaceNotFound', expect.stringMatching(/^ns does not exist: test\d+\.c$/)),
    ],
    [dropping, 'drops by name', [create(a), drop('a_1')], { nIndexesWas: 2, ok: 1 }],
    [dropping, 'drops by key', [create(a), drop({ a: 1 })], { nIndexesWas: 2, ok: 1 }],
    [
      dropping,
      'drops several',
      [create(a, { key: { b: 1 }, name: 'b' }), drop(['a_1', 'b']), list],
      batch(ofC, idIndex),
    ],
    [
      dropping,
      'drops all but the one on _id',
      [create(a), drop('*')],
      { nIndexesWas: 2, msg: 'non-_id indexes dropped for collection', ok: 1 },
    ],
    [
      dropping,
      'refuses a name that is not there, and keeps the others',
      [create(a), drop(['a_1', 'x'])],
      failure(27, 'IndexNotFound', 'index not found with name [x]'),
    ],
    [
      dropping,
      'refuses a key that is not there',
      [create(a), drop({ a: -1 })],
      failure(27, 'IndexNotFound', "can't find index with key: { a: -1 }"),
    ],
    [
      dropping,
      'refuses a key of two indexes',
      [create(a, { ...a, name: 'u', unique: true }), drop({ a: 1 })],
      failure(181, 'AmbiguousIndexKeyPattern', starting('2 indexes found for key: { a: 1 }')),
    ],
    [dropping, 'keeps the one on _id', [create(a), drop('_id_')], invalid('cannot drop _id index')],
    [
      dropping,
      'has an older name',
      [create(a), { deleteIndexes: 'c', index: 'a_1' }],
      { nIndexesWas: 2, ok: 1 },
    ],
    [dropping, 'wants an index', [{ dropIndexes: 'c' }], missingField('dropIndexes.index')],
    [
      dropping,
      'refuses a collection that is not there',
      [drop('*')],
      failure(26, 'NamespaceNotFound', expect.stringMatching(/^ns not found test\d+\.c$/)),
    ],
    [
      changing,
      'changes a time to live',
      [create(ttl), change({ name: 'a_1', expireAfterSeconds: 9 })],
      {
        expireAfterSeconds_old: Long.fromNumber(60),
        expireAfterSeconds_new: Long.fromNumber(9),
        ok: 1,
      },
    ],
    [
      changing,
      'gives one to an index without',
      [create(a), change({ keyPattern: { a: 1 }, expireAfterSeconds: 9 }), list],
      batch(ofC, idIndex, { v: 2, ...a, expireAfterSeconds: 9 }),
    ],
    [
      changing,
      'tells indexes apart by their direction',
      [create(a), change({ keyPattern: { a: -1 }, expireAfterSeconds: 9 })],
      failure(
        27,
        'IndexNotFound',
        expect.stringMatching(/^cannot find index { a: -1 } for ns test\d+\.c$/),
      ),
    ],
    [
      changing,
      'wants a name or a key',
      [create(a), change({ expireAfterSeconds: 9 })],
      invalid('Must specify either index name or key pattern.'),
    ],
    [
      changing,
      'wants not both',
      [create(a), change({ name: 'a_1', keyPattern: { a: 1 }, expireAfterSeconds: 9 })],
      invalid('Cannot specify both key pattern and name.'),
    ],
    [
      changing,
      'wants a change',
      [create(a), change({ name: 'a_1' })],
      invalid('no expireAfterSeconds, hidden, unique, or prepareUnique field'),
    ],
    [
      changing,
      'wants a number',
      [create(ttl), change({ name: 'a_1', expireAfterSeconds: 'x' })],
      wrongType('collMod.index.expireAfterSeconds', 'string', number),
    ],
    [
      changing,
      'refuses negative times',
      [create(ttl), change({ name: 'a_1', expireAfterSeconds: -1 })],
      invalid("TTL index 'expireAfterSeconds' option cannot be less than 0"),
    ],
    [
      changing,
      'refuses to hide',
      [create(a), change({ name: 'a_1', hidden: true })],
      failure(238, 'NotImplemented', "the option 'hidden' is not supported by the embedded server"),
    ],
    [
      changing,
      'refuses unknown fields',
      [create(a), change({ name: 'a_1', x: 1 })],
      unknownField('collMod.index.x'),
    ],
  ])

  it('refuses a wrong name in a list before it drops any (manual: reference/command/dropIndexes)', async () => {
    const database = server.database()
    await lastReply(database, [create(a), { ping: 1 }])
    await replyTo(database, drop(['a_1', 'x']))
    expect(await replyTo(database, list)).toEqual(batch(ofC, idIndex, { v: 2, ...a }))
  })
})
