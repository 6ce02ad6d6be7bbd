import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Document } from 'mongodb'
import { batch, failure, lastReply, replyTo, type Row } from './support/replies.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const anything: unknown = expect.anything()
const insert = (name: string, ...documents: Document[]): Document => ({ insert: name, documents })
const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' }
const described = (name: string): Document => ({
  name,
  type: 'collection',
  options: {},
  info: { readOnly: false, uuid: anything },
  idIndex,
})
const refused = (option: string): Document =>
  failure(238, 'NotImplemented', `the option '${option}' is not supported by the embedded server`)
const lists = expect.stringMatching(/^test\d+\.\$cmd\.listCollections$/)
const ofTest = (text: string): unknown => expect.stringMatching(new RegExp(text))

describe('commands on collections and databases', () => {
  it.each<Row>([
    ['reference/command/create', 'makes a collection', [{ create: 'c' }], { ok: 1 }],
    [
      'reference/command/create',
      'accepts what is there already',
      [{ create: 'c' }, { create: 'c' }],
      { ok: 1 },
    ],
    [
      'reference/command/create',
      'refuses bad names',
      [{ create: 'a$b' }],
      failure(73, 'InvalidNamespace', 'Invalid collection name: a$b'),
    ],
    [
      'reference/command/create',
      'refuses names that are no strings',
      [{ create: 1 }],
      failure(73, 'InvalidNamespace', 'collection name has invalid type int'),
    ],
    [
      'reference/command/create',
      'refuses an empty name',
      [{ create: '' }],
      failure(73, 'InvalidNamespace', ofTest("^Invalid namespace specified 'test\\d+\\.'$")),
    ],
    [
      'reference/command/create',
      'refuses collations instead of forgetting them',
      [{ create: 'c', collation: { locale: 'fr' } }],
      failure(
        238,
        'NotImplemented',
        'collations other than simple are not supported by the embedded server',
      ),
    ],
    [
      'core/capped-collections',
      'refuses',
      [{ create: 'c', capped: true, size: 9 }],
      refused('capped'),
    ],
    ['core/schema-validation', 'refuses', [{ create: 'c', validator: {} }], refused('validator')],
    ['core/views', 'refuses', [{ create: 'c', viewOn: 'd', pipeline: [] }], refused('viewOn')],
    [
      'reference/command/create',
      'refuses what it does not know',
      [{ create: 'c', nonsense: 1 }],
      failure(40415, 'IDLUnknownField', "BSON field 'create.nonsense' is an unknown field."),
    ],
    [
      'reference/command/drop',
      'tells what was there',
      [insert('c', {}), { drop: 'c' }],
      { nIndexesWas: 1, ns: ofTest('^test\\d+\\.c$'), ok: 1 },
    ],
    ['reference/command/drop', 'accepts what is not there', [{ drop: 'c' }], { ok: 1 }],
    [
      'reference/command/dropDatabase',
      'drops all collections',
      [insert('a', {}), insert('b', {}), { dropDatabase: 1 }, { listCollections: 1 }],
      batch(lists),
    ],
    ['reference/command/dropDatabase', 'accepts one not there', [{ dropDatabase: 1 }], { ok: 1 }],
    [
      'reference/command/listCollections',
      'describes them in the order of their names',
      [{ create: 'b' }, { create: 'a' }, { listCollections: 1 }],
      batch(lists, described('a'), described('b')),
    ],
    [
      'reference/command/listCollections',
      'filters, and names only',
      [
        { create: 'a' },
        { create: 'b' },
        { listCollections: 1, filter: { name: 'b' }, nameOnly: true },
      ],
      batch(lists, { name: 'b', type: 'collection' }),
    ],
    [
      'reference/command/listCollections',
      'gives them in batches',
      [{ create: 'a' }, { create: 'b' }, { listCollections: 1, cursor: { batchSize: 1 } }],
      { cursor: { id: anything, ns: lists, firstBatch: [described('a')] }, ok: 1 },
    ],
    [
      'reference/command/listCollections',
      'refuses a filter that is no document',
      [{ listCollections: 1, filter: 'a' }],
      failure(
        14,
        'TypeMismatch',
        "BSON field 'listCollections.filter' is the wrong type 'string', expected type 'object'",
      ),
    ],
    [
      'reference/command/collStats',
      'counts',
      [insert('c', {}, {}), { collStats: 'c' }],
      { ns: ofTest('c$'), count: 2, nindexes: 1, ok: 1 },
    ],
    [
      'reference/command/collStats',
      'counts nothing where nothing is',
      [{ collStats: 'c' }],
      { ns: ofTest('c$'), count: 0, nindexes: 0, ok: 1 },
    ],
    [
      'reference/command/dbStats',
      'counts',
      [insert('a', {}, {}), insert('b', {}), { dbStats: 1 }],
      { db: ofTest('test'), collections: 2, objects: 3, indexes: 2, ok: 1 },
    ],
    [
      'reference/command/collMod',
      'refuses a collection that is not there',
      [{ collMod: 'c', index: { name: 'a', expireAfterSeconds: 1 } }],
      failure(26, 'NamespaceNotFound', 'ns does not exist'),
    ],
    [
      'reference/command/collMod',
      'refuses validators',
      [{ create: 'c' }, { collMod: 'c', validator: {} }],
      refused('validator'),
    ],
  ])('%s: %s', async (_page, _shows, commands, expected) => {
    expect(await lastReply(server.database(), commands)).toEqual(expected)
  })
})

