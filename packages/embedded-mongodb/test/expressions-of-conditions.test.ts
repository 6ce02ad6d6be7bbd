import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Binary, BSONRegExp, Code, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb'
import {
  decimal,
  double,
  errorOf,
  evaluate,
  int,
  long,
  maxLong,
  type ErrorRow,
  type ValueRow,
} from './support/evaluate.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const fails = { $divide: [1, 0] }
const ascending = [
  new MinKey(),
  null,
  double(NaN),
  decimal('-Infinity'),
  -1,
  decimal('0.1'),
  long('9007199254740992'),
  long('9007199254740993'),
  'A',
  '\uffff',
  '\u{10000}',
  { $literal: {} },
  { $literal: { a: 1 } },
  [[]],
  [[1]],
  new Binary(Buffer.from('b')),
  new Binary(Buffer.from('aa')),
  new ObjectId('5ab9c3da31c2ab715d421285'),
  false,
  true,
  new Date(-1),
  new Date(1),
  new Timestamp({ t: 0, i: 1 }),
  new BSONRegExp('a'),
  new BSONRegExp('a', 'i'),
  new Code('x'),
  new MaxKey(),
]

describe('comparisons (manual: reference/bson-type-comparison-order)', () => {
  it.each(ascending.slice(1).map((value, index) => [index, ascending[index], value]))(
    'puts value %i before the next',
    async (_index, less, more) => {
      const [a, b] = [less, more].map(
        (value) => (Array.isArray(value) ? value[0] : value) as unknown,
      )
      expect(
        await evaluate(server, [
          { $cmp: [a, b] },
          { $cmp: [b, a] },
          { $lt: [a, b] },
          { $lte: [b, a] },
          { $gt: [b, a] },
          { $gte: [a, b] },
          { $eq: [a, b] },
          { $ne: [a, b] },
        ]),
      ).toEqual([int(-1), int(1), true, false, true, false, false, true])
    },
  )

  it.each<ValueRow>([
    ['cmp', 'takes numbers of all types as equal', { $cmp: [1, decimal('1.0')] }, int(0)],
    ['cmp', 'puts what is missing before null', { $cmp: ['$missing', null] }, int(-1)],
    [
      'eq',
      'takes equal arrays as equal',
      {
        $eq: [
          [1, 'a'],
          [double(1), 'a'],
        ],
      },
      true,
    ],
    [
      'eq',
      'heeds the order of fields',
      {
        $eq: [
          { a: 1, b: 1 },
          { b: 1, a: 1 },
        ],
      },
      false,
    ],
    ['eq', 'tells what is missing from null', { $eq: ['$missing', null] }, false],
    ['ne', 'tells zero from false', { $ne: [0, false] }, true],
    ['gt', 'compares exactly', { $gt: [maxLong, double(2 ** 63)] }, false],
    ['gt', 'is false for equals', { $gt: [long('1'), 1] }, false],
    ['lt', 'is false for equals', { $lt: [long('1'), 1] }, false],
    ['gte', 'is true for equals', { $gte: [long('1'), 1] }, true],
    ['lt', 'compares across types', { $lt: [5, 'a'] }, true],
    ['lte', 'is true for equals', { $lte: [double(NaN), decimal('NaN')] }, true],
  ])('%s %s', async (_page, _shows, expression, value) => {
    expect(await evaluate(server, expression)).toStrictEqual(value)
  })

  it.each(['$cmp', '$eq', '$ne', '$gt', '$gte', '$lt', '$lte'])(
    '%s wants two values',
    async (operator) => {
      expect(await errorOf(server, { [operator]: 1 })).toEqual([
        16020,
        `Expression ${operator} takes exactly 2 arguments. 1 were passed in.`,
      ])
    },
  )
})

