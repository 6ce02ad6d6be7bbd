import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { errorOf, evaluate, int, long } from './support/evaluate.js'
import { page, type Fault, type Result } from './support/page.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const document = {
  numbers: [3, 1, 2],
  documents: [{ k: 2, n: 'b' }, { k: 1, n: 'c' }, { n: 'd' }, 7, { k: [0, 9], n: 'e' }],
  empty: [],
  nothing: null,
  number: 5,
  text: 'abc',
  tree: [{ a: [{ b: 1 }, { b: 2 }] }, [{ a: { b: 9 } }], { a: { b: 3 } }, { a: 4 }],
  object: { k: 'v', id: { $id: 7 } },
}

const ints = (...values: number[]): unknown[] => values.map(int)
const over = (operator: string, rest: object): unknown => ({
  [operator]: { input: '$numbers', ...rest },
})
const within = (vars: object, inside: unknown): unknown => ({ $let: { vars, in: inside } })
const big = { $gt: ['$$this', 1] }
const sum = { $add: ['$$value', '$$this'] }

describe('expressions with variables', () => {
  it.each([
    ...page<Result>(
      'filter',
      ['keeps what passes', over('$filter', { cond: big }), ints(3, 2)],
      ['names elements', over('$filter', { as: 'n', cond: { $lt: ['$$n', 3] } }), ints(1, 2)],
      ['takes at most as many', over('$filter', { cond: big, limit: long('1') }), ints(3)],
      ['takes a limit of null as none', over('$filter', { cond: big, limit: null }), ints(3, 2)],
      [
        'stops at its limit',
        over('$filter', { cond: { $divide: [1, { $subtract: ['$$this', 1] }] }, limit: 1 }),
        ints(3),
      ],
      [
        'does not need a limit for nothing',
        { $filter: { input: '$empty', cond: 1, limit: 0 } },
        [],
      ],
      ['gives null for null', { $filter: { input: '$absent', cond: true } }, null],
    ),
    ...page<Result>(
      'map',
      ['changes each', over('$map', { in: { $add: ['$$this', 1] } }), ints(4, 2, 3)],
      [
        'names elements',
        over('$map', { as: 'n', in: ['$$n', '$number'] }),
        [ints(3, 5), ints(1, 5), ints(2, 5)],
      ],
      [
        'puts null for missing',
        { $map: { input: '$documents', in: '$$this.k' } },
        [...ints(2, 1), null, null, ints(0, 9)],
      ],
      ['of an empty array is empty', { $map: { input: [], in: 1 } }, []],
      ['gives null for null', { $map: { input: '$nothing', in: 1 } }, null],
    ),
    ...page<Result>(
      'reduce',
      [
        'combines from the left',
        over('$reduce', { initialValue: [], in: { $concatArrays: [['$$this'], '$$value'] } }),
        ints(2, 1, 3),
      ],
      [
        'gives the initial value for nothing',
        { $reduce: { input: [], initialValue: 'x', in: 1 } },
        'x',
      ],
      [
        'goes on with what is missing',
        over('$reduce', { initialValue: '$absent', in: { $ifNull: ['$$value', '$$this'] } }),
        int(3),
      ],
      ['gives null for null', { $reduce: { input: '$absent', initialValue: 0, in: sum } }, null],
    ),
    ...page<Result>(
      'let',
      ['names values', { $let: { vars: { a: '$number', b: 2 }, in: ['$$a', '$$b'] } }, ints(5, 2)],
      ['evaluates them outside', within({ a: 1 }, within({ a: 2, b: '$$a' }, '$$b')), int(1)],
      ['hides outer names inside', within({ a: 1 }, within({ a: 2 }, '$$a')), int(2)],
      [
        'leads into documents',
        within({ list: '$documents' }, '$$list.k'),
        [...ints(2, 1), ints(0, 9)],
      ],
      ['takes what is missing', within({ a: '$absent' }, { x: '$$a' }), {}],
      ['gives field paths another start', within({ CURRENT: '$object' }, '$k'), 'v'],
      ['leaves $$ROOT alone', within({ CURRENT: '$object' }, '$$ROOT.number'), int(5)],
      ['takes letters outside of ASCII', within({ ñandú1_A: 1 }, '$$ñandú1_A'), int(1)],
    ),
    ...page<Result>(
      'reference/aggregation-variables',
      ['$$ROOT is the whole document', { $eq: ['$$ROOT.object', '$object'] }, true],
      ['$$CURRENT is where paths begin', '$$CURRENT.object.k', 'v'],
      ['$$REMOVE is no value', { a: '$$REMOVE', b: null }, { b: null }],
      ['$$NOW is a date', { $type: '$$NOW' }, 'date'],
      ['$$NOW has no fields', '$$NOW.a', undefined],
    ),
    ...page<Result>(
      'core/field-paths',
      ['lead into documents', '$object.k', 'v'],
      ['collect from arrays', '$documents.n', ['b', 'c', 'd', 'e']],
      ['collect from arrays in their documents', '$tree.a.b', [ints(1, 2), int(3)]],
      ['take no positions', '$documents.0', []],
      ['find nothing in numbers of an array', '$documents.k.x', [[]]],
      ['find nothing in a number', '$number.a', undefined],
      ['may end with names of a DBRef', '$object.id.$id', int(7)],
    ),
    ...page<Result>(
      'meta/aggregation-quick-reference',
      ['a document leaves out what is missing', { a: '$absent', b: '$number' }, { b: int(5) }],
      ['an array has null for what is missing', ['$absent', '$number'], [null, int(5)]],
      ['an empty document is one', {}, {}],
    ),
  ])('%s: %s', async (...[, , expression, value]) => {
    expect(await evaluate(server, expression, document)).toStrictEqual(value)
  })

  it.each([
    ...page<Fault>(
      'filter',
      [
        'no array',
        { $filter: { input: '$text', cond: 1 } },
        28651,
        'input to $filter must be an array not string',
      ],
      [
        'no document',
        { $filter: ['$numbers', 1] },
        28646,
        '$filter only supports an object as its argument',
      ],
      [
        'an unknown name',
        over('$filter', { cond: 1, in: 1 }),
        28647,
        'Unrecognized parameter to $filter: in',
      ],
      ['no input', { $filter: { cond: 1 } }, 28648, "Missing 'input' parameter to $filter"],
      ['no condition', over('$filter', {}), 28650, "Missing 'cond' parameter to $filter"],
      [
        'a limit of 0',
        over('$filter', { cond: 1, limit: 0 }),
        327392,
        '$filter: limit must be greater than 0: 0',
      ],
      [
        'a limit below 0',
        over('$filter', { cond: 1, limit: -1 }),
        327392,
        '$filter: limit must be greater than 0: -1',
      ],
      [
        'a fraction as limit',
        over('$filter', { cond: 1, limit: 1.5 }),
        327391,
        '$filter: limit must be represented as a 32-bit integral value: 1.5',
      ],
      [
        'a capital name',
        over('$filter', { as: 'N', cond: 1 }),
        16867,
        "'N' starts with an invalid character for a user variable name",
      ],
    ),
    ...page<Fault>(
      'map',
      [
        'no array',
        { $map: { input: '$number', in: 1 } },
        16883,
        'input to $map must be an array not int',
      ],
      ['no document', { $map: 1 }, 16878, '$map only supports an object as its argument'],
      [
        'an unknown name',
        over('$map', { in: 1, cond: 1 }),
        16879,
        'Unrecognized parameter to $map: cond',
      ],
      ['no input', { $map: { in: 1 } }, 16880, "Missing 'input' parameter to $map"],
      ['no expression', over('$map', { as: 'n' }), 16882, "Missing 'in' parameter to $map"],
      [
        'a name that is no text',
        over('$map', { as: 1, in: 1 }),
        16866,
        'empty variable names are not allowed',
      ],
    ),
    ...page<Fault>(
      'reduce',
      [
        'no array',
        { $reduce: { input: '$number', initialValue: 0, in: sum } },
        40080,
        "$reduce requires that 'input' be an array, found: 5",
      ],
      [
        'no document',
        { $reduce: [1] },
        40075,
        '$reduce requires an object as an argument, found: array',
      ],
      [
        'an unknown name',
        over('$reduce', { as: 'x' }),
        40076,
        '$reduce found an unknown argument: as',
      ],
      ['no input', { $reduce: { in: 1 } }, 40077, "$reduce requires 'input' to be specified"],
      [
        'no initial value',
        over('$reduce', { in: 1 }),
        40078,
        "$reduce requires 'initialValue' to be specified",
      ],
      [
        'no expression',
        over('$reduce', { initialValue: 1 }),
        40079,
        "$reduce requires 'in' to be specified",
      ],
    ),
    ...page<Fault>(
      'let',
      ['no document', { $let: 1 }, 16874, '$let only supports an object as its argument'],
      [
        'an unknown name',
        { $let: { vars: {}, in: 1, as: 1 } },
        16875,
        'Unrecognized parameter to $let: as',
      ],
      ['no variables', { $let: { in: 1 } }, 16876, "Missing 'vars' parameter to $let"],
      ['no expression', { $let: { vars: {} } }, 16877, "Missing 'in' parameter to $let"],
      [
        'to bind $$ROOT',
        within({ ROOT: 1 }, 1),
        16867,
        "'ROOT' starts with an invalid character for a user variable name",
      ],
      [
        'a name with a hyphen',
        within({ 'a-b': 1 }, 1),
        16868,
        "'a-b' contains an invalid character for a variable name: '-'",
      ],
      ['an empty name', within({ '': 1 }, 1), 16866, 'empty variable names are not allowed'],
      ['names outside of it', [within({ a: 1 }, 1), '$$a'], 17276, 'Use of undefined variable: a'],
    ),
    ...page<Fault>(
      'reference/aggregation-variables',
      ['what is not defined', '$$that.a', 17276, 'Use of undefined variable: that'],
      ['what no system defines', '$$THAT', 17276, 'Use of undefined variable: THAT'],
      ['no name', '$$', 16866, 'empty variable names are not allowed'],
      [
        'an underscore in front',
        '$$_a',
        16867,
        "'_a' starts with an invalid character for a user variable name",
      ],
    ),
    ...page<Fault>(
      'core/field-paths',
      ['a dollar sign alone', '$', 16872, "'$' by itself is not a valid FieldPath"],
      ['a dot at the end', '$a.', 40353, "FieldPath must not end with a '.'."],
      ['two dots', '$a..b', 15998, 'FieldPath field names may not be empty strings.'],
      [
        'a dollar sign inside',
        '$a.$b',
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      ],
    ),
    ...page<Fault>(
      'meta/aggregation-quick-reference',
      [
        'a dot in a name',
        { 'a.b': 1 },
        16412,
        "FieldPath field names may not contain '.'. Consider using $getField or $setField.",
      ],
      [
        'a field beside an operator',
        { $abs: 1, x: 'y' },
        15983,
        'An object representing an expression must have exactly one field: { $abs: 1, x: "y" }',
      ],
      [
        'an operator beside a field',
        { x: 1, $abs: 1 },
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      ],
    ),
  ])('%s: refuses %s', async (...[, , expression, code, message]) => {
    expect(await errorOf(server, expression, document)).toStrictEqual([code, message])
  })

  it('refuses operators that it does not know', async () => {
    expect(await errorOf(server, [{ $noSuch: 1 }])).toStrictEqual([
      168,
      'InvalidPipelineOperator',
      "Unrecognized expression '$noSuch'",
    ])
  })

  it('takes one time for all documents and stages of a command', async () => {
    const collection = server.database().collection('t')
    await collection.insertMany(Array.from({ length: 5000 }, () => ({})))
    const times = await collection
      .aggregate([
        { $group: { _id: '$$NOW' } },
        {
          $lookup: { from: 't', pipeline: [{ $limit: 1 }, { $set: { at: '$$NOW' } }], as: 'other' },
        },
        { $match: { $expr: { $eq: ['$_id', '$$NOW'] } } },
        { $project: { same: { $eq: [['$$NOW'], '$other.at'] } } },
      ])
      .toArray()
    expect(times).toStrictEqual([{ _id: expect.any(Date), same: true }])
  })

  it('hands the variables of a command to $expr, also in its branches', async () => {
    const collection = server.database().collection<{ _id: number }>('t')
    await collection.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }])
    const above = { $expr: { $gt: ['$_id', '$$least'] } }
    const options = { let: { first: 1, least: { $add: ['$$first', 1] } } }
    expect(await collection.find({ $or: [above, { _id: 1 }] }, options).toArray()).toStrictEqual([
      { _id: 1 },
      { _id: 3 },
    ])
    expect(await collection.aggregate([{ $match: above }], options).toArray()).toStrictEqual([
      { _id: 3 },
    ])
  })

  it.each([
    ['is not evaluated', { $or: [true, '$$that'] }],
    ['belongs to another expression', { $or: [within({ that: 1 }, '$$that'), '$$that'] }],
    ['belongs to the elements of an array', { $map: { input: '$$this', in: '$$this' } }],
  ])('refuses an undefined variable in a filter also where it %s', async (...[, expression]) => {
    const found = server.database().collection('t').findOne({ $expr: expression })
    await expect(found).rejects.toMatchObject({ code: 17276 })
  })

  it.each<[string, object, number]>([
    ['names that are none', { Least: 1 }, 16867],
    ['fields', { least: '$a' }, 4890500],
    ['documents', { least: ['$$ROOT'] }, 4890500],
    ['each other before they are there', { a: '$$b', b: 1 }, 17276],
  ])('refuses %s in variables of a command', async (...[, variables, code]) => {
    const database = server.database()
    const command = { find: 't', filter: {}, let: variables }
    await expect(database.command(command)).rejects.toMatchObject({ code })
  })
})
