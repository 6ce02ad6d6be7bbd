import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { errorOf, evaluate, int } from './support/evaluate.js'
import { page, type Fault, type Result } from './support/page.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const document = {
  object: { a: 1, b: { c: 2 }, 'd.e': 3, $f: null },
  objects: [{ a: 1, b: 1 }, null, { b: 2, c: 3 }],
  pairs: [
    ['x', 1],
    ['y', null],
    ['x', 2],
  ],
  entries: [
    { v: 1, k: 'x' },
    { k: 'y', v: [2] },
  ],
  empty: [],
  nothing: null,
  number: 5,
  name: 'a',
  'dotted.name': 'dotted',
}

const within = (field: unknown, input: unknown = '$object'): unknown => ({
  $getField: { field, input },
})
const set = (field: unknown, value: unknown, input: unknown = '$objects'): unknown => ({
  $setField: { field, value, input },
})
const unset = (field: unknown, input: unknown): unknown => ({ $unsetField: { field, input } })
const first = { $arrayElemAt: ['$objects', 0] }
const notConstant = "requires 'field' to evaluate to a constant, but got a non-constant argument"

describe('expressions of objects', () => {
  it.each([
    ...page<Result>(
      'arrayToObject',
      [
        'takes pairs, the last of equal names',
        { $arrayToObject: '$pairs' },
        { x: int(2), y: null },
      ],
      ['takes documents', { $arrayToObject: '$entries' }, { x: int(1), y: [int(2)] }],
      ['of nothing is empty', { $arrayToObject: '$empty' }, {}],
      ['gives null for null', { $arrayToObject: '$absent' }, null],
    ),
    ...page<Result>(
      'getField',
      ['takes a field of the document', { $getField: 'number' }, int(5)],
      ['takes a literal name', { $getField: { $literal: 'number' } }, int(5)],
      ['does not take dots for a path', { $getField: 'dotted.name' }, 'dotted'],
      ['takes a field of another document', within('d.e'), int(3)],
      ['takes a name with a dollar sign', within({ $literal: '$f' }), null],
      ['takes a name that is computed', within('$name'), int(1)],
      ['gives nothing for a missing field', within('z'), undefined],
      ['gives null for null', within('a', null), null],
      ['gives nothing for what is missing', within('a', '$absent'), undefined],
      ['gives nothing for what is no document', within('a', '$number'), undefined],
      ['does not look into arrays', within('a', '$objects'), undefined],
    ),
    ...page<Result>(
      'mergeObjects',
      [
        'lets the last win',
        { $mergeObjects: [first, { b: 9 }, { c: 0 }] },
        { a: int(1), b: int(9), c: int(0) },
      ],
      ['takes one array', { $mergeObjects: '$objects' }, { a: int(1), b: int(2), c: int(3) }],
      ['passes over null', { $mergeObjects: [null, '$absent', { a: 1 }] }, { a: int(1) }],
      ['of null is empty', { $mergeObjects: '$nothing' }, {}],
      ['of nothing is empty', { $mergeObjects: [] }, {}],
    ),
    ...page<Result>(
      'objectToArray',
      [
        'lists fields',
        { $objectToArray: first },
        [
          { k: 'a', v: int(1) },
          { k: 'b', v: int(1) },
        ],
      ],
      [
        'does not list fields of fields',
        { $objectToArray: { x: '$object.b' } },
        [{ k: 'x', v: { c: int(2) } }],
      ],
      ['of an empty document is empty', { $objectToArray: {} }, []],
      ['gives null for null', { $objectToArray: '$absent' }, null],
    ),
    ...page<Result>(
      'setField',
      ['changes a field', set('b', '$number', first), { a: int(1), b: int(5) }],
      ['adds a field with a dot', set('d.e', 1, {}), { 'd.e': int(1) }],
      ['adds a field with a dollar sign', set({ $literal: '$f' }, null, {}), { $f: null }],
      ['removes a field', set('b', '$$REMOVE', first), { a: int(1) }],
      ['removes a field for a missing value', set('b', '$absent', first), { a: int(1) }],
      ['gives null for null', set('a', 1, '$absent'), null],
    ),
    ...page<Result>(
      'unsetField',
      ['removes a field', unset('b', first), { a: int(1) }],
      ['removes a field with a dot', unset('d.e', { $literal: { 'd.e': 1 } }), {}],
      ['leaves what has no such field', unset('c.d', '$object.b'), { c: int(2) }],
      ['gives null for null', unset('a', null), null],
    ),
  ])('%s: %s', async (...[, , expression, value]) => {
    expect(await evaluate(server, expression, document)).toStrictEqual(value)
  })

  it.each([
    ...page<Fault>(
      'arrayToObject',
      [
        'no array',
        { $arrayToObject: '$number' },
        40386,
        '$arrayToObject requires an array input, found: int',
      ],
      [
        'numbers',
        { $arrayToObject: [[1]] },
        40398,
        'Unrecognised input type format for $arrayToObject: int',
      ],
      [
        'a document after an array',
        { $arrayToObject: [[['a', 1], {}]] },
        40396,
        '$arrayToObject requires a consistent input format. Elements mustall be arrays or all be objects. Array was detected, now found: object',
      ],
      [
        'three elements',
        { $arrayToObject: [[['a', 1, 2]]] },
        40397,
        '$arrayToObject requires an array of size 2 arrays,found array of size: 3',
      ],
      [
        'a number as name',
        { $arrayToObject: [[[1, 2]]] },
        40395,
        '$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: int',
      ],
      [
        'a null byte',
        { $arrayToObject: [[['a\0', 2]]] },
        4940400,
        'Key field cannot contain an embedded null byte',
      ],
      [
        'an array after a document',
        { $arrayToObject: [[{ k: 'a', v: 1 }, []]] },
        40391,
        '$arrayToObject requires a consistent input format. Elements mustall be arrays or all be objects. Object was detected, now found: array',
      ],
      [
        'three fields',
        { $arrayToObject: [[{ k: 'a', v: 1, w: 2 }]] },
        40392,
        "$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:3",
      ],
      [
        'other fields',
        { $arrayToObject: [[{ k: 'a', w: 2 }]] },
        40393,
        "$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys from: {k: \"a\", w: 2}",
      ],
      [
        'null as name',
        { $arrayToObject: [[{ k: null, v: 2 }]] },
        40394,
        "$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: null",
      ],
      [
        'a null byte in a document',
        { $arrayToObject: [[{ k: '\0', v: 2 }]] },
        4940401,
        'Key field cannot contain an embedded null byte',
      ],
    ),
    ...page<Fault>(
      'getField',
      [
        'an unknown name',
        { $getField: { field: 'a', from: 1 } },
        3041701,
        '$getField found an unknown argument: from',
      ],
      [
        'no field',
        { $getField: { input: {} } },
        3041702,
        "$getField requires 'field' to be specified",
      ],
      [
        'a name that is missing',
        within('$absent'),
        3041704,
        "$getField requires 'field' to evaluate to type String, but got missing",
      ],
    ),
    ...page<Fault>(
      'mergeObjects',
      [
        'a number',
        { $mergeObjects: ['$object', '$number'] },
        40400,
        '$mergeObjects requires object inputs, but input 5 is of type int',
      ],
      [
        'an array beside a document',
        { $mergeObjects: [{}, '$empty'] },
        40400,
        '$mergeObjects requires object inputs, but input [] is of type array',
      ],
    ),
    ...page<Fault>('objectToArray', [
      'an array',
      { $objectToArray: '$objects' },
      40390,
      '$objectToArray requires a document input, found: array',
    ]),
    ...page<Fault>(
      'setField',
      [
        'no document as argument',
        { $setField: 'a' },
        4161100,
        '$setField only supports an object as its argument',
      ],
      [
        'an unknown name',
        { $setField: { field: 'a', to: 1 } },
        4161101,
        '$setField found an unknown argument: to',
      ],
      [
        'no field',
        { $setField: { value: 1 } },
        4161102,
        "$setField requires 'field' to be specified",
      ],
      [
        'no value',
        { $setField: { field: 'a' } },
        4161103,
        "$setField requires 'value' to be specified",
      ],
      [
        'no input',
        { $setField: { field: 'a', value: 1 } },
        4161109,
        "$setField requires 'input' to be specified",
      ],
      [
        'a number',
        set('a', 1, '$number'),
        4161105,
        "$setField requires 'input' to evaluate to type Object",
      ],
      ['a document as name', set({ a: 1 }, 1), 4161106, `$setField ${notConstant}`],
      [
        'a number as name',
        set(33, 1),
        4161107,
        "$setField requires 'field' to evaluate to type String, but got int",
      ],
      [
        'a path as name',
        set('$name', 1),
        4161108,
        "'$CURRENT.name' is a field path reference which is not allowed in this context. Did you mean {$literal: '$CURRENT.name'}?",
      ],
    ),
    ...page<Fault>(
      'unsetField',
      [
        'a value',
        { $unsetField: { field: 'a', input: {}, value: 1 } },
        4161101,
        '$unsetField found an unknown argument: value',
      ],
      [
        'no input',
        { $unsetField: { field: 'a' } },
        4161109,
        "$unsetField requires 'input' to be specified",
      ],
      [
        'a number',
        unset('a', '$number'),
        4161105,
        "$setField requires 'input' to evaluate to type Object",
      ],
    ),
  ])('%s: refuses %s', async (...[, , expression, code, message]) => {
    expect(await errorOf(server, expression, document)).toStrictEqual([code, message])
  })
})
