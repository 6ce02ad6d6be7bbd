import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Document } from 'mongodb'
import { aggregated, codeNameOf, failure, whileRunning } from './support/pipelines.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const noDollar =
  "FieldPath field names may not start with '$'. Consider using $getField or $setField."
const emptyName = 'FieldPath field names may not be empty strings.'
const emptyPath = 'FieldPath cannot be constructed with empty string'
const badCount = 'the count field must be a non-empty string'
const badSortByCount =
  'the sortByCount field must be defined as a $-prefixed path or an expression inside an object'
const badUnset = '$unset specification must be a string or an array'

/** None of them needs a document to be found out. */
describe('what stages refuse', () => {
  it.each<[string, Document, number, string]>([
    ['aggregation-pipeline', { $nope: 1 }, 40324, "Unrecognized pipeline stage name: '$nope'"],
    ['aggregation-pipeline', { match: {} }, 40324, "Unrecognized pipeline stage name: 'match'"],
    [
      'aggregation-pipeline',
      { $limit: 1, $skip: 1 },
      40323,
      'A pipeline stage specification object must contain exactly one field.',
    ],
    [
      'aggregation-pipeline',
      {},
      40323,
      'A pipeline stage specification object must contain exactly one field.',
    ],
    [
      'aggregation/addFields',
      { $addFields: 1 },
      40272,
      '$addFields specification stage must be an object, got int',
    ],
    [
      'aggregation/addFields',
      { $addFields: {} },
      40177,
      'Invalid $addFields :: caused by :: specification must have at least one field',
    ],
    [
      'aggregation/addFields',
      { $addFields: { a: {} } },
      40180,
      'Invalid $addFields :: caused by :: an empty object is not a valid value. Found empty object at path a',
    ],
    [
      'aggregation/addFields',
      { $addFields: { $a: 1 } },
      16410,
      `Invalid $addFields :: caused by :: ${noDollar}`,
    ],
    [
      'aggregation/addFields',
      { $addFields: { 'a..b': 1 } },
      15998,
      `Invalid $addFields :: caused by :: ${emptyName}`,
    ],
    [
      'aggregation/addFields',
      { $addFields: { 'a.': 1 } },
      40353,
      "Invalid $addFields :: caused by :: FieldPath must not end with a '.'.",
    ],
    [
      'aggregation/addFields',
      { $addFields: { '': 1 } },
      40352,
      `Invalid $addFields :: caused by :: ${emptyPath}`,
    ],
    [
      'aggregation/addFields',
      { $addFields: { x: { $nope: 1 } } },
      168,
      "Invalid $addFields :: caused by :: Unrecognized expression '$nope'",
    ],
    [
      'aggregation/set',
      { $set: 'a' },
      40272,
      '$set specification stage must be an object, got string',
    ],
    [
      'aggregation/set',
      { $set: {} },
      40177,
      'Invalid $set :: caused by :: specification must have at least one field',
    ],
    ['aggregation/count', { $count: 1 }, 40156, badCount],
    ['aggregation/count', { $count: '' }, 40157, badCount],
    ['aggregation/count', { $count: '$n' }, 40158, 'the count field cannot be a $-prefixed path'],
    ['aggregation/count', { $count: 'a.b' }, 40160, "the count field cannot contain '.'"],
    [
      'aggregation/facet',
      { $facet: {} },
      40169,
      'the $facet specification must be a non-empty object, but found: $facet: {}',
    ],
    [
      'aggregation/facet',
      { $facet: 1 },
      40169,
      'the $facet specification must be a non-empty object, but found: $facet: 1',
    ],
    [
      'aggregation/facet',
      { $facet: { a: {} } },
      40170,
      'arguments to $facet must be arrays, a is type object',
    ],
    [
      'aggregation/facet',
      { $facet: { a: [1] } },
      40171,
      'elements of arrays in $facet spec must be non-empty objects, a argument contained an element of type int: 0: 1',
    ],
    [
      'aggregation/facet',
      { $facet: { a: [{ $nope: 1 }] } },
      40324,
      "Unrecognized pipeline stage name: '$nope'",
    ],
    ['aggregation/group', { $group: 1 }, 15947, "a group's fields must be specified in an object"],
    ['aggregation/group', { $group: {} }, 15955, 'a group specification must include an _id'],
    [
      'aggregation/group',
      { $group: { _id: { $nope: 1 } } },
      168,
      "Unrecognized expression '$nope'",
    ],
    ['aggregation/limit', { $limit: 0 }, 15958, 'the limit must be positive'],
    [
      'aggregation/limit',
      { $limit: -1 },
      5107201,
      'invalid argument to $limit stage: Expected a non-negative number in: $limit: -1',
    ],
    [
      'aggregation/limit',
      { $limit: 1.5 },
      5107201,
      'invalid argument to $limit stage: Expected an integer: $limit: 1.5',
    ],
    [
      'aggregation/limit',
      { $limit: 'a' },
      5107201,
      'invalid argument to $limit stage: Expected a number in: $limit: "a"',
    ],
    [
      'aggregation/skip',
      { $skip: -1 },
      5107200,
      'invalid argument to $skip stage: Expected a non-negative number in: $skip: -1',
    ],
    [
      'aggregation/skip',
      { $skip: null },
      5107200,
      'invalid argument to $skip stage: Expected a number in: $skip: null',
    ],
    [
      'aggregation/match',
      { $match: 1 },
      15959,
      'the match filter must be an expression in an object',
    ],
    ['aggregation/project', { $project: 1 }, 15969, '$project specification must be an object'],
    [
      'aggregation/project',
      { $project: {} },
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    ],
    [
      'aggregation/project',
      { $project: { a: 1, b: 0 } },
      31254,
      'Invalid $project :: caused by :: Cannot do exclusion on field b in inclusion projection',
    ],
    [
      'aggregation/project',
      { $project: { a: 0, b: 1 } },
      31253,
      'Invalid $project :: caused by :: Cannot do inclusion on field b in exclusion projection',
    ],
    [
      'aggregation/project',
      { $project: { $a: 1 } },
      16410,
      `Invalid $project :: caused by :: ${noDollar}`,
    ],
    [
      'aggregation/project',
      { $project: { '': 1 } },
      40352,
      `Invalid $project :: caused by :: ${emptyPath}`,
    ],
    [
      'aggregation/project',
      { $project: { a: 1, 'a.b': 1 } },
      31249,
      'Invalid $project :: caused by :: Path collision at a.b remaining portion b',
    ],
    [
      'aggregation/project',
      { $project: { 'a.b': 1, a: 1 } },
      31250,
      'Invalid $project :: caused by :: Path collision at a',
    ],
    [
      'aggregation/project',
      { $project: { a: { $nope: 1 } } },
      168,
      "Invalid $project :: caused by :: Unrecognized expression '$nope'",
    ],
    [
      'aggregation/replaceRoot',
      { $replaceRoot: 1 },
      40229,
      'expected an object as specification for $replaceRoot stage, got int',
    ],
    [
      'aggregation/replaceRoot',
      { $replaceRoot: {} },
      40414,
      "BSON field '$replaceRoot.newRoot' is missing but a required field",
    ],
    [
      'aggregation/replaceRoot',
      { $replaceRoot: { newRoot: '$a', x: 1 } },
      40415,
      "BSON field '$replaceRoot.x' is an unknown field.",
    ],
    [
      'aggregation/sample',
      { $sample: 1 },
      28745,
      'the $sample stage specification must be an object',
    ],
    [
      'aggregation/sample',
      { $sample: { size: 'a' } },
      28746,
      'size argument to $sample must be a number',
    ],
    [
      'aggregation/sample',
      { $sample: { size: 0 } },
      28747,
      'size argument to $sample must be a positive integer',
    ],
    [
      'aggregation/sample',
      { $sample: { size: -1 } },
      28747,
      'size argument to $sample must be a positive integer',
    ],
    [
      'aggregation/sample',
      { $sample: { size: 1, x: 1 } },
      28748,
      'unrecognized option to $sample: x',
    ],
    ['aggregation/sample', { $sample: {} }, 28749, '$sample stage must specify a size'],
    ['aggregation/sort', { $sort: 1 }, 15973, 'the $sort key specification must be an object'],
    ['aggregation/sort', { $sort: {} }, 15976, '$sort stage must have at least one sort key'],
    [
      'aggregation/sort',
      { $sort: { a: 'x' } },
      15974,
      'Illegal key in $sort specification: a: "x"',
    ],
    [
      'aggregation/sort',
      { $sort: { a: 2 } },
      15975,
      '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
    ],
    [
      'aggregation/sort',
      { $sort: { a: { b: 1 } } },
      17312,
      '$meta is the only expression supported by $sort right now',
    ],
    ['aggregation/sort', { $sort: { $natural: 1 } }, 16410, noDollar],
    [
      'aggregation/sortByCount',
      { $sortByCount: 1 },
      40149,
      'the sortByCount field must be specified as a string or as an object',
    ],
    ['aggregation/sortByCount', { $sortByCount: 'a' }, 40148, badSortByCount],
    ['aggregation/sortByCount', { $sortByCount: { a: 1 } }, 40147, badSortByCount],
    ['aggregation/unset', { $unset: 1 }, 31002, badUnset],
    ['aggregation/unset', { $unset: [] }, 31119, `${badUnset} with at least one field`],
    ['aggregation/unset', { $unset: ['a', 1] }, 31120, `${badUnset} containing only string values`],
    ['aggregation/unset', { $unset: '$a' }, 16410, `Invalid $unset :: caused by :: ${noDollar}`],
    [
      'aggregation/unwind',
      { $unwind: 1 },
      15981,
      'expected either a string or an object as specification for $unwind stage, got int',
    ],
    [
      'aggregation/unwind',
      { $unwind: { path: 1 } },
      28808,
      'expected a string as the path for $unwind stage, got int',
    ],
    [
      'aggregation/unwind',
      { $unwind: { path: '$a', preserveNullAndEmptyArrays: 1 } },
      28809,
      'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got int',
    ],
    [
      'aggregation/unwind',
      { $unwind: { path: '$a', includeArrayIndex: '' } },
      28810,
      'expected a non-empty string for the includeArrayIndex  option to $unwind stage, got string',
    ],
    [
      'aggregation/unwind',
      { $unwind: { path: '$a', x: 1 } },
      28811,
      'unrecognized option to $unwind stage: x',
    ],
    ['aggregation/unwind', { $unwind: {} }, 28812, 'no path specified to $unwind stage'],
    [
      'aggregation/unwind',
      { $unwind: 'a' },
      28818,
      "path option to $unwind stage should be prefixed with a '$': a",
    ],
    [
      'aggregation/unwind',
      { $unwind: { path: '$a', includeArrayIndex: '$i' } },
      28822,
      "includeArrayIndex option to $unwind stage should not be prefixed with a '$': $i",
    ],
  ])('reference/operator/%s: %j', async (_page, stage, code, message) => {
    const expected = { code, codeName: codeNameOf(code), message }
    expect(await failure(aggregated(server, [], [stage]))).toEqual(expected)
  })

  it.each<[string, Document, number]>([
    ['two fields within another', { $addFields: { a: 1, 'a.b': 1 } }, 40176],
    ['an operator with a second field', { $addFields: { a: { $add: [1], b: 1 } } }, 40181],
    ['a path in a nested document', { $addFields: { a: { 'b.c': 1 } } }, 40183],
    ['$facet in $facet', { $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
    ['a path as the name of a facet', { $facet: { 'a.b': [] } }, 16412],
  ])('refuses %s', async (_what, stage, code) => {
    expect(await failure(aggregated(server, [], [stage]))).toMatchObject({
      code,
      codeName: codeNameOf(code),
    })
  })
})

describe('what stages refuse of a document', () => {
  it.each<[string, Document, string, string]>([
    [
      'replaceRoot',
      { $replaceRoot: { newRoot: '$a' } },
      "'newRoot' expression",
      '[1, {b: "x"}]. Type of resulting value: \'array\'',
    ],
    [
      'replaceRoot',
      { $replaceRoot: { newRoot: '$nope' } },
      "'newRoot' expression",
      "MISSING. Type of resulting value: 'missing'",
    ],
    [
      'replaceWith',
      { $replaceWith: '$_id' },
      "'replacement document'",
      "1. Type of resulting value: 'int'",
    ],
  ])('reference/operator/aggregation/%s: %j', async (_page, stage, subject, found) => {
    expect(await failure(aggregated(server, [{ _id: 1, a: [1, { b: 'x' }] }], [stage]))).toEqual({
      code: 40228,
      codeName: 'Location40228',
      message: `${whileRunning}${subject}  must evaluate to an object, but resulting value was: ${found}. Input document: {_id: 1, a: [1, {b: "x"}]}`,
    })
  })
})
