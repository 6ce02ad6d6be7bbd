import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import type { Document } from 'mongodb'
import { checkRows, failure, missingField, type Row, wrongType } from './support/replies.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const fresh = () => server.database()

const create = (...indexes: Document[]): Document => ({ createIndexes: 'c', indexes })
const a = { key: { a: 1 }, name: 'a_1' }
const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' }
const done = (before: number, after: number, automatically = false): Document => ({
  numIndexesBefore: before,
  numIndexesAfter: after,
  createdCollectionAutomatically: automatically,
  ...(before === after ? { note: 'all indexes already exist' } : {}),
  ok: 1,
})
const cannot = (message: unknown): Document => failure(67, 'CannotCreateIndex', message)
const ending = (text: string): unknown =>
  expect.stringMatching(new RegExp(`${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`))
const within = (text: string): unknown => ending(` :: caused by :: ${text}`)

const starting = (text: string): unknown => expect.stringContaining(text)

describe('what createIndexes refuses (manual: reference/command/createIndexes)', () => {
  const page = 'reference/command/createIndexes'
  checkRows(fresh, [
    [
      page,
      'refuses no keys',
      [create({ key: {}, name: 'n' })],
      cannot(within('Index keys cannot be empty.')),
    ],
    [
      page,
      'refuses zero',
      [create({ key: { a: 0 }, name: 'n' })],
      cannot(within('Values in the index key pattern cannot be 0.')),
    ],
    [
      page,
      'refuses what is no number',
      [create({ key: { a: NaN }, name: 'n' })],
      cannot(within('Values in the index key pattern cannot be NaN.')),
    ],
    [
      page,
      'refuses other types',
      [create({ key: { a: true }, name: 'n' })],
      cannot(
        'Error in specification { key: { a: true }, name: "n" } :: caused by :: Values in v:2 index key pattern cannot be of type bool. Only numbers > 0, numbers < 0, and strings are allowed.',
      ),
    ],
    [
      page,
      'refuses unknown kinds',
      [create({ key: { a: 'fast' }, name: 'n' })],
      cannot(within("Unknown index plugin 'fast'")),
    ],
    [
      'core/indexes/index-types/index-text',
      'refuses',
      [create({ key: { a: 'text' }, name: 'n' })],
      failure(
        238,
        'NotImplemented',
        within("index type 'text' is not supported by the embedded server"),
      ),
    ],
    [
      page,
      'refuses an empty field',
      [create({ key: { '': 1 }, name: 'n' })],
      cannot(within('Index keys cannot be an empty field.')),
    ],
    [
      page,
      'refuses an empty part of a path',
      [create({ key: { 'a..b': 1 }, name: 'n' })],
      cannot(within('Index keys cannot contain an empty field.')),
    ],
    [
      page,
      'refuses operators',
      [create({ key: { 'a.$b': 1 }, name: 'n' })],
      cannot(within("Index key contains an illegal field name: field name starts with '$'.")),
    ],
    [
      'reference/database-references',
      'accepts',
      [create({ key: { 'a.$id': 1 }, name: 'n' })],
      done(1, 2, true),
    ],
    [
      page,
      'wants a name',
      [create({ key: { a: 1 } })],
      failure(
        9,
        'FailedToParse',
        within("The 'name' field is a required property of an index specification"),
      ),
    ],
    [
      page,
      'wants a key',
      [create({ name: 'n' })],
      failure(
        9,
        'FailedToParse',
        within("The 'key' field is a required property of an index specification"),
      ),
    ],
    [
      page,
      'wants a document as key',
      [create({ key: 'a', name: 'n' })],
      failure(14, 'TypeMismatch', within("The field 'key' must be an object, but got string")),
    ],
    [
      page,
      'refuses an empty name',
      [create({ ...a, name: '' })],
      cannot(within('index name cannot be empty')),
    ],
    [
      page,
      'refuses a star as name',
      [create({ ...a, name: '*' })],
      failure(2, 'BadValue', "The index name '*' is not valid."),
    ],
    [
      page,
      'keeps the name of the one on _id',
      [create({ ...a, name: '_id_' })],
      failure(
        2,
        'BadValue',
        "The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}, found key: { a: 1 }",
      ),
    ],
    [
      page,
      'has _id in one direction',
      [create({ key: { _id: -1 }, name: 'n' })],
      failure(
        2,
        'BadValue',
        "The field 'key' for an _id index must be {_id: 1}, but got { _id: -1 }",
      ),
    ],
    [
      page,
      'has no options for the one on _id',
      [create({ ...idIndex, unique: true })],
      failure(
        197,
        'InvalidIndexSpecificationOption',
        'The field \'unique\' is not valid for an _id index specification. Specification: { v: 2, key: { _id: 1 }, name: "_id_", unique: true }',
      ),
    ],
    [
      page,
      'refuses unknown options',
      [create({ ...a, fast: true })],
      failure(
        197,
        'InvalidIndexSpecificationOption',
        within(
          'The field \'fast\' is not valid for an index specification. Specification: { key: { a: 1 }, name: "a_1", fast: true }',
        ),
      ),
    ],
    [
      page,
      'wants a boolean',
      [create({ ...a, unique: 'yes' })],
      failure(
        14,
        'TypeMismatch',
        within('The field \'unique has value unique: "yes", which is not convertible to bool'),
      ),
    ],
    [
      'core/index-ttl',
      'has one field only',
      [create({ key: { a: 1, b: 1 }, name: 'n', expireAfterSeconds: 1 })],
      cannot(starting('TTL indexes are single-field indexes, compound indexes do not support TTL')),
    ],
    [
      'core/index-ttl',
      'wants a number',
      [create({ ...a, expireAfterSeconds: 'x' })],
      cannot(starting("TTL index 'expireAfterSeconds' option must be numeric")),
    ],
    [
      'core/index-ttl',
      'refuses negative times',
      [create({ ...a, expireAfterSeconds: -1 })],
      cannot(starting("TTL index 'expireAfterSeconds' option cannot be less than 0")),
    ],
    [
      'core/index-ttl',
      'refuses more than an int',
      [create({ ...a, expireAfterSeconds: 2147483648 })],
      cannot(starting('must be within the range of a 32-bit integer')),
    ],
    [
      'core/index-partial',
      'refuses a filter with sparse',
      [create({ ...a, sparse: true, partialFilterExpression: { b: 1 } })],
      cannot('cannot mix "partialFilterExpression" and "sparse" options'),
    ],
    [
      'core/index-partial',
      'wants a document as filter',
      [create({ ...a, partialFilterExpression: 1 })],
      failure(
        14,
        'TypeMismatch',
        within("The field 'partialFilterExpression' must be an object, but got int"),
      ),
    ],
    ...[{ b: { $ne: 1 } }, { b: { $exists: false } }, { b: /x/ }, { $nor: [{ b: 1 }] }].map(
      (partialFilterExpression): Row => [
        'core/index-partial',
        `refuses ${Object.values(partialFilterExpression).map(String).join()} ${JSON.stringify(partialFilterExpression)}`,
        [create({ ...a, partialFilterExpression })],
        cannot(starting('Expression not supported in partial index: ')),
      ],
    ),
    [
      'core/index-hidden',
      'refuses',
      [create({ ...a, hidden: true })],
      failure(
        238,
        'NotImplemented',
        within('hidden indexes are not supported by the embedded server'),
      ),
    ],
    [
      page,
      'wants at least one',
      [create()],
      failure(2, 'BadValue', 'Must specify at least one index to create'),
    ],
    [page, 'wants indexes', [{ createIndexes: 'c' }], missingField('createIndexes.indexes')],
    [
      page,
      'wants documents',
      [{ createIndexes: 'c', indexes: [1] }],
      wrongType('createIndexes.indexes.0', 'int', "type 'object'"),
    ],
  ])
})
