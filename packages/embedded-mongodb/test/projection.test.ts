import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Long, type Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const matrix = { a: [[1, 2], [3]] }
const whole = { a: 1, b: { c: 2, d: { e: 3 } }, f: 4 }
const list = { a: [1, 2, 3, 4], b: 1 }
const rows = { a: [{ b: 1, c: 2 }, 5, { c: 3 }, [{ b: 4, c: 5 }]], d: 1 }
const marks = {
  a: [
    { k: 1, v: 5 },
    { k: 2, v: 7 },
  ],
  b: 1,
  c: 2,
}

type Row = [
  page: string,
  shows: string,
  before: Document,
  projection: Document,
  after: Document,
  filter?: Document,
]

describe('projections (manual: reference/operator/projection)', () => {
  it.each<Row>([
    ['../../method/db.collection.find', 'nothing else', whole, { a: 1 }, { _id: 1, a: 1 }],
    ['../../method/db.collection.find', 'everything by no fields', whole, {}, { _id: 1, ...whole }],
    ['../../method/db.collection.find', 'not _id', whole, { a: true, _id: false }, { a: 1 }],
    ['../../method/db.collection.find', '_id only', whole, { _id: 1 }, { _id: 1 }],
    ['../../method/db.collection.find', 'all but _id', whole, { _id: 0 }, whole],
    [
      '../../method/db.collection.find',
      'all but some, and _id said again',
      whole,
      { _id: 1, b: 0 },
      { _id: 1, a: 1, f: 4 },
    ],
    [
      '../../method/db.collection.find',
      'fields in the order of the document',
      whole,
      { f: 1, a: 1 },
      { _id: 1, a: 1, f: 4 },
    ],
    [
      '../../method/db.collection.find',
      'flags of any number',
      whole,
      { a: Long.ZERO, b: Decimal128.fromString('0.0'), f: false },
      { _id: 1 },
    ],
    [
      '../../method/db.collection.find',
      'any number but 0 as yes',
      whole,
      { a: -1, f: 0.5 },
      { _id: 1, a: 1, f: 4 },
    ],
    [
      '../../method/db.collection.find',
      'nothing where nothing is',
      { a: 1 },
      { b: 1, 'a.b': 1 },
      { _id: 1 },
    ],
    ['../../method/db.collection.find', 'null', { a: null }, { a: 1 }, { _id: 1, a: null }],
    [
      '../../method/db.collection.find',
      'part of a document',
      whole,
      { 'b.d': 1 },
      { _id: 1, b: { d: { e: 3 } } },
    ],
    [
      '../../method/db.collection.find',
      'part of a document as a document',
      whole,
      { b: { d: { e: 1 } } },
      { _id: 1, b: { d: { e: 3 } } },
    ],
    [
      '../../method/db.collection.find',
      'an empty document where the part is missing',
      whole,
      { 'b.x': 1 },
      { _id: 1, b: {} },
    ],
    [
      '../../method/db.collection.find',
      'a document without a part',
      whole,
      { b: { d: 0 } },
      { _id: 1, a: 1, b: { c: 2 }, f: 4 },
    ],
    [
      '../../method/db.collection.find',
      'parts of documents in arrays, also in arrays there',
      rows,
      { 'a.b': 1 },
      { _id: 1, a: [{ b: 1 }, {}, [{ b: 4 }]] },
    ],
    [
      '../../method/db.collection.find',
      'arrays without parts of their documents',
      rows,
      { 'a.c': 0, d: 0 },
      { _id: 1, a: [{ b: 1 }, 5, {}, [{ b: 4 }]] },
    ],
    [
      '../../method/db.collection.find',
      'no positions in arrays',
      matrix,
      { 'a.0': 1 },
      { _id: 1, a: [[], []] },
    ],
    [
      '../../method/db.collection.find',
      'expressions and literals at the end',
      whole,
      { a: { $add: ['$a', 1] }, f: 1, g: '$b.c', h: 'x' },
      { _id: 1, f: 4, a: 2, g: 2, h: 'x' },
    ],
    [
      '../../method/db.collection.find',
      'no field by an expression without a value',
      whole,
      { g: '$x', f: 1 },
      { _id: 1, f: 4 },
    ],
    ['slice', 'the first', list, { a: { $slice: 2 } }, { _id: 1, a: [1, 2], b: 1 }],
    [
      'slice',
      'the last',
      list,
      { a: { $slice: Long.fromNumber(-3) } },
      { _id: 1, a: [2, 3, 4], b: 1 },
    ],
    ['slice', 'none', list, { a: { $slice: 0 } }, { _id: 1, a: [], b: 1 }],
    ['slice', 'some from a position', list, { a: { $slice: [1, 2] } }, { _id: 1, a: [2, 3], b: 1 }],
    [
      'slice',
      'some from a position from the end',
      list,
      { a: { $slice: [-3, 2] } },
      { _id: 1, a: [2, 3], b: 1 },
    ],
    [
      'slice',
      'from the beginning when there are not so many',
      list,
      { a: { $slice: [-9, 2] } },
      { _id: 1, a: [1, 2], b: 1 },
    ],
    ['slice', 'none behind the end', list, { a: { $slice: [9, 2] } }, { _id: 1, a: [], b: 1 }],
    [
      'slice',
      'what is no array as it is',
      list,
      { b: { $slice: 1 }, x: { $slice: 1 } },
      { _id: 1, ...list },
    ],
    [
      'slice',
      'nothing else when others are named',
      list,
      { a: { $slice: 1 }, b: 1 },
      { _id: 1, a: [1], b: 1 },
    ],
    [
      'slice',
      'nothing else when _id is named',
      list,
      { _id: 1, a: { $slice: 1 } },
      { _id: 1, a: [1] },
    ],
    [
      'slice',
      'the others when _id is left out',
      list,
      { _id: 0, a: { $slice: 1 } },
      { a: [1], b: 1 },
    ],
    [
      'slice',
      'arrays inside a document',
      { a: { b: [1, 2] }, c: 1 },
      { 'a.b': { $slice: 1 } },
      { _id: 1, a: { b: [1] }, c: 1 },
    ],
    [
      'slice',
      'arrays inside of arrays as one',
      matrix,
      { a: { $slice: -1 } },
      { _id: 1, a: [[3]] },
    ],
    [
      'elemMatch',
      'the first element that matches, at the end',
      marks,
      { a: { $elemMatch: { v: { $gt: 4 } } }, c: 1 },
      { _id: 1, c: 2, a: [{ k: 1, v: 5 }] },
    ],
    [
      'elemMatch',
      'nothing else',
      marks,
      { a: { $elemMatch: { k: 2 } } },
      { _id: 1, a: [{ k: 2, v: 7 }] },
    ],
    [
      'elemMatch',
      'no field when nothing matches',
      marks,
      { a: { $elemMatch: { k: 3 } } },
      { _id: 1 },
    ],
    [
      'elemMatch',
      'no field of what is no array',
      marks,
      { b: { $elemMatch: { $eq: 1 } } },
      { _id: 1 },
    ],
    ['elemMatch', 'a value', list, { a: { $elemMatch: { $gt: 2 } } }, { _id: 1, a: [3] }],
    [
      'elemMatch',
      'an array in the array as one value',
      matrix,
      { a: { $elemMatch: { $size: 1 } } },
      { _id: 1, a: [[3]] },
    ],
    [
      'elemMatch',
      'null',
      { a: [1, null] },
      { a: { $elemMatch: { $eq: null } } },
      { _id: 1, a: [null] },
    ],
    [
      'elemMatch',
      'the others when some are left out',
      marks,
      { b: 0, a: { $elemMatch: { k: 2 } } },
      { _id: 1, a: [{ k: 2, v: 7 }], c: 2 },
    ],
    [
      'positional',
      'the element that the query found',
      marks,
      { 'a.$': 1 },
      { _id: 1, a: [{ k: 2, v: 7 }] },
      { 'a.v': { $gt: 5 } },
    ],
    [
      'positional',
      'the element that $elemMatch found',
      list,
      { 'a.$': 1, b: 1 },
      { _id: 1, a: [3], b: 1 },
      { a: { $elemMatch: { $gt: 2, $lt: 4 } } },
    ],
    [
      'positional',
      'arrays inside a document',
      { a: { b: [1, 2] } },
      { 'a.b.$': 1 },
      { _id: 1, a: { b: [2] } },
      { 'a.b': 2 },
    ],
    ['positional', 'what is no array as it is', whole, { 'a.$': 1 }, { _id: 1, a: 1 }, { a: 1 }],
  ])('%s: gives %s', async (...[, , before, projection, after, filter = {}]) => {
    const collection = server.database().collection<{ _id: number }>('t')
    await collection.insertOne({ _id: 1, ...before })
    const found = await collection.findOne(filter, { projection })
    expect(JSON.stringify(found)).toBe(JSON.stringify(after))
  })

  const inside = 'positional projection cannot be used with an expression or sub object'
  it.each<[projection: Document, code: number, message: string]>([
    [{ a: 1, b: 0 }, 31254, 'Cannot do exclusion on field b in inclusion projection'],
    [{ a: 0, b: 1 }, 31253, 'Cannot do inclusion on field b in exclusion projection'],
    [{ a: { b: 1, c: 0 } }, 31254, 'Cannot do exclusion on field c in inclusion projection'],
    [{ a: 1, '_id.x': 0 }, 31254, 'Cannot do exclusion on field _id.x in inclusion projection'],
    [{ a: 'x', b: 0 }, 31254, 'Cannot do exclusion on field b in inclusion projection'],
    [{ a: 0, b: 'x' }, 31310, 'Cannot use an expression b: "x" in an exclusion projection'],
    [
      { a: 0, b: { $add: [1, 2] } },
      31252,
      'Cannot use expression other than $meta in exclusion projection',
    ],
    [{ a: 1, 'a.b': 1 }, 31249, 'Path collision at a.b remaining portion b'],
    [{ 'a.b.c': 1, 'a.b': 1 }, 31250, 'Path collision at a.b'],
    [{ a: {} }, 51270, 'An empty sub-projection is not a valid value. Found empty object at path'],
    [{ '': 1 }, 40352, 'FieldPath cannot be constructed with empty string'],
    [{ 'a.': 1 }, 40353, "FieldPath must not end with a '.'."],
    [{ 'a..b': 1 }, 15998, 'FieldPath field names may not be empty strings.'],
    [
      { $a: 1 },
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    ],
    [
      { a: { $slice: 1, b: 1 } },
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    ],
    [
      { a: { $slice: 'x' } },
      28667,
      'Invalid $slice syntax. The given syntax { $slice: "x" } did not match the find() syntax because :: Location31273: $slice only supports numbers and [skip, limit] arrays :: The given syntax did not match the expression $slice syntax. :: caused by :: Expression $slice takes at least 2 arguments, and at most 3, but 1 were passed in.',
    ],
    [
      { a: { $slice: [1] } },
      28667,
      'Invalid $slice syntax. The given syntax { $slice: [ 1 ] } did not match the find() syntax because :: Location31272: $slice array argument should be of form [skip, limit] :: The given syntax did not match the expression $slice syntax. :: caused by :: Expression $slice takes at least 2 arguments, and at most 3, but 1 were passed in.',
    ],
    [{ a: { $elemMatch: 1 } }, 31274, 'elemMatch: Invalid argument, object required, but got int'],
    [{ a: { $elemMatch: { $foo: 1 } } }, 2, 'unknown operator: $foo'],
    [{ 'a.b': { $elemMatch: {} } }, 31275, 'Cannot use $elemMatch projection on a nested field.'],
    [
      { a: { b: { $elemMatch: {} } } },
      31275,
      'Cannot use $elemMatch projection on a nested field.',
    ],
    [
      { 'a.$': 1, b: { $elemMatch: {} } },
      31255,
      'Cannot specify positional operator and $elemMatch.',
    ],
    [
      { b: { $elemMatch: {} }, 'a.$': 1 },
      31256,
      'Cannot specify positional operator and $elemMatch.',
    ],
    [
      { 'a.$': 1, 'b.$': 1 },
      31276,
      'Cannot specify more than one positional projection per query.',
    ],
    [{ 'b.$': 1 }, 31277, "Positional projection 'b.$' does not match the query document."],
    [{ 'a.$': 0 }, 31395, 'positional projection cannot be used with exclusion'],
    [{ 'a.$': { b: 1 } }, 31271, inside],
    [{ 'a.$': { $slice: 1 } }, 31271, inside],
    [{ 'a.$': 'x' }, 31308, 'positional projection cannot be used with a literal'],
  ])('refuse %j', async (projection, code, message) => {
    const found = server.database().collection('t').findOne({ a: 1 }, { projection })
    await expect(found).rejects.toMatchObject({
      code,
      codeName: code === 2 ? 'BadValue' : `Location${code}`,
      message,
    })
  })

  it.each<[filter: Document, projection: Document, code: number]>([
    [{ a: [1] }, { 'a.$': 1 }, 51246],
    [{ a: { $size: 1 } }, { 'a.$': 1 }, 51246],
    [{ a: { $ne: 5 } }, { 'a.$': 1 }, 51246],
    [{ a: 1 }, { 'a.$.b': 1 }, 31394],
    [{ a: 1 }, { a: { $meta: 'textScore' } }, 238],
  ])('for %j refuse %j', async (filter, projection, code) => {
    const collection = server.database().collection<Document>('t')
    await collection.insertOne({ a: [1] })
    await expect(collection.findOne(filter, { projection })).rejects.toMatchObject({ code })
  })
})
