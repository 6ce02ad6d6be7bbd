import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long, type Document } from 'mongodb'
import { aggregated, canonical, codeNameOf, failure, whileRunning } from './support/pipelines.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const missing = Symbol('missing')

const documentsOf = (values: unknown[]): Document[] =>
  values.map((v, _id) => (v === missing ? { _id } : { _id, v }))

const grouped = (values: unknown[], accumulator: Document): Promise<Document[]> =>
  aggregated(server, documentsOf(values), [
    { $group: { _id: null, r: accumulator } },
    { $project: { _id: 0 } },
  ])

const decimal = (text: string): Decimal128 => Decimal128.fromString(text)
const long = (value: number): Long => Long.fromNumber(value)
const double = (value: number): Double => new Double(value)
const nothing = ['x', null, missing, [1, 2], { a: 1 }]

describe('accumulators of $group', () => {
  it.each<[string, string, unknown[], unknown]>([
    ['sum', 'adds numbers and nothing else', [1, ...nothing, 2], 3],
    ['sum', 'gives 0 without numbers', nothing, 0],
    ['sum', 'goes on as a long beyond an int', [2147483647, 1], long(2147483648)],
    ['sum', 'gives an int when the whole of it fits', [2147483647, 1, -1], 2147483647],
    ['sum', 'stays a long', [long(1), 2], long(3)],
    ['sum', 'goes on as a double beyond a long', [Long.MAX_VALUE, 1], double(2 ** 63)],
    ['sum', 'comes back from beyond a long', [Long.MAX_VALUE, 1, -2], Long.MAX_VALUE.subtract(1)],
    ['sum', 'adds longs that no double can hold', [long(2 ** 53), 1], long(2 ** 53).add(1)],
    ['sum', 'is a double when one is', [1, double(2)], double(3)],
    ['sum', 'loses nothing of small doubles', Array(10).fill(0.1), double(1)],
    ['sum', 'takes negative numbers', [-1.5, 1], -0.5],
    ['sum', 'is exact in decimals', [decimal('0.1'), decimal('0.2'), 1], decimal('1.3')],
    ['sum', 'keeps NaN', [1, NaN], NaN],
    ['sum', 'makes NaN of both infinities', [Infinity, -Infinity], NaN],
    ['avg', 'is a double', [2, 4], double(3)],
    ['avg', 'leaves out what is no number', [1, ...nothing, 2], 1.5],
    ['avg', 'gives null without numbers', nothing, null],
    ['avg', 'loses nothing of small doubles', Array(10).fill(0.1), 0.1],
    ['avg', 'does not overflow', [Long.MAX_VALUE, Long.MAX_VALUE], double(2 ** 63)],
    ['first', 'takes the first', [3, 1, 2], 3],
    ['first', 'takes a missing first as null', [missing, 1], null],
    ['last', 'takes the last', [3, 1, 2], 2],
    ['last', 'takes a missing last as null', [1, missing], null],
    ['max', 'compares numbers of all types', [1, long(3), 2.5], long(3)],
    ['max', 'compares types in the order of BSON', [5, 'a', null, missing], 'a'],
    ['max', 'compares arrays as a whole', [[1, 9], [2]], [2]],
    ['max', 'gives null when there is nothing', [null, missing], null],
    ['min', 'keeps the first of equal ones', [long(1), double(1)], long(1)],
    ['min', 'leaves out null and missing', [null, 5, missing, 'a'], 5],
    ['min', 'takes NaN as the smallest number', [1, NaN, -Infinity], NaN],
    ['min', 'gives null when there is nothing', [null, missing], null],
    ['push', 'keeps order, doubles and null', [2, null, missing, 1, 2], [2, null, 1, 2]],
    ['push', 'gives an empty array when all are missing', [missing], []],
    ['mergeObjects', 'lets later fields win', [{ a: 1, b: 1 }, { a: 2 }], { a: 2, b: 1 }],
    ['mergeObjects', 'passes over null and missing', [null, { a: null }, missing], { a: null }],
    ['mergeObjects', 'gives an empty document when there is nothing', [null, missing], {}],
  ])('reference/operator/aggregation/%s: %s', async (name, _what, values, expected) => {
    const result = await grouped(values, { [`$${name}`]: '$v' })
    expect(canonical(result)).toBe(canonical([{ r: expected }]))
  })

  it.each<[string, unknown[], Document, unknown]>([
    ['sum: counts with a constant', [missing, null, 'x'], { $sum: 1 }, 3],
    ['sum: evaluates an expression', [2, 3], { $sum: { $multiply: ['$v', 2] } }, 10],
    ['count-accumulator: counts all documents', [missing, null, 1], { $count: {} }, 3],
    [
      'push: makes documents without the missing',
      [1, missing],
      { $push: { a: '$v' } },
      [{ a: 1 }, {}],
    ],
    ['push: takes a whole document', [1], { $push: '$$ROOT' }, [{ _id: 0, v: 1 }]],
  ])('reference/operator/aggregation/%s', async (_what, values, accumulator, expected) => {
    expect(canonical(await grouped(values, accumulator))).toBe(canonical([{ r: expected }]))
  })

  it.each<[string, unknown[], unknown[]]>([
    ['keeps each value once', [2, 1, 2], [1, 2]],
    ['keeps null and not what is missing', [null, missing, null], [null]],
    ['takes numbers of different types as equal', [1, long(1), double(1), decimal('1')], [1]],
    [
      'takes arrays as a whole',
      [
        [1, 2],
        [1, 2],
        [2, 1],
      ],
      [
        [1, 2],
        [2, 1],
      ],
    ],
    [
      'tells documents by the order of their fields',
      [
        { a: 1, b: 1 },
        { b: 1, a: 1 },
      ],
      [
        { a: 1, b: 1 },
        { b: 1, a: 1 },
      ],
    ],
    ['gives an empty array when all are missing', [missing], []],
  ])('reference/operator/aggregation/addToSet: %s', async (_what, values, expected) => {
    const result = await aggregated(server, documentsOf(values), [
      { $group: { _id: null, r: { $addToSet: '$v' } } },
      { $project: { _id: 0, r: { $sortArray: { input: '$r', sortBy: 1 } } } },
    ])
    expect(canonical(result)).toBe(canonical([{ r: expected }]))
  })
})

