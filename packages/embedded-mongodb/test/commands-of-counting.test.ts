import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Double, Long, type Document } from 'mongodb'
import {
  failure,
  lastReply,
  missingField,
  noHint,
  number,
  unknownField,
  wrongType,
} from './support/replies.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

type Row = [shows: string, command: Document, expected: Document]

const documents = [
  { _id: 1, a: 1, l: [1, [2], 'x', null], d: { e: 1 } },
  { _id: 2, a: new Double(1), l: [], d: [{ e: 1 }, { e: 2 }, {}] },
  { _id: 3, a: Long.fromNumber(2), l: null },
  { _id: 4, a: 'x' },
]
const index = { key: { a: 1 }, name: 'a_1' }

const checkRows = (rows: Row[]): void => {
  it.each(rows)('%s', async (_shows, command, expected) => {
    const commands = [{ insert: 'c', documents }, { createIndexes: 'c', indexes: [index] }, command]
    expect(await lastReply(server.database(), commands)).toEqual(expected)
  })
}
const badFilter = failure(2, 'BadValue', 'unknown operator: $nonsense')
const ofC = expect.stringMatching(/^test\d+\.c$/)

describe('count (manual: reference/command/count)', () => {
  const n = (count: number): Document => ({ n: count, ok: 1 })
  checkRows([
    ['counts everything', { count: 'c' }, n(4)],
    ['counts what matches', { count: 'c', query: { a: 1 } }, n(2)],
    ['counts nothing where nothing is', { count: 'x' }, n(0)],
    ['skips', { count: 'c', skip: 3 }, n(1)],
    ['skips more than there is', { count: 'c', skip: 9 }, n(0)],
    ['limits', { count: 'c', query: { a: 1 }, limit: 1 }, n(1)],
    ['takes a negative limit for a positive one', { count: 'c', limit: -2 }, n(2)],
    ['has no limit at zero', { count: 'c', limit: 0 }, n(4)],
    ['skips and limits', { count: 'c', query: { _id: { $gt: 0 } }, skip: 1, limit: 2 }, n(2)],
    ['takes null for every query', { count: 'c', query: null }, n(4)],
    ['follows a hint', { count: 'c', hint: 'a_1' }, n(4)],
    ['wants an index that is there', { count: 'c', hint: 'b' }, failure(2, 'BadValue', noHint)],
    ['refuses a bad query', { count: 'c', query: { a: { $nonsense: 1 } } }, badFilter],
    [
      'refuses a negative skip',
      { count: 'c', skip: -1 },
      failure(51024, 'Location51024', "BSON field 'skip' value must be >= 0, actual value '-1'"),
    ],
    ['wants a number', { count: 'c', limit: 'x' }, wrongType('count.limit', 'string', number)],
    [
      'wants a document',
      { count: 'c', query: 1 },
      wrongType('count.query', 'int', "type 'object'"),
    ],
    ['refuses unknown fields', { count: 'c', filter: {} }, unknownField('count.filter')],
  ])
})

describe('distinct (manual: reference/command/distinct)', () => {
  const values = (...list: unknown[]): Document => ({ values: list, ok: 1 })
  checkRows([
    [
      'takes equal numbers for one',
      { distinct: 'c', key: 'a' },
      values(1, Long.fromNumber(2), 'x'),
    ],
    ['looks into arrays, once', { distinct: 'c', key: 'l' }, values(null, 1, 'x', [2])],
    ['takes one element', { distinct: 'c', key: 'l.0' }, values(1)],
    ['looks into documents in arrays', { distinct: 'c', key: 'd.e' }, values(1, 2)],
    ['finds nothing in fields that are missing', { distinct: 'c', key: 'z' }, values()],
    ['finds nothing where nothing is', { distinct: 'x', key: 'a' }, values()],
    ['filters', { distinct: 'c', key: 'a', query: { _id: 4 } }, values('x')],
    [
      'follows a hint',
      { distinct: 'c', key: 'a', hint: { a: 1 } },
      values(1, Long.fromNumber(2), 'x'),
    ],
    [
      'wants an index that is there',
      { distinct: 'c', key: 'a', hint: 'b' },
      failure(2, 'BadValue', noHint),
    ],
    ['wants a key', { distinct: 'c' }, missingField('distinct.key')],
    [
      'wants a string',
      { distinct: 'c', key: 1 },
      wrongType('distinct.key', 'int', "type 'string'"),
    ],
    [
      'wants a document',
      { distinct: 'c', key: 'a', query: 'x' },
      wrongType('distinct.query', 'string', "type 'object'"),
    ],
    ['refuses a bad query', { distinct: 'x', key: 'a', query: { a: { $nonsense: 1 } } }, badFilter],
    [
      'refuses unknown fields',
      { distinct: 'c', key: 'a', limit: 1 },
      unknownField('distinct.limit'),
    ],
  ])
})

