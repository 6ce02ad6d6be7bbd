import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Double, type Document } from 'mongodb'
import {
  badSize,
  checkRows,
  duplicateKey,
  failure,
  lastReply,
  missingField,
  noHint,
  number,
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
const update = (q: Document, u: unknown, more: Document = {}): Document => ({
  update: 'c',
  updates: [{ q, u, ...more }],
})
const remove = (q: Document, limit: number, more: Document = {}): Document => ({
  delete: 'c',
  deletes: [{ q, limit, ...more }],
})
const three = insert({ _id: 1, a: 1 }, { _id: 2, a: 2 }, { _id: 3, a: 3 })
const unique: Document = {
  createIndexes: 'c',
  indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }],
}
const duplicate = (index: number, field: string, value: number): Document => ({
  index,
  ...duplicateKey(field, value),
})

const fresh = () => server.database()

describe('update (manual: reference/command/update)', () => {
  const page = 'reference/command/update'
  const set = { $set: { a: 9 } }
  checkRows(fresh, [
    [page, 'changes one', [three, update({}, set)], { n: 1, nModified: 1, ok: 1 }],
    [
      page,
      'changes many',
      [three, update({}, set, { multi: true })],
      { n: 3, nModified: 3, ok: 1 },
    ],
    [
      page,
      'tells what it found from what it changed',
      [three, update({}, { $set: { a: 1 } }, { multi: true })],
      { n: 3, nModified: 2, ok: 1 },
    ],
    [
      page,
      'finds nothing in a collection that is not there',
      [update({}, set)],
      { n: 0, nModified: 0, ok: 1 },
    ],
    [
      page,
      'reports upserts with their place in the batch',
      [
        three,
        {
          update: 'c',
          updates: [
            { q: { _id: 1 }, u: set, upsert: true },
            { q: { _id: 7 }, u: set, upsert: true },
          ],
        },
      ],
      { n: 2, upserted: [{ index: 1, _id: 7 }], nModified: 1, ok: 1 },
    ],
    [
      page,
      'takes the first in order',
      [
        three,
        update({}, { $set: { b: 1 } }, { sort: { a: -1 } }),
        { distinct: 'c', key: '_id', query: { b: 1 } },
      ],
      { values: [3], ok: 1 },
    ],
    [
      page,
      'reports the statement that it cannot understand after doing those before it',
      [
        three,
        {
          update: 'c',
          updates: [
            { q: {}, u: set },
            { q: {}, u: { $nonsense: 1 } },
            { q: {}, u: set },
          ],
        },
      ],
      {
        n: 1,
        nModified: 1,
        writeErrors: [
          writeError(
            1,
            9,
            'Unknown modifier: $nonsense. Expected a valid update modifier or pipeline-style update specified as an array',
          ),
        ],
        ok: 1,
      },
    ],
    [
      page,
      'goes on after it without order',
      [
        three,
        {
          update: 'c',
          updates: [
            { q: { $nonsense: 1 }, u: set },
            { q: { _id: 1 }, u: set },
          ],
          ordered: false,
        },
      ],
      {
        n: 1,
        nModified: 1,
        writeErrors: [
          writeError(
            0,
            2,
            "unknown top level operator: $nonsense. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.",
          ),
        ],
        ok: 1,
      },
    ],
    [
      page,
      'replaces one only',
      [three, update({}, { b: 1 }, { multi: true })],
      {
        n: 0,
        nModified: 0,
        writeErrors: [
          writeError(0, 9, 'multi update is not supported for replacement-style update'),
        ],
        ok: 1,
      },
    ],
    [
      page,
      'has no order for many',
      [three, update({}, set, { multi: true, sort: { a: 1 } })],
      {
        n: 0,
        nModified: 0,
        writeErrors: [writeError(0, 9, 'Cannot specify sort with multi=true')],
        ok: 1,
      },
    ],
    [
      page,
      'has constants for pipelines only',
      [three, update({}, set, { c: { x: 1 } })],
      {
        n: 0,
        nModified: 0,
        writeErrors: [
          writeError(0, 51198, 'Constant values may only be specified for pipeline updates'),
        ],
        ok: 1,
      },
    ],
    [
      page,
      'wants an index that is there',
      [three, update({}, set, { hint: 'nowhere' })],
      { n: 0, nModified: 0, writeErrors: [writeError(0, 2, noHint)], ok: 1 },
    ],
    [
      page,
      'keeps unique keys',
      [unique, three, update({ _id: 2 }, { $set: { a: 1 } })],
      { n: 0, nModified: 0, writeErrors: [duplicate(0, 'a', 1)], ok: 1 },
    ],
    [
      page,
      'wants a query',
      [{ update: 'c', updates: [{ u: set }] }],
      missingField('update.updates.q'),
    ],
    [
      page,
      'wants an update',
      [{ update: 'c', updates: [{ q: {} }] }],
      missingField('update.updates.u'),
    ],
    [
      page,
      'refuses unknown fields',
      [update({}, set, { limit: 1 })],
      unknownField('update.updates.limit'),
    ],
    [
      page,
      'wants a boolean',
      [update({}, set, { multi: 1 })],
      wrongType('update.updates.multi', 'int', "type 'bool'"),
    ],
    [
      page,
      'wants a hint of the right type',
      [update({}, set, { hint: 1 })],
      failure(9, 'FailedToParse', 'Hint must be a string or an object'),
    ],
    [page, 'refuses an empty batch', [{ update: 'c', updates: [] }], badSize(0)],
  ])
})

