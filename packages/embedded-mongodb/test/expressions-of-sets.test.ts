import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { double, errorOf, evaluate, int } from './support/evaluate.js'
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
  repeated: [double(1), 2, 1, 2],
  lists: [[1], [2, 3]],
  empty: [],
  falsy: [false, 0, null],
  nothing: null,
  text: 'abc',
}

const ints = (...values: number[]): unknown[] => values.map(int)

describe('expressions of sets', () => {
  it.each([
    ...page<Result>(
      'setUnion',
      [
        'sorts and drops duplicates',
        { $setUnion: ['$numbers', [9, 1, '$text', 9]] },
        [...ints(1, 2, 3, 9), 'abc'],
      ],
      [
        'keeps the first of equal numbers',
        { $setUnion: ['$repeated', [int(1)]] },
        [double(1), int(2)],
      ],
      [
        'compares arrays in it as values',
        { $setUnion: ['$lists', [[1], [3, 2]]] },
        [ints(1), ints(2, 3), ints(3, 2)],
      ],
      ['gives null for null', { $setUnion: ['$numbers', '$absent'] }, null],
      ['does not look behind null', { $setUnion: ['$nothing', '$text'] }, null],
    ),
    ...page<Result>(
      'setIntersection',
      ['keeps what all have', { $setIntersection: ['$numbers', [2, 3, 3], [9, 3, 2]] }, ints(2, 3)],
      [
        'takes values from the smaller set',
        { $setIntersection: ['$numbers', [double(2)]] },
        [double(2)],
      ],
      ['of nothing is empty', { $setIntersection: [] }, []],
      ['with an empty set is empty', { $setIntersection: ['$empty', '$numbers'] }, []],
      ['gives null for null', { $setIntersection: ['$absent', '$text'] }, null],
    ),
    ...page<Result>(
      'setDifference',
      ['keeps the order and drops duplicates', { $setDifference: [[3, 1, 3, 2], [1]] }, ints(3, 2)],
      ['takes equal numbers as one', { $setDifference: ['$repeated', []] }, [double(1), int(2)]],
      ['gives null for null', { $setDifference: ['$numbers', '$absent'] }, null],
    ),
    ...page<Result>(
      'setIsSubset',
      ['knows a subset with duplicates', { $setIsSubset: [[1, 1, double(2)], '$numbers'] }, true],
      ['knows what is none', { $setIsSubset: [[1, 4], '$numbers'] }, false],
      ['takes the empty set for one', { $setIsSubset: ['$empty', '$empty'] }, true],
    ),
    ...page<Result>(
      'allElementsTrue',
      ['takes text and documents as true', { $allElementsTrue: [['', {}, [], -1]] }, true],
      ['takes null as false', { $allElementsTrue: '$mixed' }, false],
      ['is true for nothing', { $allElementsTrue: '$empty' }, true],
    ),
    ...page<Result>(
      'anyElementTrue',
      ['finds one', { $anyElementTrue: '$mixed' }, true],
      ['takes false, zero and null as false', { $anyElementTrue: '$falsy' }, false],
      ['is false for nothing', { $anyElementTrue: [[]] }, false],
    ),
  ])('%s: %s', async (...[, , expression, value]) => {
    expect(await evaluate(server, expression, document)).toStrictEqual(value)
  })

  it.each([
    ...page<Fault>(
      'setDifference',
      [
        'no first array',
        { $setDifference: ['$text', '$numbers'] },
        17048,
        'both operands of $setDifference must be arrays. First argument is of type: string',
      ],
      [
        'no second array',
        { $setDifference: ['$numbers', '$text'] },
        17049,
        'both operands of $setDifference must be arrays. Second argument is of type: string',
      ],
    ),
    ...page<Fault>(
      'setIsSubset',
      [
        'null',
        { $setIsSubset: ['$nothing', '$numbers'] },
        17046,
        'both operands of $setIsSubset must be arrays. First argument is of type: null',
      ],
      [
        'missing',
        { $setIsSubset: ['$numbers', '$absent'] },
        17042,
        'both operands of $setIsSubset must be arrays. Second argument is of type: missing',
      ],
    ),
  ])('%s: refuses %s', async (...[, , expression, code, message]) => {
    expect(await errorOf(server, expression, document)).toStrictEqual([code, message])
  })
})