describe('errors of accumulators', () => {
  it.each<[string, unknown, number, string]>([
    [
      'group: refuses an accumulator unknown',
      { r: { $nope: 1 } },
      15952,
      "unknown group operator '$nope'",
    ],
    [
      'group: refuses an operator that accumulates nothing',
      { r: { $add: '$v' } },
      15952,
      "unknown group operator '$add'",
    ],
    [
      'group: refuses a list of arguments',
      { r: { $sum: ['$v', 1] } },
      40237,
      'The $sum accumulator is a unary operator',
    ],
    ['group: refuses a value', { r: '$v' }, 40234, "The field 'r' must be an accumulator object"],
    [
      'group: refuses an empty document',
      { r: {} },
      40234,
      "The field 'r' must be an accumulator object",
    ],
    [
      'group: refuses a plain document',
      { r: { a: 1 } },
      40234,
      "The field 'r' must be an accumulator object",
    ],
    [
      'group: refuses a path as a name',
      { 'r.s': { $sum: 1 } },
      40235,
      "The field name 'r.s' cannot contain '.'",
    ],
    [
      'group: refuses an operator as a name',
      { $r: { $sum: 1 } },
      40236,
      "The field name '$r' cannot be an operator name",
    ],
    [
      'group: refuses two accumulators',
      { r: { $sum: 1, $avg: 1 } },
      40238,
      "The field 'r' must specify one accumulator",
    ],
    [
      'count-accumulator: refuses an argument',
      { r: { $count: 1 } },
      14,
      '$count takes no arguments, i.e. $count:{}',
    ],
  ])('reference/operator/aggregation/%s', async (_what, fields, code, message) => {
    const group = { $group: { _id: null, ...(fields as Document) } }
    expect(await failure(aggregated(server, [], [group]))).toEqual({
      code,
      codeName: codeNameOf(code),
      message,
    })
  })

  it.each<[unknown, string]>([
    [1, '1 is of type int'],
    ['x', '"x" is of type string'],
    [[{ a: 1 }], '[{a: 1}] is of type array'],
  ])('reference/operator/aggregation/mergeObjects: refuses %j', async (value, what) => {
    expect(await failure(grouped([{ a: 1 }, value], { $mergeObjects: '$v' }))).toEqual({
      code: 40400,
      codeName: 'Location40400',
      message: `${whileRunning}$mergeObjects requires object inputs, but input ${what}`,
    })
  })

  it('refuses the average of decimals, which would need a division of them', async () => {
    expect(await failure(grouped([decimal('1')], { $avg: '$v' }))).toEqual({
      code: 238,
      codeName: 'NotImplemented',
      message: `${whileRunning}$avg of Decimal128 is not supported by the embedded server`,
    })
  })
})