describe('delete (manual: reference/command/delete)', () => {
  const page = 'reference/command/delete'
  const limits = (limit: number): Document =>
    failure(9, 'FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`)
  checkRows(fresh, [
    [page, 'deletes one', [three, remove({}, 1)], { n: 1, ok: 1 }],
    [page, 'deletes all', [three, remove({}, 0)], { n: 3, ok: 1 }],
    [
      page,
      'takes any number for one',
      [three, remove({}, new Double(1) as never)],
      { n: 1, ok: 1 },
    ],
    [page, 'deletes nothing where nothing is', [remove({}, 0)], { n: 0, ok: 1 }],
    [page, 'knows no other limits', [three, remove({}, 2)], limits(2)],
    [page, 'knows no negative limits', [three, remove({}, -1)], limits(-1)],
    [
      page,
      'wants a limit',
      [{ delete: 'c', deletes: [{ q: {} }] }],
      missingField('delete.deletes.limit'),
    ],
    [
      page,
      'wants a query',
      [{ delete: 'c', deletes: [{ limit: 1 }] }],
      missingField('delete.deletes.q'),
    ],
    [
      page,
      'wants a number',
      [{ delete: 'c', deletes: [{ q: {}, limit: 'one' }] }],
      wrongType('delete.deletes.limit', 'string', number),
    ],
    [
      page,
      'has no order',
      [remove({}, 1, { sort: { a: 1 } })],
      unknownField('delete.deletes.sort'),
    ],
    [
      page,
      'reports the statement that it cannot understand',
      [
        three,
        {
          delete: 'c',
          deletes: [
            { q: { _id: 1 }, limit: 1 },
            { q: { a: { $nonsense: 1 } }, limit: 1 },
          ],
        },
      ],
      { n: 1, writeErrors: [writeError(1, 2, 'unknown operator: $nonsense')], ok: 1 },
    ],
    [
      page,
      'reports it also where nothing is',
      [remove({ a: { $nonsense: 1 } }, 1)],
      { n: 0, writeErrors: [writeError(0, 2, 'unknown operator: $nonsense')], ok: 1 },
    ],
    [
      page,
      'wants an index that is there',
      [three, remove({}, 1, { hint: { z: 1 } })],
      { n: 0, writeErrors: [writeError(0, 2, noHint)], ok: 1 },
    ],
    [page, 'refuses an empty batch', [{ delete: 'c', deletes: [] }], badSize(0)],
  ])
})

describe('limits of writes (manual: reference/limits)', () => {
  const megabytes = (count: number): string => 'x'.repeat(count * 1024 * 1024)

  it('refuses to let a document grow beyond 16 MB', async () => {
    const commands = [
      insert({ _id: 1, text: megabytes(10) }),
      update({}, { $set: { more: megabytes(7) } }),
    ]
    const message = 'Resulting document after update is larger than 16777216'
    expect(await lastReply(server.database(), commands)).toEqual({
      n: 0,
      nModified: 0,
      writeErrors: [writeError(0, 17419, message)],
      ok: 1,
    })
  })

  it('ends a long update when its time is over', async () => {
    const documents = Array.from({ length: 30_000 }, (_, _id) => ({ _id, a: _id % 2 }))
    const late = { ...update({ a: { $lt: 0 } }, { $set: { b: 1 } }), maxTimeMS: 1 }
    expect(await lastReply(server.database(), [insert(...documents), late])).toEqual(
      failure(50, 'MaxTimeMSExpired', 'operation exceeded time limit'),
    )
  })
})
