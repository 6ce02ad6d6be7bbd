import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp, MongoServerError, type Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const refusal = async (filter: Document): Promise<Document> => {
  const failing = server.database().command({ find: 't', filter })
  const error: unknown = await failing.catch((reason: unknown) => reason)
  if (!(error instanceof MongoServerError)) throw new Error('the filter was not refused')
  const { code, codeName, message } = error
  return { code, codeName, message }
}

const codeNames: Record<number, string> = { 2: 'BadValue', 9: 'FailedToParse', 14: 'TypeMismatch' }

type Row = [operator: string, argument: unknown, code: number, message: string]
const onField: Row[] = [
  ['$ne', /a/, 2, "Can't have regex as arg to $ne."],
  ['$gt', /a/, 2, "Can't have RegEx as arg to predicate over field 'a.b'."],
  ['$lte', /a/, 2, "Can't have RegEx as arg to predicate over field 'a.b'."],
  ['$in', null, 2, '$in needs an array'],
  ['$in', [{ $gt: 1 }], 2, 'cannot nest $ under $in'],
  ['$nin', 'x', 2, '$nin needs an array'],
  ['$nin', [{ $gt: 1 }], 2, 'cannot nest $ under $in'],
  ['$all', 1, 2, '$all needs an array'],
  ['$all', [{ $gt: 1 }], 2, 'no $ expressions in $all'],
  ['$all', [{ $elemMatch: {} }, 1], 2, '$all/$elemMatch has to be consistent'],
  ['$all', [1, { $elemMatch: {} }], 2, 'no $ expressions in $all'],
  ['$elemMatch', [1], 2, '$elemMatch needs an Object'],
  ['$elemMatch', { $foo: 1 }, 2, 'unknown operator: $foo'],
  ['$elemMatch', { b: { $foo: 1 } }, 2, 'unknown operator: $foo'],
  ['$elemMatch', { $expr: true }, 2, '$expr can only be applied to the top-level document'],
  ['$elemMatch', { $or: [{ $expr: 1 }] }, 2, '$expr can only be applied to the top-level document'],
  ['$elemMatch', { $gt: /a/ }, 2, "Can't have RegEx as arg to predicate over field ''."],
  ['$size', 'x', 2, 'Failed to parse $size. Expected a number in: $size: "x"'],
  ['$size', 1.5, 2, 'Failed to parse $size. Expected an integer: $size: 1.5'],
  ['$size', -1, 2, 'Failed to parse $size. Expected a non-negative number in: $size: -1'],
  ['$not', 1, 2, '$not argument must be a regex or an object'],
  ['$not', {}, 2, '$not argument must be a non-empty object'],
  ['$not', { b: 1 }, 2, 'unknown operator: b'],
  ['$mod', 4, 2, 'malformed mod, needs to be an array'],
  ['$mod', [], 2, 'malformed mod, not enough elements'],
  ['$mod', [4], 2, 'malformed mod, not enough elements'],
  ['$mod', ['x'], 2, 'malformed mod, divisor not a number'],
  ['$mod', [4, 'x', 1], 2, 'malformed mod, remainder not a number'],
  ['$mod', [4, 0, 0], 2, 'malformed mod, too many elements'],
  ['$mod', [0.9, 0], 2, 'divisor cannot be 0'],
  [
    '$mod',
    [NaN, 0],
    2,
    'malformed mod, divisor value is invalid :: caused by :: Unable to coerce NaN/Inf to integral type',
  ],
  [
    '$mod',
    [2, Infinity],
    2,
    'malformed mod, remainder value is invalid :: caused by :: Unable to coerce NaN/Inf to integral type',
  ],
  [
    '$mod',
    [1e30, 0],
    2,
    'malformed mod, divisor value is invalid :: caused by :: Out of bounds coercing to integral value',
  ],
  ['$type', 'foo', 2, 'Unknown type name alias: foo'],
  ['$type', ['int', null], 14, 'type must be represented as a number or a string'],
  ['$type', 99, 2, 'Invalid numerical type code: 99'],
  ['$type', 1.5, 2, 'Invalid numerical type code: 1.5'],
  ['$type', 0, 2, 'Invalid numerical type code: 0. Instead use {$exists:false}.'],
  ['$type', [], 9, 'a.b must match at least one type'],
  [
    '$type',
    'missing',
    2,
    "'missing' is not a legal type name. To query for non-existence of a field, use {$exists:false}.",
  ],
  ['$bitsAllSet', -1, 9, 'Expected a non-negative number in: $bitsAllSet: -1'],
  ['$bitsAllClear', 1.5, 9, 'Expected an integer: $bitsAllClear: 1.5'],
  ['$bitsAnySet', 1e30, 9, 'Cannot represent as a 64-bit integer: $bitsAnySet: 1e+30'],
  [
    '$bitsAnyClear',
    [-1],
    2,
    'Failed to parse bit position. Expected a non-negative number in: 0: -1',
  ],
  ['$bitsAnyClear', [1, 'x'], 2, 'Failed to parse bit position. Expected a number in: 1: "x"'],
  [
    '$bitsAllSet',
    'x',
    2,
    'a.b takes an Array, a number, or a BinData but received: $bitsAllSet: "x"',
  ],
  ['$regex', 1, 2, '$regex has to be a string'],
  ['$options', 'i', 2, '$options needs a $regex'],
  ['$regex', 'a\0b', 2, 'Regular expression cannot contain an embedded null byte'],
  ['$foo', 1, 2, 'unknown operator: $foo'],
  ['$where', '1', 2, 'unknown operator: $where'],
  ['$or', [], 2, 'unknown operator: $or'],
]

