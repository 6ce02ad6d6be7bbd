import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'
import { update, type UpdateOptions } from './support/updated.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const matrix = [[1, 2], [3]]
const first = { k: 1, v: [1, 5] }
const second = { k: 2, v: [7] }
const third = { k: 1 }
const grades = [first, second, third]

type Row = [shows: string, a: unknown, change: Document, options: UpdateOptions, after: unknown]
type Refused = [
  shows: string,
  a: unknown,
  change: Document,
  options: UpdateOptions,
  error: [number, string],
]

const changed = async (...[, a, change, options, after]: Row): Promise<void> => {
  const result = await update(server.database(), { a }, change, options)
  expect(result).toEqual({ after: { _id: 1, a: after } })
}

const refused = async (...[, a, change, options, error]: Refused): Promise<void> => {
  const [code, errmsg] = error
  const result = await update(server.database(), { a }, change, options)
  expect(result).toEqual({ error: { index: 0, code, errmsg }, after: { _id: 1, a } })
}

const notFound = 'The positional operator did not find the match needed from the query.'

describe('$ (manual: reference/operator/update/positional)', () => {
  it.each<Row>([
    [
      'the element of a condition below',
      grades,
      { $set: { 'a.$.v': 0 } },
      { filter: { 'a.k': { $gt: 1 } } },
      [first, { k: 2, v: 0 }, third],
    ],
    [
      'an element that is in a list',
      [5, 6, 7],
      { $inc: { 'a.$': 10 } },
      { filter: { a: { $in: [6, 7] } } },
      [5, 16, 7],
    ],
    [
      'an element that a pattern matches',
      ['x', 'yy'],
      { $set: { 'a.$': 1 } },
      { filter: { a: /yy/ } },
      ['x', 1],
    ],
    [
      'the last of values that all are there',
      [1, 2, 3],
      { $set: { 'a.$': 0 } },
      { filter: { a: { $all: [3, 2] } } },
      [1, 0, 3],
    ],
    [
      'an array in the array',
      matrix,
      { $push: { 'a.$': 4 } },
      { filter: { a: [3] } },
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      'null in the place of the element',
      [1, 2],
      { $unset: { 'a.$': 1 } },
      { filter: { a: 1 } },
      [null, 2],
    ],
    [
      'the element of $elemMatch, not of what else is asked',
      grades,
      { $set: { 'a.$': 0 } },
      { filter: { a: { $elemMatch: { v: 5 } }, 'a.k': { $ne: 9 } } },
      [0, second, third],
    ],
    [
      'an element that matched inside $or',
      [1, 2],
      { $set: { 'a.$': 0 } },
      { filter: { $or: [{ b: 1 }, { a: 2 }] } },
      [1, 0],
    ],
  ])('changes %s', changed)

  it.each<Refused>([
    ['a filter without the array', [1], { $set: { 'a.$': 0 } }, {}, [2, notFound]],
    [
      'a filter that only says what is not there',
      [1],
      { $set: { 'a.$': 0 } },
      { filter: { a: { $ne: 5 } } },
      [2, notFound],
    ],
    [
      'a filter on the array as a whole',
      [1],
      { $set: { 'a.$': 0 } },
      { filter: { a: [1] } },
      [2, notFound],
    ],
    [
      'a filter on its length',
      [1],
      { $set: { 'a.$': 0 } },
      { filter: { a: { $size: 1 } } },
      [2, notFound],
    ],
    [
      'a change of the same element by its number',
      [1],
      { $set: { 'a.$': 0, 'a.0': 1 } },
      { filter: { a: 1 } },
      [40, "Update created a conflict at 'a.0'"],
    ],
    [
      'two in one path',
      [[1]],
      { $set: { 'a.$.$': 0 } },
      { filter: { a: 1 } },
      [2, "Too many positional (i.e. '$') elements found in path 'a.$.$'"],
    ],
    [
      'one at the beginning',
      [1],
      { $set: { $: 0 } },
      { filter: { a: 1 } },
      [2, "Cannot have positional (i.e. '$') element in the first position in path '$'"],
    ],
  ])('refuses %s', refused)
})

