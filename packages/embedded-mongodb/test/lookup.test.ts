import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp, Long, type Document } from 'mongodb'
import { aggregated, canonical, codeNameOf, failure, whileRunning } from './support/pipelines.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const long = (value: number): Long => Long.fromNumber(value)
const withoutId = { $project: { _id: 0 } }

describe('$unwind', () => {
  const keep = { path: '$a', preserveNullAndEmptyArrays: true }
  const place = { path: '$a', includeArrayIndex: 'i' }
  it.each<[string, Document, unknown, Document[]]>([
    [
      'gives a document for each element',
      { a: [1, 2], b: 1 },
      '$a',
      [
        { a: 1, b: 1 },
        { a: 2, b: 1 },
      ],
    ],
    ['takes what is no array as one element', { a: 1 }, '$a', [{ a: 1 }]],
    ['keeps null as an element', { a: [null] }, '$a', [{ a: null }]],
    ['drops null', { a: null }, '$a', []],
    ['drops what is missing', { b: 1 }, '$a', []],
    ['drops an empty array', { a: [] }, '$a', []],
    ['unwinds one level', { a: [[1, 2], [3]] }, '$a', [{ a: [1, 2] }, { a: [3] }]],
    [
      'takes a path',
      { a: { b: [1, 2], c: 1 } },
      { path: '$a.b' },
      [{ a: { b: 1, c: 1 } }, { a: { b: 2, c: 1 } }],
    ],
    ['does not go through arrays', { a: [{ b: [1] }] }, '$a.b', []],
    ['keeps null if told to', { a: null }, keep, [{ a: null }]],
    ['keeps what is missing if told to', { b: 1 }, keep, [{ b: 1 }]],
    ['keeps a document without its empty array if told to', { a: [], b: 1 }, keep, [{ b: 1 }]],
    [
      'keeps the document around an empty array',
      { a: { b: [] } },
      { ...keep, path: '$a.b' },
      [{ a: {} }],
    ],
    [
      'tells the index as a long',
      { a: ['x', 'y'] },
      place,
      [
        { a: 'x', i: long(0) },
        { a: 'y', i: long(1) },
      ],
    ],
    ['has no index of what is no array', { a: 'x' }, place, [{ a: 'x', i: null }]],
    ['has no index of what is missing', { b: 1 }, { ...place, ...keep }, [{ b: 1, i: null }]],
    ['has no index in an empty array', { a: [] }, { ...place, ...keep }, [{ i: null }]],
    [
      'puts the index at a path',
      { a: [1] },
      { path: '$a', includeArrayIndex: 'x.i' },
      [{ a: 1, x: { i: long(0) } }],
    ],
    [
      'lets the index replace what is there',
      { a: [1], i: [5] },
      { path: '$a', includeArrayIndex: 'i.j' },
      [{ a: 1, i: { j: long(0) } }],
    ],
  ])('reference/operator/aggregation/unwind: %s', async (_what, document, argument, expected) => {
    const result = await aggregated(server, [document], [{ $unwind: argument }, withoutId])
    expect(canonical(result)).toBe(canonical(expected))
  })
})

const foreign: Document[] = [
  { _id: 1, b: 1 },
  { _id: 2, b: [1, 2] },
  { _id: 3, b: null },
  { _id: 4 },
  { _id: 5, b: [] },
  { _id: 6, b: { c: 1 } },
  { _id: 7, b: 'x' },
]