describe('renameCollection (manual: reference/command/renameCollection)', () => {
  const rename = async (from: string, to: string, more: Document = {}): Promise<Document> => {
    const database = server.database()
    await lastReply(database, [insert('a', { _id: 1 }), insert('b', { _id: 2 }), { ping: 1 }])
    const name = database.databaseName
    const reply = await replyTo(server.client.db('admin'), {
      renameCollection: `${name}.${from}`,
      to: to.includes('.') ? to : `${name}.${to}`,
      ...more,
    })
    const { errmsg, ...rest } = reply
    const documents: Document = {}
    for (const one of ['a', 'b', 'c'])
      documents[one] = await database.collection(one).distinct('_id')
    const shown = errmsg === undefined ? {} : { errmsg: String(errmsg).replace(name, 'db') }
    return { ...rest, ...shown, documents }
  }
  const untouched = { documents: { a: [1], b: [2], c: [] } }

  it.each<[string, () => Promise<Document>, Document]>([
    [
      'moves the documents',
      () => rename('a', 'c'),
      { ok: 1, documents: { a: [], b: [2], c: [1] } },
    ],
    [
      'refuses a target that exists',
      () => rename('a', 'b'),
      failure(48, 'NamespaceExists', 'target namespace exists', untouched),
    ],
    [
      'drops the target when told to',
      () => rename('a', 'b', { dropTarget: true }),
      { ok: 1, documents: { a: [], b: [1], c: [] } },
    ],
    [
      'refuses the same name, and keeps the documents',
      () => rename('a', 'a', { dropTarget: true }),
      failure(20, 'IllegalOperation', "Can't rename a collection to itself", untouched),
    ],
    [
      'refuses a source that is not there',
      () => rename('x', 'c'),
      failure(26, 'NamespaceNotFound', 'Source collection db.x does not exist', untouched),
    ],
    [
      'refuses bad names',
      () => rename('a', 'a$b'),
      failure(73, 'InvalidNamespace', 'Invalid collection name: a$b', untouched),
    ],
  ])('%s', async (_shows, run, expected) => {
    expect(await run()).toEqual(expected)
  })

  it('moves to another database', async () => {
    const [from, to] = [server.database(), server.database()]
    await from.collection('a').insertOne({ _id: 1 as never })
    await replyTo(server.client.db('admin'), {
      renameCollection: `${from.databaseName}.a`,
      to: `${to.databaseName}.b`,
    })
    expect(await to.collection('b').find().toArray()).toEqual([{ _id: 1 }])
    expect(await from.listCollections().toArray()).toEqual([])
  })
})