describe('$[] (manual: reference/operator/update/positional-all)', () => {
  it.each<Row>([
    ['nothing in an empty array', [], { $set: { 'a.$[]': 1 } }, {}, []],
    ['two levels of arrays', matrix, { $mul: { 'a.$[].$[]': 2 } }, {}, [[2, 4], [6]]],
    [
      'fields of each element',
      [{ k: 1 }, {}],
      { $inc: { 'a.$[].k': 1 } },
      {},
      [{ k: 2 }, { k: 1 }],
    ],
  ])('changes %s', changed)

  it.each<Refused>([
    [
      'a number',
      5,
      { $set: { 'a.$[]': 1 } },
      {},
      [2, 'Cannot apply array updates to non-array element a: 5'],
    ],
    [
      'an array that is missing',
      5,
      { $set: { 'b.$[]': 1 } },
      {},
      [2, "The path 'b' must exist in the document in order to apply array updates."],
    ],
    [
      'fields of numbers',
      [1],
      { $set: { 'a.$[].b': 1 } },
      {},
      [28, "Cannot create field 'b' in element {0: 1}"],
    ],
    [
      'elements by number beside it',
      [1, 2],
      { $set: { 'a.$[]': 1, 'a.0': 2 } },
      {},
      [40, "Updating the path 'a.0' would create a conflict at 'a'"],
    ],
    [
      'one at the beginning',
      [1],
      { $set: { '$[]': 0 } },
      {},
      [
        2,
        "Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '$[]'",
      ],
    ],
  ])('refuses %s', refused)
})

const both = [{ 'x.k': 1 }, { 'y.k': 1 }]

describe('$[name] (manual: reference/operator/update/positional-filtered)', () => {
  it.each<Row>([
    [
      'what the filter found before any change',
      [{ k: 1 }],
      { $set: { 'a.$[x].k': 9, 'a.$[x].v': 1 } },
      { arrayFilters: [{ 'x.k': 1 }] },
      [{ k: 9, v: 1 }],
    ],
    [
      'by several conditions on one name',
      grades,
      { $set: { 'a.$[x]': 0 } },
      { arrayFilters: [{ $and: [{ 'x.k': 1 }, { 'x.v': 5 }] }] },
      [0, second, third],
    ],
    [
      'by what is missing',
      grades,
      { $unset: { 'a.$[x].k': 1 } },
      { arrayFilters: [{ 'x.v': { $exists: false } }] },
      [first, second, {}],
    ],
    ['by null', [null, 1], { $set: { 'a.$[x]': 0 } }, { arrayFilters: [{ x: null }] }, [0, 1]],
    [
      'nothing where nothing matches',
      [1],
      { $set: { 'a.$[x]': 0 } },
      { arrayFilters: [{ x: { $gt: 1 } }] },
      [1],
    ],
    [
      'different fields of an element by two names',
      [{ k: 1 }],
      { $set: { 'a.$[x].b': 1, 'a.$[y].c': 2 } },
      { arrayFilters: both },
      [{ k: 1, b: 1, c: 2 }],
    ],
  ])('changes %s', changed)

  it.each<Refused>([
    [
      'a name without a filter',
      [1],
      { $set: { 'a.$[x]': 1 } },
      {},
      [2, "No array filter found for identifier 'x' in path 'a.$[x]'"],
    ],
    [
      'a filter that is not used',
      [1],
      { $set: { b: 1 } },
      { arrayFilters: [{ x: 1 }] },
      [9, "The array filter for identifier 'x' was not used in the update { $set: { b: 1 } }"],
    ],
    [
      'two filters of one name',
      [1],
      { $set: { 'a.$[x]': 1 } },
      { arrayFilters: [{ x: 1 }, { 'x.b': 1 }] },
      [9, 'Found multiple array filters with the same top-level field name x'],
    ],
    [
      'a filter of two names',
      [1],
      { $set: { 'a.$[x]': 1 } },
      { arrayFilters: [{ x: 1, 'y.b': 1 }] },
      [
        9,
        "Error parsing array filter :: caused by :: Expected a single top-level field name, found 'x' and 'y'",
      ],
    ],
    [
      'a filter without a name',
      [1],
      { $set: { 'a.$[x]': 1 } },
      { arrayFilters: [{}] },
      [9, 'Cannot use an expression without a top-level field name in arrayFilters'],
    ],
    [
      'a name with a capital',
      [1],
      { $set: { 'a.$[X]': 1 } },
      { arrayFilters: [{ X: 1 }] },
      [
        2,
        "Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found 'X'",
      ],
    ],
    [
      'an unknown operator',
      [1],
      { $set: { 'a.$[x]': 1 } },
      { arrayFilters: [{ x: { $foo: 1 } }] },
      [2, 'Error parsing array filter :: caused by :: unknown operator: $foo'],
    ],
    [
      'an expression',
      [1],
      { $set: { 'a.$[x]': 1 } },
      { arrayFilters: [{ $expr: true }] },
      [224, 'Error parsing array filter :: caused by :: $expr is not allowed in this context'],
    ],
    [
      'two changes of one element',
      [{ k: 1 }],
      { $set: { 'a.$[x]': 1, 'a.$[y].c': 2 } },
      { arrayFilters: both },
      [40, "Update created a conflict at 'a.0'"],
    ],
  ])('refuses %s', refused)
})
