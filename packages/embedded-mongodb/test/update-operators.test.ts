import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long, Timestamp, type Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'
import { plain, update } from './support/updated.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const long = (text: string): Long => Long.fromString(text)
const decimal = (text: string): Decimal128 => Decimal128.fromString(text)

const matrix = { a: [[1, 2], [3]] }
type Row = [page: string, shows: string, before: Document, change: Document, after: Document]

describe('update operators (manual: reference/operator/update)', () => {
  it.each<Row>([
    ['set', 'null in the place of a missing field', {}, { $set: { a: null } }, { a: null }],
    ['set', 'a number as a name in a document', {}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
    [
      'set',
      'an element of an array in an array',
      matrix,
      { $set: { 'a.0.1': 9 } },
      { a: [[1, 9], [3]] },
    ],
    [
      'set',
      'documents inside a new element',
      { a: [] },
      { $set: { 'a.1.b': 1 } },
      { a: [null, { b: 1 }] },
    ],
    ['set', 'nothing by no fields', { a: 1 }, { $set: {} }, { a: 1 }],
    [
      'set',
      'a value of another type',
      { a: 1 },
      { $set: { a: new Double(1) } },
      { a: new Double(1) },
    ],
    [
      'setOnInsert',
      'nothing in a document that is there',
      { a: 1 },
      { $setOnInsert: { 'a.b': 2, c: 1 } },
      { a: 1 },
    ],
    [
      'unset',
      'nothing where nothing is',
      { a: 1 },
      { $unset: { b: 1, 'a.b': 1, 'c.d': 1 } },
      { a: 1 },
    ],
    [
      'unset',
      'null in an array in an array',
      matrix,
      { $unset: { 'a.0.0': 1, 'a.9': 1 } },
      { a: [[null, 2], [3]] },
    ],
    ['inc', 'a missing field as it is', {}, { $inc: { a: new Double(2) } }, { a: new Double(2) }],
    ['inc', 'a long by an int', { a: long('1') }, { $inc: { a: 1 } }, { a: long('2') }],
    ['inc', 'an int by a double', { a: 1 }, { $inc: { a: 0.5 } }, { a: new Double(1.5) }],
    [
      'inc',
      'an int by a double without a fraction',
      { a: 1 },
      { $inc: { a: new Double(1) } },
      { a: new Double(2) },
    ],
    [
      'inc',
      'a double by a decimal',
      { a: 0.1 },
      { $inc: { a: decimal('0.2') } },
      { a: decimal('0.300000000000000') },
    ],
    [
      'inc',
      'an int below its range',
      { a: -2147483648 },
      { $inc: { a: -1 } },
      { a: long('-2147483649') },
    ],
    [
      'inc',
      'a long back into the range of int stays long',
      { a: long('2147483648') },
      { $inc: { a: -1 } },
      { a: long('2147483647') },
    ],
    ['inc', 'NaN stays', { a: NaN }, { $inc: { a: 1 } }, { a: new Double(NaN) }],
    ['inc', 'an element of an array', { a: [1, 2] }, { $inc: { 'a.1': 5 } }, { a: [1, 7] }],
    ['mul', 'a missing long', {}, { $mul: { a: long('5') } }, { a: long('0') }],
    ['mul', 'a missing double', {}, { $mul: { a: 2.5 } }, { a: new Double(0) }],
    [
      'mul',
      'ints beyond their range',
      { a: 65536 },
      { $mul: { a: 65536 } },
      { a: long('4294967296') },
    ],
    [
      'mul',
      'an int by a decimal',
      { a: 3 },
      { $mul: { a: decimal('0.5') } },
      { a: decimal('1.5') },
    ],
    ['min', 'no change for an equal number', { a: 1 }, { $min: { a: new Double(1) } }, { a: 1 }],
    ['min', 'null below numbers', { a: 1 }, { $min: { a: null } }, { a: null }],
    ['min', 'NaN below numbers', { a: 1 }, { $min: { a: NaN } }, { a: new Double(NaN) }],
    ['min', 'a missing field', {}, { $min: { a: 'x' } }, { a: 'x' }],
    [
      'max',
      'longs that no double holds',
      { a: long('9007199254740993') },
      { $max: { a: new Double(2 ** 53) } },
      { a: long('9007199254740993') },
    ],
    ['max', 'dates above numbers', { a: 1e9 }, { $max: { a: new Date(1) } }, { a: new Date(1) }],
    ['max', 'an array above a document', { a: { b: 1 } }, { $max: { a: [] } }, { a: [] }],
    ['rename', 'nothing where nothing is', { b: 1 }, { $rename: { a: 'b' } }, { b: 1 }],
    [
      'rename',
      'over another field, in its place',
      { a: 1, b: 2, c: 3 },
      { $rename: { a: 'b' } },
      { b: 1, c: 3 },
    ],
    [
      'rename',
      'out of and into documents',
      { a: { x: 1, y: 2 } },
      { $rename: { 'a.x': 'b.z' } },
      { a: { y: 2 }, b: { z: 1 } },
    ],
    [
      'push',
      'an array as one value',
      matrix,
      { $push: { 'a.1': [4] } },
      {
        a: [
          [1, 2],
          [3, [4]],
        ],
      },
    ],
    [
      'push',
      'several, and nothing by none',
      { a: [1] },
      { $push: { a: { $each: [] } } },
      { a: [1] },
    ],
    ['push', 'a missing array by none', {}, { $push: { a: { $each: [] } } }, { a: [] }],
    [
      'push',
      'at the beginning',
      { a: [1] },
      { $push: { a: { $each: [8, 9], $position: 0 } } },
      { a: [8, 9, 1] },
    ],
    [
      'push',
      'at a position before the beginning',
      { a: [1, 2] },
      { $push: { a: { $each: [9], $position: -9 } } },
      { a: [9, 1, 2] },
    ],
    [
      'push',
      'at a position behind the end',
      { a: [1] },
      { $push: { a: { $each: [9], $position: 7 } } },
      { a: [1, 9] },
    ],
    [
      'slice',
      'the first',
      { a: [1, 2] },
      { $push: { a: { $each: [3], $slice: 2 } } },
      { a: [1, 2] },
    ],
    [
      'slice',
      'the last',
      { a: [1, 2] },
      { $push: { a: { $each: [3], $slice: long('-2') } } },
      { a: [2, 3] },
    ],
    ['slice', 'none', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
    [
      'sort',
      'values of all types',
      { a: [true, 'x', 2] },
      { $push: { a: { $each: [null, [1]], $sort: 1 } } },
      { a: [null, 2, 'x', [1], true] },
    ],
    [
      'sort',
      'what has no such field as null',
      { a: [{ k: 1 }, 5] },
      { $push: { a: { $each: [{ k: -1 }], $sort: { k: -1 } } } },
      { a: [{ k: 1 }, { k: -1 }, 5] },
    ],
    [
      'sort',
      'by a field of a document',
      { a: [{ k: { n: 2 } }] },
      { $push: { a: { $each: [{ k: { n: 1 } }], $sort: { 'k.n': 1 } } } },
      { a: [{ k: { n: 1 } }, { k: { n: 2 } }] },
    ],
    ['addToSet', 'a missing array', {}, { $addToSet: { a: [1] } }, { a: [[1]] }],
    [
      'addToSet',
      'each value once',
      { a: [1, 1] },
      { $addToSet: { a: { $each: [2, long('2'), decimal('1')] } } },
      { a: [1, 1, 2] },
    ],
    [
      'addToSet',
      'documents with fields in another order',
      { a: [{ x: 1, y: 2 }] },
      { $addToSet: { a: { y: 2, x: 1 } } },
      {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    ],
    ['addToSet', 'a missing array by none', {}, { $addToSet: { a: { $each: [] } } }, { a: [] }],
    [
      'pull',
      'equal values only, not what is in inner arrays',
      { a: [3, [3], decimal('3')] },
      { $pull: { a: 3 } },
      { a: [[3]] },
    ],
    ['pull', 'an array as one value', matrix, { $pull: { a: [3] } }, { a: [[1, 2]] }],
    [
      'pull',
      'null, but no documents',
      { a: [null, {}, 1] },
      { $pull: { a: null } },
      { a: [{}, 1] },
    ],
    [
      'pull',
      'strings by a pattern',
      { a: ['ab', 'b', 3] },
      { $pull: { a: /^a/ } },
      { a: ['b', 3] },
    ],
    [
      'pull',
      'documents with these among their fields',
      { a: [{ x: 1, y: 2 }, { x: 2 }, 1] },
      { $pull: { a: { x: 1 } } },
      { a: [{ x: 2 }, 1] },
    ],
    [
      'pull',
      'documents by one of several conditions',
      { a: [{ x: 1 }, { y: 2 }, { z: 3 }] },
      { $pull: { a: { $or: [{ x: 1 }, { y: 2 }] } } },
      { a: [{ z: 3 }] },
    ],
    ['pull', 'values in a list', { a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }],
    ['pull', 'nothing where nothing is', {}, { $pull: { a: 1, 'b.c': 1 } }, {}],
    [
      'pullAll',
      'equal values of all types',
      { a: [1, long('1'), [1], '1'] },
      { $pullAll: { a: [1] } },
      { a: [[1], '1'] },
    ],
    [
      'pullAll',
      'whole documents',
      { a: [{ x: 1 }, { x: 1, y: 1 }] },
      { $pullAll: { a: [{ x: 1 }] } },
      { a: [{ x: 1, y: 1 }] },
    ],
    ['pop', 'the last', matrix, { $pop: { 'a.0': new Double(1) } }, { a: [[1], [3]] }],
    [
      'pop',
      'nothing of an empty array or where nothing is',
      { a: [] },
      { $pop: { a: 1, b: -1 } },
      { a: [] },
    ],
    ['bit', 'a missing field from 0', {}, { $bit: { a: { or: long('5') } } }, { a: long('5') }],
    ['bit', 'several after each other', { a: 5 }, { $bit: { a: { and: 4, xor: 1 } } }, { a: 5 }],
    ['bit', 'negative numbers', { a: -1 }, { $bit: { a: { and: 10 } } }, { a: 10 }],
    [
      'bit',
      'a long by an int',
      { a: long('4294967296') },
      { $bit: { a: { or: 1 } } },
      { a: long('4294967297') },
    ],
    [
      '../update',
      'new fields in the order of names and numbers',
      {},
      { $set: { b: 1, 'a-b': 2, 'a.y10': 3 }, $inc: { 'a.x': 4 } },
      { a: { x: 4, y10: 3 }, 'a-b': 2, b: 1 },
    ],
  ])('%s: %s', async (...[, , before, change, after]) => {
    const expected = plain({ _id: 1, ...after })
    const result = await update(server.database(), before, change)
    expect(result).toEqual({ after: expected })
    expect(JSON.stringify(result.after)).toBe(JSON.stringify(expected))
  })

  it.each<[Document, unknown]>([
    [{ a: true, b: false }, Date],
    [{ a: { $type: 'date' }, b: { $type: 'timestamp' } }, Timestamp],
  ])('currentDate: %p', async ($currentDate, type) => {
    const start = Date.now()
    const { after } = await update(server.database(), { a: 1 }, { $currentDate })
    const { a, b } = after as { a: Date; b: unknown }
    expect(a.getTime()).toBeGreaterThanOrEqual(start)
    expect(b).toBeInstanceOf(type)
  })
})
