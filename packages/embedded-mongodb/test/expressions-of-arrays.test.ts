import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decimal, double, errorOf, evaluate, int, long } from './support/evaluate.js'
import { page, type Fault, type Result } from './support/page.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const document = {
  numbers: [3, 1, 2],
  mixed: [1, double(1), null, 'a'],
  documents: [{ k: 2, n: 'b' }, { k: 1, n: 'c' }, { n: 'd' }, 7, { k: [0, 9], n: 'e' }],
  repeated: [double(1), 2, 1, 2],
  lists: [[1], [2, 3]],
  empty: [],
  nothing: null,
  number: 5,
  text: 'abc',
}

const ints = (...values: number[]): unknown[] => values.map(int)
const sortedBy = (sortBy: unknown): unknown => ({
  $map: { input: { $sortArray: { input: '$documents', sortBy } }, in: '$$this.n' },
})
const over = (operator: string, rest: object): unknown => ({
  [operator]: { input: '$numbers', ...rest },
})

describe('expressions of arrays', () => {
  it.each([
    ...page<Result>(
      'arrayElemAt',
      ['counts from the start', { $arrayElemAt: ['$numbers', 0] }, int(3)],
      ['counts from the end', { $arrayElemAt: ['$numbers', -1] }, int(2)],
      ['takes any number that is whole', { $arrayElemAt: ['$numbers', decimal('1.0')] }, int(1)],
      ['gives nothing after the end', { $arrayElemAt: ['$numbers', 3] }, undefined],
      ['gives nothing before the start', { $arrayElemAt: ['$numbers', -4] }, undefined],
      ['gives null for null', { $arrayElemAt: ['$absent', 0] }, null],
      ['gives null for an index that is missing', { $arrayElemAt: ['$number', '$absent'] }, null],
    ),
    ...page<Result>(
      'concatArrays',
      [
        'keeps the order',
        { $concatArrays: ['$numbers', ['x', '$absent']] },
        [...ints(3, 1, 2), 'x', null],
      ],
      ['goes one level deep', { $concatArrays: ['$lists', '$empty'] }, [ints(1), ints(2, 3)]],
      ['of nothing is empty', { $concatArrays: [] }, []],
      ['gives null for null', { $concatArrays: ['$numbers', '$absent'] }, null],
      ['does not look behind null', { $concatArrays: ['$nothing', '$text'] }, null],
    ),
    ...page<Result>(
      'in',
      ['takes equal numbers as one', { $in: [long('1'), '$numbers'] }, true],
      ['does not look into arrays in the array', { $in: [2, '$lists'] }, false],
      ['finds null', { $in: [null, '$mixed'] }, true],
      ['does not take a missing value for null', { $in: ['$absent', '$mixed'] }, false],
    ),
    ...page<Result>(
      'indexOfArray',
      ['tells the first place', { $indexOfArray: ['$repeated', 2] }, int(1)],
      ['tells -1 when there is none', { $indexOfArray: ['$repeated', 'x'] }, int(-1)],
      ['finds null', { $indexOfArray: ['$mixed', null] }, int(2)],
      ['does not take a missing value for null', { $indexOfArray: ['$mixed', '$absent'] }, int(-1)],
      ['gives null for an array that is missing', { $indexOfArray: ['$absent', 1] }, null],
    ),
    ...page<Result>(
      'isArray',
      ['knows an array', { $isArray: '$empty' }, true],
      ['knows what is none', { $isArray: ['$text'] }, false],
      ['takes a missing value for none', { $isArray: '$absent' }, false],
      ['takes an array in brackets as its argument', { $isArray: [[1, 2]] }, true],
    ),
    ...page<Result>(
      'range',
      ['goes up', { $range: [0, 4] }, ints(0, 1, 2, 3)],
      ['leaves out the end', { $range: [0, 10, 5] }, ints(0, 5)],
      ['goes down', { $range: [5, 0, -2] }, ints(5, 3, 1)],
      ['gives 32-bit integers', { $range: [double(1), long('3'), decimal('1')] }, ints(1, 2)],
      ['is empty when the step leads away', { $range: [0, 3, -1] }, []],
      ['is empty from a number to itself', { $range: [3, 3] }, []],
    ),
    ...page<Result>(
      'reverseArray',
      ['turns around', { $reverseArray: '$numbers' }, ints(2, 1, 3)],
      ['leaves arrays in it alone', { $reverseArray: '$lists' }, [ints(2, 3), ints(1)]],
      ['of an empty array is empty', { $reverseArray: '$empty' }, []],
      ['gives null for null', { $reverseArray: '$absent' }, null],
    ),
    ...page<Result>(
      'size',
      ['counts elements', { $size: '$lists' }, int(2)],
      ['counts none', { $size: '$empty' }, int(0)],
    ),
    ...page<Result>(
      'slice',
      ['takes the first', { $slice: ['$numbers', 2] }, ints(3, 1)],
      ['takes the last', { $slice: ['$numbers', -2] }, ints(1, 2)],
      ['takes none', { $slice: ['$numbers', 0] }, []],
      ['takes all there are', { $slice: ['$numbers', -9] }, ints(3, 1, 2)],
      ['takes some from a position', { $slice: ['$numbers', 1, 9] }, ints(1, 2)],
      ['takes some from a position from the end', { $slice: ['$numbers', -2, 1] }, ints(1)],
      ['begins at the start when that is before it', { $slice: ['$numbers', -9, 2] }, ints(3, 1)],
      ['takes none after the end', { $slice: ['$numbers', 9, 2] }, []],
      ['gives null for null', { $slice: ['$absent', 1] }, null],
      ['gives null for a count that is missing', { $slice: ['$numbers', 1, '$absent'] }, null],
    ),
    ...page<Result>(
      'sortArray',
      ['sorts whole elements', { $sortArray: { input: '$numbers', sortBy: 1 } }, ints(1, 2, 3)],
      ['sorts downwards', { $sortArray: { input: '$numbers', sortBy: -1 } }, ints(3, 2, 1)],
      [
        'sorts across types',
        { $sortArray: { input: ['b', 2, null, true, [1], {}], sortBy: 1 } },
        [null, int(2), 'b', {}, ints(1), true],
      ],
      [
        'sorts by a field, an array as one value',
        sortedBy({ k: 1, n: 1 }),
        [null, 'd', 'c', 'b', 'e'],
      ],
      ['sorts by several fields', sortedBy({ k: -1, n: -1 }), ['e', 'b', 'c', 'd', null]],
      ['of an empty array is empty', { $sortArray: { input: [], sortBy: 1 } }, []],
      ['gives null for null', { $sortArray: { input: '$absent', sortBy: 1 } }, null],
    ),
  ])('%s: %s', async (...[, , expression, value]) => {
    expect(await evaluate(server, expression, document)).toStrictEqual(value)
  })

  it.each([
    ...page<Fault>(
      'arrayElemAt',
      [
        'no array',
        { $arrayElemAt: ['$text', 0] },
        28689,
        "$arrayElemAt's first argument must be an array, but is string",
      ],
      [
        'no number',
        { $arrayElemAt: ['$numbers', '$text'] },
        28690,
        "$arrayElemAt's second argument must be a numeric value, but is string",
      ],
      [
        'a fraction',
        { $arrayElemAt: ['$numbers', 1.5] },
        28691,
        "$arrayElemAt's second argument must be representable as a 32-bit integer: 1.5",
      ],
      [
        'one argument',
        { $arrayElemAt: ['$numbers'] },
        16020,
        'Expression $arrayElemAt takes exactly 2 arguments. 1 were passed in.',
      ],
    ),
    ...page<Fault>(
      'in',
      [
        'no array',
        { $in: [1, '$absent'] },
        40081,
        '$in requires an array as a second argument, found: missing',
      ],
      [
        'three arguments',
        { $in: [1, 2, 3] },
        16020,
        'Expression $in takes exactly 2 arguments. 3 were passed in.',
      ],
    ),
    ...page<Fault>(
      'indexOfArray',
      [
        'no array',
        { $indexOfArray: ['$text', 1] },
        40090,
        '$indexOfArray requires an array as a first argument, found: string',
      ],
      [
        'one argument',
        { $indexOfArray: ['$numbers'] },
        28667,
        'Expression $indexOfArray takes at least 2 arguments, and at most 4, but 1 were passed in.',
      ],
    ),
    ...page<Fault>(
      'range',
      [
        'null as start',
        { $range: [null, 1] },
        34443,
        '$range requires a numeric starting value, found value of type: null',
      ],
      [
        'a fraction as start',
        { $range: [0.5, 1] },
        34444,
        '$range requires a starting value that can be represented as a 32-bit integer, found value: 0.5',
      ],
      [
        'text as end',
        { $range: [0, '$text'] },
        34445,
        '$range requires a numeric ending value, found value of type: string',
      ],
      [
        'a large end',
        { $range: [0, long('2147483648')] },
        34446,
        '$range requires an ending value that can be represented as a 32-bit integer, found value: 2147483648',
      ],
      [
        'a step that is missing',
        { $range: [0, 1, '$absent'] },
        34447,
        '$range requires a numeric step value, found value of type:missing',
      ],
      [
        'a fraction as step',
        { $range: [0, 1, 0.5] },
        34448,
        '$range requires a step value that can be represented as a 32-bit integer, found value: 0.5',
      ],
      ['a step of 0', { $range: [0, 1, 0] }, 34449, '$range requires a non-zero step value'],
    ),
    ...page<Fault>(
      'size',
      [
        'missing',
        { $size: '$absent' },
        17124,
        'The argument to $size must be an array, but was of type: missing',
      ],
      [
        'null',
        { $size: '$nothing' },
        17124,
        'The argument to $size must be an array, but was of type: null',
      ],
    ),
    ...page<Fault>(
      'slice',
      [
        'no array',
        { $slice: ['$number', 1] },
        28724,
        'First argument to $slice must be an array, but is of type: int',
      ],
      [
        'no number',
        { $slice: ['$numbers', '$text'] },
        28725,
        'Second argument to $slice must be a numeric value, but is of type: string',
      ],
      [
        'a fraction',
        { $slice: ['$numbers', 0.5] },
        28726,
        "Second argument to $slice can't be represented as a 32-bit integer: 0.5",
      ],
      [
        'a count that is no number',
        { $slice: ['$numbers', 1, true] },
        28727,
        'Third argument to $slice must be numeric, but is of type: bool',
      ],
      [
        'a fraction as count',
        { $slice: ['$numbers', 1, 1.5] },
        28728,
        "Third argument to $slice can't be represented as a 32-bit integer: 1.5",
      ],
      [
        'a count of 0',
        { $slice: ['$numbers', 1, 0] },
        28729,
        'Third argument to $slice must be positive: 0',
      ],
      [
        'one argument',
        { $slice: ['$numbers'] },
        28667,
        'Expression $slice takes at least 2 arguments, and at most 3, but 1 were passed in.',
      ],
    ),
    ...page<Fault>(
      'sortArray',
      [
        'no array',
        { $sortArray: { input: '$text', sortBy: 1 } },
        2942504,
        'The input argument to $sortArray must be an array, but was of type: string',
      ],
      [
        'no document',
        { $sortArray: '$numbers' },
        2942500,
        '$sortArray requires an object as an argument, found: string',
      ],
      [
        'an unknown name',
        over('$sortArray', { sortBy: 1, n: 1 }),
        2942501,
        '$sortArray found an unknown argument: n',
      ],
      [
        'no input',
        { $sortArray: { sortBy: 1 } },
        2942502,
        "$sortArray requires 'input' to be specified",
      ],
      ['no order', over('$sortArray', {}), 2942503, "$sortArray requires 'sortBy' to be specified"],
      [
        'an order of 2',
        over('$sortArray', { sortBy: 2 }),
        2942506,
        'The $sort element value must be either 1 or -1',
      ],
      [
        'text as order',
        over('$sortArray', { sortBy: 'k' }),
        2942507,
        'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
      ],
    ),
  ])('%s: refuses %s', async (...[, , expression, code, message]) => {
    expect(await errorOf(server, expression, document)).toStrictEqual([code, message])
  })

  it.each([
    [0, 2147483647, 34359738392],
    [0, 6553598, 104857608],
  ])('refuses a range from %d to %d', async (start, end, bytes) => {
    expect(await errorOf(server, { $range: [start, end] })).toStrictEqual([
      146,
      'ExceededMemoryLimit',
      `$range would use too much memory (${bytes} bytes) and cannot spill to disk. Memory limit: 104857600 bytes`,
    ])
  })

  it('gives the longest range that has room', async () => {
    expect(await evaluate(server, { $size: { $range: [0, 6553597] } })).toStrictEqual(int(6553597))
  })

  it('refuses a start of $indexOfArray, which is not supported', async () => {
    const expression = { $indexOfArray: ['$numbers', 'a', 1] }
    expect(await errorOf(server, expression, document)).toStrictEqual([
      238,
      'NotImplemented',
      '$indexOfArray with a start or an end is not supported by the embedded server',
    ])
  })
})