describe('explain (manual: reference/command/explain)', () => {
  const explain = (command: Document, verbosity = 'queryPlanner'): Document => ({
    explain: command,
    verbosity,
  })
  const collectionScan = { stage: 'COLLSCAN', direction: 'forward' }
  const indexScan = {
    stage: 'FETCH',
    inputStage: expect.objectContaining({ stage: 'IXSCAN', indexName: 'a_1' }) as unknown,
  }
  const planned = (winningPlan: Document, parsedQuery: Document): Document => ({
    queryPlanner: { namespace: ofC, winningPlan, rejectedPlans: [], parsedQuery },
    ok: 1,
  })
  const query = { a: 1 }
  const executed = (nReturned: number, keys: number, found: number): Document =>
    expect.objectContaining({
      executionStats: expect.objectContaining({
        executionSuccess: true,
        nReturned,
        totalKeysExamined: keys,
        totalDocsExamined: found,
      }) as unknown,
    })
  checkRows([
    ['tells of a scan', explain({ find: 'c' }), planned(collectionScan, {})],
    ['tells of an index', explain({ find: 'c', filter: query }), planned(indexScan, query)],
    [
      'tells of a sort',
      explain({ find: 'c', sort: { l: -1 } }),
      planned({ stage: 'SORT', sortPattern: { l: -1 }, inputStage: collectionScan }, {}),
    ],
    ['explains count', explain({ count: 'c', query }), planned(indexScan, query)],
    ['explains distinct', explain({ distinct: 'c', key: 'a', query }), planned(indexScan, query)],
    [
      'explains findAndModify',
      explain({ findAndModify: 'c', query, remove: true }),
      planned(indexScan, query),
    ],
    [
      'explains update',
      explain({ update: 'c', updates: [{ q: query, u: { $set: { b: 1 } } }] }),
      planned(indexScan, query),
    ],
    [
      'explains delete',
      explain({ delete: 'c', deletes: [{ q: query, limit: 0 }] }),
      planned(indexScan, query),
    ],
    [
      'explains aggregate',
      explain({ aggregate: 'c', pipeline: [{ $match: query }], cursor: {} }),
      planned(indexScan, query),
    ],
    [
      'counts what it looked at',
      explain({ find: 'c', filter: query }, 'executionStats'),
      executed(2, 2, 2),
    ],
    ['counts everything unless told not to', { explain: { find: 'c' } }, executed(4, 0, 4)],
    ['counts nothing where nothing is', { explain: { find: 'x' } }, executed(0, 0, 0)],
    [
      'knows three verbosities',
      explain({ find: 'c' }, 'all'),
      failure(
        2,
        'BadValue',
        "Enumeration value 'all' for field 'explain.verbosity' is not a valid value.",
      ),
    ],
    [
      'refuses commands that it does not know',
      explain({ nonsense: 'c' }),
      failure(59, 'CommandNotFound', 'Explain failed due to unknown command: nonsense'),
    ],
    [
      'refuses commands that have no plan',
      explain({ insert: 'c', documents: [{}] }),
      failure(20, 'IllegalOperation', 'Cannot explain cmd: insert'),
    ],
    ['wants a command', { explain: 1 }, wrongType('explain.explain', 'int', "type 'object'")],
    [
      'refuses what its command does not know',
      explain({ find: 'c', query }),
      unknownField('find.query'),
    ],
    [
      'wants an index that is there',
      explain({ find: 'c', hint: 'b' }),
      failure(2, 'BadValue', noHint),
    ],
  ])

  it('changes nothing', async () => {
    const commands = [
      { insert: 'c', documents },
      explain({ delete: 'c', deletes: [{ q: {}, limit: 0 }] }, 'executionStats'),
      explain({ findAndModify: 'c', query: {}, remove: true }, 'executionStats'),
      { count: 'c' },
    ]
    expect(await lastReply(server.database(), commands)).toEqual({ n: 4, ok: 1 })
  })
})
