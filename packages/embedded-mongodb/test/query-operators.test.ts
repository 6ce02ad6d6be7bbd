import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  Timestamp,
  type Document,
} from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const nothing = Symbol('a missing field')
const long = (text: string): Long => Long.fromString(text)
const decimal = (text: string): Decimal128 => Decimal128.fromString(text)

/** Positions of the values that a filter on `a` finds. */
const positions = async (values: unknown[], filter: Document): Promise<unknown[]> => {
  const collection = server.database().collection<{ _id: number }>('t')
  const documents = values.map((a, _id) => (a === nothing ? { _id } : { _id, a }))
  await collection.insertMany(documents)
  return (await collection.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
}

const ones = [1, new Double(1), long('1'), decimal('1.0'), true, '1', nothing]
const zeros = [new Double(-0), 0, decimal('-0'), long('0'), false]
const empties = [nothing, null, [], [null], [[]], {}, '', 0]
const nested = [[[1, 2]], [1, 2], [[[1, 2]]], [3, [1, 2]]]
const spread = [[{ b: 1 }, { b: 9 }], [{ b: 5 }], { b: 5 }, [[{ b: 5 }]], [5], 5]
const bits = [5, long('5'), new Double(5), decimal('5'), -1, 2, 5.5, '5', new Binary(Buffer.of(5))]
const strings = ['abc', 'ABC', 'x\nabc', 'abc\n', 'a.c', '😀', 7, /abc/, ['zz', 'abc']]
const big = '9007199254740993'

type Row = [page: string, shows: string, values: unknown[], condition: unknown, found: number[]]

describe('query operators on one field (manual: reference/operator/query)', () => {
  it.each<Row>([
    ['eq', 'equal numbers of any type', ones, { $eq: decimal('1') }, [0, 1, 2, 3]],
    ['eq', 'no difference between 0 and -0', zeros, { $eq: 0 }, [0, 1, 2, 3]],
    ['eq', 'NaN of any type', [NaN, decimal('NaN'), 1], { $eq: NaN }, [0, 1]],
    ['eq', 'longs that no double holds', [long(big), 2 ** 53], { $eq: long(big) }, [0]],
    ['eq', 'null and missing', empties, { $eq: null }, [0, 1, 3]],
    ['eq', 'an empty array, alone or as an element', empties, { $eq: [] }, [2, 4]],
    ['eq', 'an array as a whole or as an element', nested, { $eq: [1, 2] }, [0, 1, 3]],
    ['eq', 'a regular expression as a value', strings, { $eq: /abc/ }, [7]],
    [
      'eq',
      'a document only with all its fields',
      [{ b: 1, c: 2 }, { b: 1 }],
      { $eq: { b: 1 } },
      [1],
    ],
    ['ne', 'what is neither null nor missing', empties, { $ne: null }, [2, 4, 5, 6, 7]],
    ['ne', 'arrays without the value', nested, { $ne: 1 }, [0, 2, 3]],
    ['gt', 'within one type', [1, 3, '3', null, nothing, [0, 5]], { $gt: 2 }, [1, 5]],
    ['gt', 'exact differences', [long(big), 2 ** 53], { $gt: 2 ** 53 }, [0]],
    ['gt', 'nothing by null', empties, { $gt: null }, []],
    ['gt', 'nothing by NaN', [NaN, 1, Infinity], { $gt: NaN }, []],
    [
      'gt',
      'everything but MinKey by it',
      [new MinKey(), 1, null, nothing],
      { $gt: new MinKey() },
      [1, 2, 3],
    ],
    ['gte', 'null and missing by null', empties, { $gte: null }, [0, 1, 3]],
    ['gte', 'decimals between doubles', [0.1, decimal('0.1')], { $gte: 0.1 }, [0]],
    ['gte', 'arrays by their elements in order', nested, { $gte: [1, 2] }, [0, 1, 2, 3]],
    ['lt', 'nothing of another type', [false, 1, 'a', new Date(5)], { $lt: new Date(9) }, [3]],
    [
      'lt',
      'everything but MaxKey by it',
      [new MaxKey(), 1, nothing],
      { $lt: new MaxKey() },
      [1, 2],
    ],
    ['lt', 'strings by their characters, not by units', ['\ufffd', '😀'], { $lt: '😀' }, [0]],
    ['lte', 'false before true', [false, true, 0], { $lte: false }, [0]],
    ['lte', 'NaN by NaN only', [NaN, 1, decimal('NaN')], { $lte: NaN }, [0, 2]],
    ['in', 'null and missing by null', empties, { $in: [null] }, [0, 1, 3]],
    ['in', 'nothing by an empty list', empties, { $in: [] }, []],
    ['in', 'arrays as values', nested, { $in: [[1, 2], 3] }, [0, 1, 3]],
    ['nin', 'everything by an empty list', [1, nothing], { $nin: [] }, [0, 1]],
    ['nin', 'what is there, by null', empties, { $nin: [null] }, [2, 4, 5, 6, 7]],
    ['exists', 'null as there', empties, { $exists: 1 }, [1, 2, 3, 4, 5, 6, 7]],
    ['exists', 'the missing by any false value', empties, { $exists: null }, [0]],
    ['type', 'an array and what is in it', nested, { $type: 'array' }, [0, 1, 2, 3]],
    ['type', 'a type by its number', [1, 1.5, long('1'), null], { $type: [16, 10] }, [0, 3]],
    ['type', 'doubles without a fraction', [new Double(1), 1], { $type: 'double' }, [0]],
    ['type', 'MinKey as -1', [new MinKey(), -1], { $type: -1 }, [0]],
    ['size', 'arrays of that length', [[], [1], [[1, 2]], 'x', nothing], { $size: 1 }, [1, 2]],
    ['size', 'none for 0 but empty arrays', empties, { $size: new Double(0) }, [2]],
    ['all', 'arrays with all of them', [[1, 2], [1], 1, nothing], { $all: [1] }, [0, 1, 2]],
    ['all', 'an array in an array', nested, { $all: [[1, 2]] }, [0, 1, 3]],
    ['all', 'nothing by an empty list', empties, { $all: [] }, []],
    ['all', 'null and missing', empties, { $all: [null] }, [0, 1, 3]],
    [
      'all',
      'elements for each condition',
      spread,
      { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 9 } }] },
      [0],
    ],
    [
      'elemMatch',
      'one element for all conditions',
      spread,
      { $elemMatch: { b: { $gt: 1, $lt: 9 } } },
      [1],
    ],
    [
      'elemMatch',
      'an array in the array as one value',
      nested,
      { $elemMatch: { $gte: [1, 2] } },
      [0, 2, 3],
    ],
    [
      'elemMatch',
      'a negation of a condition on one',
      nested,
      { $elemMatch: { $not: { $size: 2 } } },
      [1, 2, 3],
    ],
    ['elemMatch', 'no documents two arrays down', spread, { $elemMatch: { b: 5 } }, [1]],
    ['elemMatch', 'positions in an array in the array', spread, { $elemMatch: { '0.b': 5 } }, [3]],
    ['elemMatch', 'documents and arrays by no condition', spread, { $elemMatch: {} }, [0, 1, 3]],
    ['elemMatch', 'elements that are missing a field', spread, { $elemMatch: { b: null } }, [3]],
    ['elemMatch', 'null elements', empties, { $elemMatch: { $eq: null } }, [3]],
    [
      'elemMatch',
      'one of several conditions',
      spread,
      { $elemMatch: { $or: [{ b: 9 }, { b: 5 }] } },
      [0, 1],
    ],
    ['not', 'missing too', [1, 9, nothing, '9'], { $not: { $gt: 5 } }, [0, 2, 3]],
    ['not', 'other than a pattern', strings, { $not: /abc/ }, [1, 4, 5, 6]],
    ['mod', 'a negative remainder', [-5, 5, -4], { $mod: [2, -1] }, [0]],
    ['mod', 'no fractions', [4.9, decimal('-4.9'), 5], { $mod: [new Double(4.5), 0.9] }, [0, 1]],
    [
      'mod',
      'whole decimals and longs exactly',
      [decimal(big), long(big)],
      { $mod: [10, 3] },
      [0, 1],
    ],
    ['mod', 'no NaN, infinity or text', [NaN, Infinity, '4', null, 1e30], { $mod: [2, 0] }, []],
    ['mod', 'no timestamps', [new Timestamp({ t: 0, i: 4 }), [4]], { $mod: [2, 0] }, [1]],
    [
      'bitsAllSet',
      'whole numbers of any type, and bytes',
      bits,
      { $bitsAllSet: 5 },
      [0, 1, 2, 3, 4, 8],
    ],
    ['bitsAllSet', 'the sign in all high positions', [-1, 1], { $bitsAllSet: [63, 200] }, [0]],
    [
      'bitsAllSet',
      'bytes from the lowest',
      [256, 1],
      { $bitsAllSet: new Binary(Buffer.of(0, 1)) },
      [0],
    ],
    ['bitsAllClear', 'no bit of the mask', bits, { $bitsAllClear: long('5') }, [5]],
    [
      'bitsAllClear',
      'bytes that end before',
      [new Binary(Buffer.of(255))],
      { $bitsAllClear: [8] },
      [0],
    ],
    ['bitsAnySet', 'a bit of the mask', bits, { $bitsAnySet: [1, 2] }, [0, 1, 2, 3, 4, 5, 8]],
    ['bitsAnySet', 'nothing by no position', bits, { $bitsAnySet: [] }, []],
    ['bitsAnyClear', 'not all bits of the mask', bits, { $bitsAnyClear: 3 }, [0, 1, 2, 3, 5, 8]],
    ['bitsAnyClear', 'no timestamps', [new Timestamp({ t: 0, i: 0 })], { $bitsAnyClear: 1 }, []],
    ['regex', 'strings, and itself as a value', strings, /abc/, [0, 2, 3, 7, 8]],
    ['regex', 'any case', strings, { $regex: 'ABC', $options: 'i' }, [0, 1, 2, 3, 8]],
    ['regex', 'options of the expression itself', strings, { $regex: /^aBc$/i }, [0, 1, 3, 8]],
    ['regex', 'the end before a last newline', strings, { $regex: 'abc$' }, [0, 2, 3, 8]],
    ['regex', 'the beginning of lines', strings, { $regex: '^abc', $options: 'm' }, [0, 2, 3, 8]],
    ['regex', 'any character but a newline', strings, { $regex: 'x.a' }, []],
    ['regex', 'any character at all', strings, { $options: 's', $regex: 'x.a' }, [2]],
    ['regex', 'one character beyond 16 bits', strings, { $regex: '^.$' }, [5]],
    ['regex', 'escaped signs', ['a-c_d', 'a/c'], { $regex: new BSONRegExp('^a\\-c\\_d') }, [0]],
    [
      'regex',
      'signs that stand for themselves',
      ['a}', 'a]', 'a{b'],
      { $regex: 'a[]}{]' },
      [0, 1, 2],
    ],
    ['regex', 'ASCII spaces only', ['a b', 'a\u00a0b', 'a\tb'], { $regex: 'a\\sb' }, [0, 2]],
    ['regex', 'a class of spaces and others', ['\u00a0', ' '], { $regex: '[\\s\\S]' }, [0, 1]],
    ['regex', 'a hyphen after a class', ['-', '.', ' '], { $regex: '^[\\w-.]$' }, [0, 1]],
    ['comment', 'nothing else for a comment', [1, 2], { $gt: 1, $comment: 'x' }, [1]],
  ])('%s finds %s', async (...[, , values, condition, found]) => {
    expect(await positions(values, { a: condition })).toEqual(found)
  })

  it.each<[page: string, shows: string, values: unknown[], filter: Document, found: number[]]>([
    ['tutorial/query-arrays', 'positions in arrays of arrays', nested, { 'a.0.1': 2 }, [0]],
    ['tutorial/query-arrays', 'an array at a position', nested, { 'a.0': 1 }, [0, 1]],
    ['tutorial/query-arrays', 'nothing below a number', spread, { 'a.0.b': null }, [0, 1, 2, 5]],
    ['tutorial/query-arrays', 'no number with a zero in front', nested, { 'a.00': 1 }, []],
    [
      'tutorial/query-arrays',
      'numbers as names',
      [{ 0: 7 }, [7], [{ 0: 7 }]],
      { 'a.0': 7 },
      [0, 1, 2],
    ],
    ['tutorial/query-arrays', 'not the length', nested, { 'a.length': 2 }, []],
    [
      'tutorial/query-array-of-documents',
      'no documents two arrays down',
      spread,
      { 'a.b': 5 },
      [1, 2],
    ],
    [
      'reference/operator/query/exists',
      'elements that are missing',
      nested,
      { 'a.1': { $exists: false } },
      [0, 2],
    ],
    [
      'reference/operator/query/and',
      'all of several',
      [1, 5, 9],
      { $and: [{ a: { $gt: 1 } }, { a: { $lt: 9 } }] },
      [1],
    ],
    [
      'reference/operator/query/or',
      'any of several, also within another',
      [1, 5, 9],
      { $or: [{ a: 1 }, { $and: [{ a: 9 }] }] },
      [0, 2],
    ],
    [
      'reference/operator/query/nor',
      'none of several, and missing',
      [1, 5, nothing],
      { $nor: [{ a: 1 }] },
      [1, 2],
    ],
    [
      'reference/operator/query/expr',
      'arrays as a whole',
      [[1], 1],
      { $expr: { $eq: ['$a', 1] } },
      [1],
    ],
    [
      'reference/operator/query/expr',
      'no type brackets',
      ['x', 1, nothing],
      { $expr: { $gt: ['$a', 5] } },
      [0],
    ],
    [
      'reference/operator/query/comment',
      'nothing else for a comment',
      [1, 2],
      { a: 2, $comment: { x: 1 } },
      [1],
    ],
    ['reference/operator/query', 'everything', [1, nothing], { $alwaysTrue: 1 }, [0, 1]],
    ['reference/operator/query', 'nothing', [1, nothing], { $alwaysFalse: new Double(1) }, []],
    [
      'reference/database-references',
      'a reference as a value',
      [{ $ref: 'c', $id: 1 }],
      { a: { $ref: 'c', $id: 1 } },
      [0],
    ],
  ])('%s: finds %s', async (...[, , values, filter, found]) => {
    expect(await positions(values, filter)).toEqual(found)
  })
})