describe('$lookup by fields', () => {
  it.each<[string, Document, number[], [string, string]?]>([
    ['finds equal values, also in arrays', { a: 1 }, [1, 2]],
    ['takes numbers of different types as equal', { a: long(2) }, [2]],
    ['joins on each element of an array', { a: [2, 'x', 'x'] }, [2, 7]],
    ['takes null as null or missing', { a: null }, [3, 4]],
    ['takes missing as null', {}, [3, 4]],
    ['takes an empty array as null', { a: [] }, [3, 4]],
    ['takes null in an array as null', { a: [null, 'x'] }, [3, 4, 7]],
    ['takes an array in an array as a whole', { a: [[1, 2]] }, [2]],
    ['compares whole documents', { a: { c: 1 } }, [6]],
    ['finds nothing', { a: 9 }, []],
    ['follows paths', { a: { z: 1 } }, [6], ['a.z', 'b.c']],
    ['follows paths through arrays', { a: [{ z: 'x' }, { z: [2] }] }, [2, 7], ['a.z', 'b']],
    [
      'skips documents in an array without the field',
      { a: [{ z: 'x' }, { y: 1 }] },
      [7],
      ['a.z', 'b'],
    ],
    ['takes a path that leads nowhere as null', { a: [{ y: 1 }, 5] }, [3, 4], ['a.z', 'b']],
  ])(
    'reference/operator/aggregation/lookup: %s',
    async (_what, local, ids, [localField, foreignField] = ['a', 'b']) => {
      const lookup = { from: 'f', localField, foreignField, as: 'r' }
      const stages = [{ $lookup: lookup }, { $project: { _id: 0, r: '$r._id' } }]
      const found = await aggregated(server, [local], stages, { others: { f: foreign } })
      expect(canonical(found)).toBe(canonical([{ r: ids }]))
      const index: [string, Record<string, 1>] = ['f', { [foreignField]: 1 }]
      const ordered = [...stages, { $set: { r: { $sortArray: { input: '$r', sortBy: 1 } } } }]
      expect(
        await aggregated(server, [local], ordered, { others: { f: foreign }, index }),
      ).toStrictEqual(found)
    },
  )

  it('reference/operator/aggregation/lookup: does not take a regular expression for a pattern', async () => {
    const lookup = { from: 'f', localField: 'a', foreignField: 'b', as: 'r' }
    const local = { a: new BSONRegExp('x') }
    expect(
      await failure(aggregated(server, [local], [{ $lookup: lookup }], { others: { f: foreign } })),
    ).toEqual({
      code: 238,
      codeName: 'NotImplemented',
      message: `${whileRunning}a $lookup by a regular expression is not supported by the embedded server`,
    })
  })
})

describe('$lookup and $unionWith', () => {
  const joined = { from: 'f', localField: 'a', foreignField: 'b' }
  const onlyIds = { $project: { _id: 1 } }
  const above = { $match: { $expr: { $gt: ['$_id', '$$least'] } } }
  it.each<[string, Document, Document[]]>([
    [
      'lookup: replaces what is there',
      { $lookup: { ...joined, as: 'a' } },
      [{ _id: 9, a: [foreign[6]] }],
    ],
    [
      'lookup: puts the result at a path',
      { $lookup: { ...joined, as: 'x.y' } },
      [{ _id: 9, a: 'x', x: { y: [foreign[6]] } }],
    ],
    [
      'lookup: finds nothing in a collection that does not exist',
      { $lookup: { ...joined, from: 'nope', as: 'r' } },
      [{ _id: 9, a: 'x', r: [] }],
    ],
    [
      'lookup: runs a pipeline',
      { $lookup: { from: 'f', pipeline: [{ $count: 'n' }], as: 'r' } },
      [{ _id: 9, a: 'x', r: [{ n: 7 }] }],
    ],
    [
      'lookup: takes every document with an empty pipeline',
      { $lookup: { from: 'f', pipeline: [], as: 'r' } },
      [{ _id: 9, a: 'x', r: foreign }],
    ],
    [
      'lookup: hands over variables',
      {
        $lookup: {
          from: 'f',
          let: { least: { $subtract: ['$_id', 3] } },
          pipeline: [above, onlyIds],
          as: 'r',
        },
      },
      [{ _id: 9, a: 'x', r: [{ _id: 7 }] }],
    ],
    [
      'lookup: hands over what is missing',
      {
        $lookup: {
          from: 'f',
          let: { v: '$nope' },
          pipeline: [{ $limit: 1 }, { $set: { b: '$$v', c: { $type: '$$v' } } }],
          as: 'r',
        },
      },
      [{ _id: 9, a: 'x', r: [{ _id: 1, c: 'missing' }] }],
    ],
    [
      'lookup: joins by fields before its pipeline',
      { $lookup: { ...joined, let: { v: '$_id' }, pipeline: [{ $set: { v: '$$v' } }], as: 'r' } },
      [{ _id: 9, a: 'x', r: [{ _id: 7, b: 'x', v: 9 }] }],
    ],
    [
      'lookup: sees outer variables in an inner one',
      {
        $lookup: {
          from: 'f',
          let: { v: '$a' },
          pipeline: [
            { $limit: 1 },
            {
              $lookup: {
                from: 'f',
                pipeline: [{ $limit: 1 }, { $replaceWith: { v: '$$v' } }],
                as: 's',
              },
            },
          ],
          as: 'r',
        },
      },
      [{ _id: 9, a: 'x', r: [{ _id: 1, b: 1, s: [{ v: 'x' }] }] }],
    ],
    [
      'unionWith: adds a collection after the documents',
      { $unionWith: 'f' },
      [{ _id: 9, a: 'x' }, ...foreign],
    ],
    ['unionWith: takes an object', { $unionWith: { coll: 'f' } }, [{ _id: 9, a: 'x' }, ...foreign]],
    [
      'unionWith: runs a pipeline over the other collection alone',
      { $unionWith: { coll: 'f', pipeline: [{ $match: { b: 'x' } }, onlyIds] } },
      [{ _id: 9, a: 'x' }, { _id: 7 }],
    ],
    [
      'unionWith: keeps duplicates',
      { $unionWith: 't' },
      [
        { _id: 9, a: 'x' },
        { _id: 9, a: 'x' },
      ],
    ],
    [
      'unionWith: adds nothing of a collection that does not exist',
      { $unionWith: 'nope' },
      [{ _id: 9, a: 'x' }],
    ],
  ])('reference/operator/aggregation/%s', async (_what, stage, expected) => {
    const documents = [{ _id: 9, a: 'x' }]
    const result = await aggregated(server, documents, [stage], { others: { f: foreign } })
    expect(canonical(result)).toBe(canonical(expected))
  })

  it('reference/operator/aggregation/unionWith: adds to a collection that does not exist', async () => {
    const stages = [{ $unionWith: 'f' }, { $count: 'n' }]
    expect(canonical(await aggregated(server, [], stages, { others: { f: foreign } }))).toBe(
      canonical([{ n: 7 }]),
    )
  })
})