describe('refused filters (manual: reference/operator/query)', () => {
  it.each(onField)('%s: %p', async (operator, argument, code, message) => {
    const expected = { code, codeName: codeNames[code], message }
    expect(await refusal({ 'a.b': { [operator]: argument } })).toEqual(expected)
  })

  it.each<[string, Document, number, string]>([
    ['and', { $and: {} }, 2, '$and argument must be an array'],
    ['and', { $and: [] }, 2, '$and argument must be a non-empty array'],
    ['or', { $or: [1] }, 2, "$or argument's entries must be objects"],
    ['nor', { $nor: [{}, null] }, 2, "$nor argument's entries must be objects"],
    [
      'nor',
      { $nor: [{ $foo: 1 }] },
      2,
      "unknown top level operator: $foo. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.",
    ],
    [
      'not',
      { $not: { a: 1 } },
      2,
      'unknown top level operator: $not. If you are trying to negate an entire expression, use $nor.',
    ],
    ['', { $alwaysTrue: 2 }, 9, '$alwaysTrue must be an integer value of 1'],
    ['', { $alwaysFalse: 'x' }, 9, 'Expected a number in: $alwaysFalse: "x"'],
    ['regex', { a: { $regex: 'a', $options: 1 } }, 2, '$options has to be a string'],
    ['expr', { a: { $id: 1 } }, 2, 'unknown operator: $id'],
  ])('%s: %p', async (_page, filter, code, message) => {
    expect(await refusal(filter)).toEqual({ code, codeName: codeNames[code], message })
  })

  it.each<[Document, number]>([
    [{ $regex: /a/i, $options: 'i' }, 51075],
    [{ $options: 'i', $regex: /a/m }, 51074],
    [{ $regex: 'a', $options: 'g' }, 51108],
    [{ $regex: 'a', $options: 'x' }, 51108],
    [{ $regex: '(' }, 51091],
    [{ $regex: '\\Ab' }, 51091],
    [{ $regex: 'a++' }, 51091],
    [{ $regex: '[[:alpha:]]' }, 238],
    [{ $regex: '\\v' }, 238],
    [{ $not: new BSONRegExp('[') }, 51091],
  ])('a regular expression that is wrong or means something else here: %p', async (a, code) => {
    expect(await refusal({ a })).toMatchObject({ code })
  })
})
