import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long, type Document } from 'mongodb'
import { aggregated, canonical } from './support/pipelines.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const long = (value: number): Long => Long.fromNumber(value)
const double = (value: number): Double => new Double(value)
const numbers: Document[] = [1, 2, 3, 4].map((_id) => ({ _id }))
const nulls: Document[] = [{ _id: 1, a: 1 }, { _id: 2, a: null }, { _id: 3 }]

describe('stages', () => {
  it.each<[string, Document[], Document[], Document[]]>([
    [
      'addFields: adds at the end and replaces in place',
      [{ _id: 1, a: 1, b: 2 }],
      [{ $addFields: { c: '$b', a: '$_id' } }],
      [{ _id: 1, a: 1, b: 2, c: 2 }],
    ],
    [
      'addFields: sees the document as it was',
      [{ _id: 1, a: 1, b: 2 }],
      [{ $addFields: { a: '$b', b: '$a' } }],
      [{ _id: 1, a: 2, b: 1 }],
    ],
    [
      'addFields: adds into documents and arrays of them',
      [{ _id: 1, a: { b: 1 }, c: [{ d: 1 }, 2, [{ d: 1 }]] }],
      [{ $addFields: { 'a.x': 9, 'c.x': 9 } }],
      [{ _id: 1, a: { b: 1, x: 9 }, c: [{ d: 1, x: 9 }, { x: 9 }, [{ d: 1, x: 9 }]] }],
    ],
    [
      'addFields: puts a document where a value is in the way',
      [{ _id: 1, a: 1 }],
      [{ $addFields: { 'a.b.c': 2 } }],
      [{ _id: 1, a: { b: { c: 2 } } }],
    ],
    [
      'addFields: takes nested documents as paths',
      [{ _id: 1, a: { b: 1 } }],
      [{ $addFields: { a: { c: 2 } } }],
      [{ _id: 1, a: { b: 1, c: 2 } }],
    ],
    [
      'addFields: leaves out what is missing, but not the way there',
      [{ _id: 1 }],
      [{ $addFields: { a: '$x', 'b.c': '$x' } }],
      [{ _id: 1, b: {} }],
    ],
    [
      'addFields: replaces _id',
      [{ _id: 1, a: 'x' }],
      [{ $addFields: { _id: '$a' } }],
      [{ _id: 'x', a: 'x' }],
    ],
    [
      'addFields: removes with $$REMOVE',
      [{ _id: 1, a: 1, b: { c: 1, d: 1 } }],
      [{ $addFields: { a: '$$REMOVE', 'b.c': '$$REMOVE' } }],
      [{ _id: 1, b: { d: 1 } }],
    ],
    [
      'set: is another name of $addFields',
      [{ _id: 1 }],
      [{ $set: { a: [1, '$x'], b: null } }],
      [{ _id: 1, a: [1, null], b: null }],
    ],
    ['count: counts documents as an int', numbers, [{ $count: 'n' }], [{ n: 4 }]],
    ['count: gives nothing for no documents', [], [{ $count: 'n' }], []],
    [
      'facet: runs every pipeline over the same documents',
      numbers,
      [
        {
          $facet: {
            few: [{ $match: { _id: { $gt: 3 } } }],
            n: [{ $count: 'n' }],
            all: [{ $skip: 3 }],
          },
        },
      ],
      [{ few: [{ _id: 4 }], n: [{ n: 4 }], all: [{ _id: 4 }] }],
    ],
    [
      'facet: gives empty arrays for no documents',
      [],
      [{ $facet: { a: [{ $count: 'n' }], b: [] } }],
      [{ a: [], b: [] }],
    ],
    [
      'group: puts null and missing together',
      nulls,
      [{ $group: { _id: '$a', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
      [
        { _id: null, n: 2 },
        { _id: 1, n: 1 },
      ],
    ],
    [
      'group: takes numbers of different types as equal',
      [
        { _id: 1, a: 1 },
        { _id: 2, a: long(1) },
        { _id: 3, a: double(1) },
        { _id: 4, a: Decimal128.fromString('1.0') },
      ],
      [{ $group: { _id: '$a', n: { $sum: 1 } } }],
      [{ _id: 1, n: 4 }],
    ],
    [
      'group: tells null from missing inside of a key',
      nulls,
      [{ $group: { _id: { a: '$a' } } }, { $sort: { _id: 1 } }],
      [{ _id: {} }, { _id: { a: null } }, { _id: { a: 1 } }],
    ],
    [
      'group: takes an array as a whole',
      [
        { _id: 1, a: [1, 2] },
        { _id: 2, a: [1, 2] },
      ],
      [{ $group: { _id: '$a', n: { $sum: 1 } } }],
      [{ _id: [1, 2], n: 2 }],
    ],
    [
      'group: groups by an expression',
      numbers,
      [{ $group: { _id: { $mod: ['$_id', 2] }, all: { $push: '$_id' } } }, { $sort: { _id: 1 } }],
      [
        { _id: 0, all: [2, 4] },
        { _id: 1, all: [1, 3] },
      ],
    ],
    [
      'group: gives the distinct values without accumulators',
      [
        { _id: 1, a: 'x' },
        { _id: 2, a: 'x' },
      ],
      [{ $group: { _id: '$a' } }],
      [{ _id: 'x' }],
    ],
    ['group: gives nothing for no documents', [], [{ $group: { _id: null, n: { $sum: 1 } } }], []],
    [
      'limit: takes the first',
      numbers,
      [{ $sort: { _id: -1 } }, { $limit: long(2) }],
      [{ _id: 4 }, { _id: 3 }],
    ],
    [
      'limit: takes a whole double',
      numbers,
      [{ $skip: double(1) }, { $limit: double(1) }],
      [{ _id: 2 }],
    ],
    [
      'match: filters before and after other stages',
      numbers,
      [{ $match: { _id: { $gt: 1 } } }, { $set: { a: '$_id' } }, { $match: { a: { $lt: 3 } } }],
      [{ _id: 2, a: 2 }],
    ],
    [
      'match: takes $expr',
      [
        { _id: 1, a: 2 },
        { _id: 3, a: 2 },
      ],
      [{ $match: { $expr: { $gt: ['$_id', '$a'] } } }],
      [{ _id: 3, a: 2 }],
    ],
    [
      'match: passes everything with an empty filter',
      numbers,
      [{ $match: {} }, { $count: 'n' }],
      [{ n: 4 }],
    ],
    [
      'replaceRoot: makes a field the document',
      [{ _id: 1, a: { b: 1 } }],
      [{ $replaceRoot: { newRoot: '$a' } }],
      [{ b: 1 }],
    ],
    [
      'replaceRoot: makes a new document',
      [{ _id: 1, a: 2 }],
      [{ $replaceRoot: { newRoot: { x: '$a', y: '$z' } } }],
      [{ x: 2 }],
    ],
    [
      'replaceWith: merges documents',
      [{ _id: 1, a: { b: 1 } }],
      [{ $replaceWith: { $mergeObjects: [{ c: 0 }, '$a'] } }],
      [{ c: 0, b: 1 }],
    ],
    [
      'sample: gives all when there are fewer',
      numbers,
      [{ $sample: { size: 9 } }, { $sort: { _id: 1 } }],
      numbers,
    ],
    [
      'sample: takes as many as wanted, each once',
      numbers,
      [{ $sample: { size: 3 } }, { $group: { _id: '$_id' } }, { $count: 'n' }],
      [{ n: 3 }],
    ],
    ['skip: passes over the first', numbers, [{ $skip: 3 }], [{ _id: 4 }]],
    ['skip: gives nothing beyond the end', numbers, [{ $skip: 9 }], []],
    ['skip: takes 0', numbers, [{ $skip: 0 }, { $limit: 1 }], [{ _id: 1 }]],
    [
      'sort: has missing and null before numbers',
      nulls,
      [{ $set: { x: 1 } }, { $sort: { a: -1, _id: 1 } }, { $project: { _id: 1 } }],
      [{ _id: 1 }, { _id: 2 }, { _id: 3 }],
    ],
    [
      'sort: uses the smallest element upwards and the greatest downwards',
      [
        { _id: 1, a: [1, 9] },
        { _id: 2, a: [5] },
      ],
      [{ $sort: { a: -1 } }, { $group: { _id: null, down: { $push: '$_id' } } }],
      [{ _id: null, down: [1, 2] }],
    ],
    [
      'sortByCount: has the most frequent first',
      [
        { _id: 1, a: 'x' },
        { _id: 2, a: 'y' },
        { _id: 3, a: 'y' },
      ],
      [{ $sortByCount: '$a' }],
      [
        { _id: 'y', count: 2 },
        { _id: 'x', count: 1 },
      ],
    ],
    [
      'sortByCount: takes an expression',
      numbers.slice(1),
      [{ $sortByCount: { $mod: ['$_id', 2] } }],
      [
        { _id: 0, count: 2 },
        { _id: 1, count: 1 },
      ],
    ],
    [
      'sortByCount: counts null and missing together',
      nulls.slice(1),
      [{ $sortByCount: '$a' }],
      [{ _id: null, count: 2 }],
    ],
    [
      'unset: takes one path',
      [{ _id: 1, a: { b: 1, c: 1 } }],
      [{ $unset: 'a.b' }],
      [{ _id: 1, a: { c: 1 } }],
    ],
    [
      'unset: takes many, also into arrays and _id',
      [{ _id: 1, a: [{ b: 1, c: 1 }, 2], d: 1 }],
      [{ $unset: ['a.b', 'd', '_id', 'x'] }],
      [{ a: [{ c: 1 }, 2] }],
    ],
  ])('reference/operator/aggregation/%s', async (_what, documents, stages, expected) => {
    expect(canonical(await aggregated(server, documents, stages))).toBe(canonical(expected))
  })
})

describe('$project', () => {
  const document = { _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, 5, [{ f: 3, g: 4 }]] }
  it.each<[string, Document, Document]>([
    ['includes, and _id with it', { a: 1 }, { _id: 1, a: 1 }],
    ['leaves out _id', { _id: 0, a: true }, { a: 1 }],
    ['excludes', { b: 0, e: false }, { _id: 1, a: 1 }],
    ['excludes _id alone', { _id: 0, b: 0, e: 0 }, { a: 1 }],
    [
      'includes nested fields and keeps their order',
      { 'b.d': 1, 'b.c': 1 },
      { _id: 1, b: { c: 2, d: 3 } },
    ],
    ['takes nested documents as paths', { b: { c: 1 } }, { _id: 1, b: { c: 2 } }],
    [
      'goes into arrays and drops what is no document',
      { 'e.f': 1 },
      { _id: 1, e: [{ f: 1 }, [{ f: 3 }]] },
    ],
    [
      'excludes in arrays and keeps what is no document',
      { a: 0, b: 0, 'e.f': 0 },
      { _id: 1, e: [{ g: 2 }, 5, [{ g: 4 }]] },
    ],
    ['leaves an empty document where nothing is included', { 'b.x': 1 }, { _id: 1, b: {} }],
    ['includes nothing of a value that is no document', { 'a.x': 1 }, { _id: 1 }],
    ['computes after what is included', { x: '$a', b: 1 }, { _id: 1, b: document.b, x: 1 }],
    ['computes in place of what is there', { _id: 0, a: { $add: ['$a', 1] } }, { a: 2 }],
    [
      'computes nested fields',
      { 'b.c': '$a', 'y.z': '$b.d' },
      { _id: 1, b: { c: 1 }, y: { z: 3 } },
    ],
    ['makes arrays of expressions', { x: ['$a', '$nope'] }, { _id: 1, x: [1, null] }],
    ['takes a string as a constant', { _id: 0, x: 'y' }, { x: 'y' }],
    ['takes numbers as constants with $literal', { _id: 0, x: { $literal: 0 } }, { x: 0 }],
    [
      'leaves out what is missing or removed',
      { a: '$nope', x: '$$REMOVE', 'b.c': 1 },
      { _id: 1, b: { c: 2 } },
    ],
    ['replaces _id', { _id: '$a' }, { _id: 1 }],
    ['reads through arrays', { _id: 0, x: '$e.f' }, { x: [1] }],
  ])('reference/operator/aggregation/project: %s', async (_what, specification, expected) => {
    const result = await aggregated(server, [document], [{ $project: specification }])
    expect(canonical(result)).toBe(canonical([expected]))
  })
})