describe('conditions (manual: reference/operator/aggregation)', () => {
  it.each<ValueRow>([
    ['and', 'is true of nothing', { $and: [] }, true],
    ['and', 'takes text, arrays and dates as true', { $and: ['', [], new Date(0)] }, true],
    ['and', 'takes null, zero and what is missing as false', { $and: ['$missing'] }, false],
    ['and', 'stops at the first that is false', { $and: [double(0), fails] }, false],
    ['or', 'is false of nothing', { $or: [] }, false],
    [
      'or',
      'takes null, false and zeros as false',
      { $or: [null, false, long('0'), decimal('0')] },
      false,
    ],
    ['or', 'takes NaN as true', { $or: double(NaN) }, true],
    ['or', 'stops at the first that is true', { $or: [1, fails] }, true],
    ['not', 'is true of null', { $not: [null] }, true],
    ['not', 'is false of an array', { $not: [[false]] }, false],
    ['not', 'takes a value without an array', { $not: '$missing' }, true],
    ['cond', 'takes the first branch', { $cond: [true, 1, fails] }, int(1)],
    ['cond', 'takes the second branch', { $cond: { if: null, then: fails, else: 2 } }, int(2)],
    ['cond', 'may give nothing', { $cond: [1, '$missing', 2] }, undefined],
    ['ifNull', 'gives the first that is there', { $ifNull: ['$missing', null, 3, fails] }, int(3)],
    ['ifNull', 'gives false', { $ifNull: [false, 1] }, false],
    ['ifNull', 'gives the last in any case', { $ifNull: ['$missing', null] }, null],
    ['ifNull', 'may give nothing', { $ifNull: [null, '$missing'] }, undefined],
    [
      'switch',
      'takes the first branch that is true',
      {
        $switch: {
          branches: [
            { case: 0, then: fails },
            { case: 'x', then: 'found' },
            { case: fails, then: 1 },
          ],
        },
      },
      'found',
    ],
    [
      'switch',
      'gives the default',
      { $switch: { branches: [{ case: null, then: 1 }], default: '$$REMOVE' } },
      undefined,
    ],
    [
      'literal',
      'leaves expressions alone',
      { $literal: { $add: [1, '$a'] } },
      { $add: [int(1), '$a'] },
    ],
    ['literal', 'leaves text alone', { $literal: '$1' }, '$1'],
    ['literal', 'leaves null alone', { $literal: null }, null],
    ['const', 'is the same', { $const: ['$a'] }, ['$a']],
  ])('%s %s', async (_page, _shows, expression, value) => {
    expect(await evaluate(server, expression)).toStrictEqual(value)
  })

  it.each<[string, unknown]>([
    ['missing', '$missing'],
    ['minKey', new MinKey()],
    ['double', double(1)],
    ['double', double(NaN)],
    ['string', 'x'],
    ['object', {}],
    ['array', [[]]],
    ['binData', new Binary(Buffer.from('x'))],
    ['objectId', new ObjectId()],
    ['bool', false],
    ['date', new Date(0)],
    ['null', null],
    ['regex', /x/],
    ['javascript', new Code('x')],
    ['int', 1],
    ['timestamp', new Timestamp({ t: 1, i: 1 })],
    ['long', long('1')],
    ['decimal', decimal('1')],
    ['maxKey', new MaxKey()],
  ])('type names %s', async (name, value) => {
    expect(await evaluate(server, { $type: value })).toBe(name)
  })

  it.each<ErrorRow>([
    [
      'not',
      'two arguments',
      { $not: [1, 2] },
      [16020, 'Expression $not takes exactly 1 arguments. 2 were passed in.'],
    ],
    [
      'type',
      'no argument',
      { $type: [] },
      [16020, 'Expression $type takes exactly 1 arguments. 0 were passed in.'],
    ],
    [
      'cond',
      'two arguments',
      { $cond: [1, 2] },
      [16020, 'Expression $cond takes exactly 3 arguments. 2 were passed in.'],
    ],
    ['cond', 'no if', { $cond: { then: 1, else: 1 } }, [17080, "Missing 'if' parameter to $cond"]],
    [
      'cond',
      'no then',
      { $cond: { if: 1, else: 1 } },
      [17081, "Missing 'then' parameter to $cond"],
    ],
    [
      'cond',
      'no else',
      { $cond: { if: 1, then: 1 } },
      [17082, "Missing 'else' parameter to $cond"],
    ],
    [
      'cond',
      'unknown names',
      { $cond: { when: 1 } },
      [17083, 'Unrecognized parameter to $cond: when'],
    ],
    [
      'ifNull',
      'one argument',
      { $ifNull: '$a' },
      [1257300, '$ifNull needs at least two arguments, had: 1'],
    ],
    [
      'switch',
      'what is no object',
      { $switch: [1] },
      [40060, '$switch requires an object as an argument, found: array'],
    ],
    [
      'switch',
      'branches that are no array',
      { $switch: { branches: {} } },
      [40061, "$switch expected an array for 'branches', found: object"],
    ],
    [
      'switch',
      'a branch that is no object',
      { $switch: { branches: [1] } },
      [40062, '$switch expected each branch to be an object, found: int'],
    ],
    [
      'switch',
      'unknown names in a branch',
      { $switch: { branches: [{ if: 1 }] } },
      [40063, '$switch found an unknown argument to a branch: if'],
    ],
    [
      'switch',
      'a branch without a case',
      { $switch: { branches: [{ then: 1 }] } },
      [40064, "$switch requires each branch have a 'case' expression"],
    ],
    [
      'switch',
      'a branch without a then',
      { $switch: { branches: [{ case: 1 }] } },
      [40065, "$switch requires each branch have a 'then' expression."],
    ],
    [
      'switch',
      'to go on without a branch',
      { $switch: { branches: [{ case: '$missing', then: 1 }] } },
      [
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      ],
    ],
    [
      'switch',
      'unknown names',
      { $switch: { branches: [], else: 1 } },
      [40067, '$switch found an unknown argument: else'],
    ],
    ['switch', 'no branch', { $switch: {} }, [40068, '$switch requires at least one branch.']],
  ])('%s refuses %s', async (_page, _shows, expression, error) => {
    expect(await errorOf(server, expression)).toEqual(error)
  })
})