const noDollar =
  "FieldPath field names may not start with '$'. Consider using $getField or $setField."
const onlyDocuments =
  'stage without explicit collection must have a pipeline with $documents as first stage'
const join = { localField: 'a', foreignField: 'b' }

describe('what $lookup and $unionWith refuse', () => {
  it.each<[string, unknown, number, string]>([
    ['$lookup', 1, 9, 'the $lookup stage specification must be an object, but found int'],
    ['$lookup', { as: 'r' }, 9, "must specify 'pipeline' when 'from' is empty"],
    ['$lookup', { as: 'r', pipeline: [] }, 9, `$lookup ${onlyDocuments}`],
    ['$lookup', { from: 'f', ...join }, 9, "must specify 'as' field for a $lookup"],
    [
      '$lookup',
      { from: 'f', ...join, as: 1 },
      9,
      "$lookup argument 'as' must be a string, found as: 1: int",
    ],
    ['$lookup', { from: 'f', ...join, as: 'r', x: 'y' }, 9, 'unknown argument to $lookup: x'],
    [
      '$lookup',
      { from: 'f', as: 'r' },
      9,
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    ],
    [
      '$lookup',
      { from: 'f', as: 'r', localField: 'a', pipeline: [] },
      9,
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    ],
    [
      '$lookup',
      { from: 'f', as: 'r', ...join, let: {} },
      9,
      "$lookup with a 'let' argument must also specify 'pipeline'",
    ],
    [
      '$lookup',
      { from: 'f', as: 'r', let: 1, pipeline: [] },
      9,
      "$lookup argument 'let: 1' must be an object, is type int",
    ],
    [
      '$lookup',
      { from: 'f', as: 'r', pipeline: {} },
      14,
      "'pipeline' option must be specified as an array",
    ],
    [
      '$lookup',
      { from: 'f', as: 'r', pipeline: [1] },
      14,
      "Each element of the 'pipeline' array must be an object",
    ],
    [
      '$lookup',
      { from: 'f', as: 'r', pipeline: [{ $nope: 1 }] },
      40324,
      "Unrecognized pipeline stage name: '$nope'",
    ],
    ['$lookup', { from: 'f', as: '$r', ...join }, 16410, noDollar],
    ['$lookup', { from: 'f', as: 'r', ...join, localField: '$a' }, 16410, noDollar],
    [
      '$unionWith',
      1,
      9,
      'the $unionWith stage specification must be an object or string, but found int',
    ],
    ['$unionWith', { pipeline: [] }, 9, `$unionWith ${onlyDocuments}`],
    ['$unionWith', { coll: 'f', x: 1 }, 40415, "BSON field '$unionWith.x' is an unknown field."],
    [
      '$unionWith',
      { coll: 1 },
      14,
      "BSON field '$unionWith.coll' is the wrong type 'int', expected type 'string'",
    ],
    [
      '$unionWith',
      { coll: 'f', pipeline: 1 },
      14,
      "'pipeline' option must be specified as an array",
    ],
    [
      '$unionWith',
      { coll: 'f', pipeline: [{ $nope: 1 }] },
      40324,
      "Unrecognized pipeline stage name: '$nope'",
    ],
  ])('reference/operator/aggregation/%s: %j', async (name, argument, code, message) => {
    const expected = { code, codeName: codeNameOf(code), message }
    expect(await failure(aggregated(server, [], [{ [name]: argument }]))).toEqual(expected)
  })
})
