import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  Binary,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type Document,
} from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

/** Positions of the documents in the order of a sort; what is equal stays as it was. */
const sorted = async (documents: Document[], sort: Document): Promise<number[]> => {
  const collection = server.database().collection<{ _id: number }>('t')
  await collection.insertMany(documents.map((document, _id) => ({ _id, ...document })))
  return (
    await collection
      .find()
      .sort(sort as never)
      .toArray()
  ).map(({ _id }) => _id)
}

const types: [string, unknown[]][] = [
  ['MinKey first, an empty array before null and missing', [new MinKey(), [], null]],
  [
    'NaN, -Infinity and numbers of all types by value',
    [
      NaN,
      -Infinity,
      new Double(-1.5),
      Decimal128.fromString('-1.2'),
      Long.fromNumber(-1),
      0,
      0.1,
      Decimal128.fromString('0.1000000000000000055511151231257828'),
      Long.MAX_VALUE,
      1e19,
      Decimal128.fromString('1E+30'),
      Infinity,
    ],
  ],
  [
    'decimals and longs where doubles have gaps',
    [
      Long.fromString('9007199254740992'),
      Decimal128.fromString('9007199254740992.5'),
      Long.fromString('9007199254740993'),
    ],
  ],
  ['strings by characters, not by units', ['', 'A', 'a', 'ab', 'b', 'é', '\uffff', '😀']],
  [
    'documents by type, name and value of each field',
    [{}, { b: 1 }, { b: 1, a: 0 }, { b: 2 }, { c: 0 }, { a: '' }, { a: {} }],
  ],
  [
    'binaries by length, subtype and bytes',
    [
      new Binary(Buffer.of(9)),
      new Binary(Buffer.of(1), 5),
      new Binary(Buffer.of(0, 1)),
      new Binary(Buffer.of(0, 2)),
    ],
  ],
  [
    'between types',
    [
      null,
      1,
      'a',
      { a: 1 },
      new Binary(Buffer.of(1)),
      new ObjectId(),
      false,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      /a/,
      new Code('a'),
      new Code('a', { b: 1 }),
      new MaxKey(),
    ],
  ],
  ['dates before 1970', [new Date(-2), new Date(-1), new Date(0)]],
  [
    'timestamps without a sign',
    [
      new Timestamp({ t: 1, i: 2 }),
      new Timestamp({ t: 1, i: 4294967295 }),
      new Timestamp({ t: 4294967295, i: 0 }),
    ],
  ],
  ['regular expressions by pattern, then options', [/a/, /a/i, /b/]],
]

describe('the order of values (manual: reference/bson-type-comparison-order)', () => {
  it.each(types)('puts %s', async (_shows, values) => {
    const order = [...values.keys()]
    const documents = values.map((a) => ({ a }))
    expect(await sorted(documents, { a: 1 })).toEqual(order)
    expect(await sorted(documents.reverse(), { a: -1 })).toEqual(order)
  })

  it.each<[string, Document[], Document, number[]]>([
    [
      'equal numbers as they came',
      [{ a: 1 }, { a: new Double(1) }, { a: Decimal128.fromString('1.0') }],
      { a: -1 },
      [0, 1, 2],
    ],
    ['null and missing as equal', [{ a: null }, {}, { a: 0 }, {}], { a: 1 }, [0, 1, 3, 2]],
    [
      'arrays by their smallest element',
      [{ a: [9, 3] }, { a: 4 }, { a: [[0]] }],
      { a: 1 },
      [0, 1, 2],
    ],
    [
      'arrays by their largest element',
      [{ a: [9, 3] }, { a: 4 }, { a: ['x', 0] }],
      { a: -1 },
      [2, 0, 1],
    ],
    [
      'by a field of documents in arrays',
      [{ a: [{ b: 5 }, { b: 2 }] }, { a: { b: 3 } }, { a: [{}] }, { a: 1 }],
      { 'a.b': 1 },
      [2, 3, 0, 1],
    ],
    [
      'by a position in arrays',
      [{ a: [1, 9] }, { a: [2, 8] }, { a: [3] }],
      { 'a.1': 1 },
      [2, 1, 0],
    ],
    [
      'by several fields, each its way',
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 0, b: 0 },
      ],
      { a: 1, b: -1 },
      [2, 1, 0],
    ],
  ])('takes %s', async (_shows, documents, sort, order) => {
    expect(await sorted(documents, sort)).toEqual(order)
  })

  it.each<[sort: Document, code: number, message: string]>([
    [{ a: 0 }, 15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)'],
    [{ a: 'asc' }, 15974, 'Illegal key in $sort specification: a: "asc"'],
    [{ a: true }, 15974, 'Illegal key in $sort specification: a: true'],
    [{ a: { b: 1 } }, 17312, '$meta is the only expression supported by $sort right now'],
    [
      { $a: 1 },
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    ],
    [{ 'a.': 1 }, 40353, "FieldPath must not end with a '.'."],
    [{ 'a..b': 1 }, 15998, 'FieldPath field names may not be empty strings.'],
    [{ '': 1 }, 40352, 'FieldPath cannot be constructed with empty string'],
  ])('refuses %j', async (sort, code, message) => {
    const command = server.database().command({ find: 't', sort })
    await expect(command).rejects.toMatchObject({ code, codeName: `Location${code}`, message })
  })
})
