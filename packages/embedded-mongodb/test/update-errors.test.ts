import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Double, type Document } from 'mongodb'
import { startServer, type TestServer } from './support/start-server.js'
import { update } from './support/updated.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const each = (more: Document): Document => ({ $push: { a: { $each: [1], ...more } } })

type Row = [page: string, before: Document, change: unknown, code: number, errmsg: string]

describe('refused updates (manual: reference/operator/update)', () => {
  it.each<Row>([
    ['set', { a: 1 }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: 1}"],
    [
      'set',
      { a: null },
      { $set: { 'a.b.c': 1 } },
      28,
      "Cannot create field 'b' in element {a: null}",
    ],
    [
      'set',
      { a: [1] },
      { $set: { 'a.b': 1 } },
      28,
      "Cannot create field 'b' in element {a: [ 1 ]}",
    ],
    ['set', { a: [1] }, { $set: { 'a.0.b': 1 } }, 28, "Cannot create field 'b' in element {0: 1}"],
    [
      'set',
      { a: [] },
      { $set: { 'a.1500001': 1 } },
      34,
      "can't backfill more than 1500000 elements",
    ],
    ['set', {}, { $set: { '': 1 } }, 56, 'An empty update path is not valid.'],
    [
      'set',
      {},
      { $set: { 'a..b': 1 } },
      56,
      "The update path 'a..b' contains an empty field name, which is not allowed.",
    ],
    [
      'set',
      {},
      { $set: 5 },
      9,
      'Modifiers operate on fields but we found type int instead. For example: {$mod: {<field>: ...}} not {$set: 5}',
    ],
    [
      'set',
      {},
      { $set: { a: 1 }, b: 1 },
      9,
      'Unknown modifier: b. Expected a valid update modifier or pipeline-style update specified as an array',
    ],
    [
      'set',
      {},
      { $set: { _id: new Double(1) } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      'unset',
      {},
      { $unset: { _id: 1 } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      'set',
      {},
      { $set: { 'a.b': 1, a: 1 } },
      40,
      "Updating the path 'a' would create a conflict at 'a'",
    ],
    [
      'set',
      {},
      { $set: { 'a.b': 1 }, $inc: { 'a.b.c': 1 } },
      40,
      "Updating the path 'a.b.c' would create a conflict at 'a.b'",
    ],
    [
      'rename',
      {},
      { $rename: { a: 'b' }, $set: { 'b.c': 1 } },
      40,
      "Updating the path 'b.c' would create a conflict at 'b'",
    ],
    ['rename', {}, { $rename: { a: 1 } }, 2, "The 'to' field for $rename must be a string: a: 1"],
    [
      'rename',
      {},
      { $rename: { a: 'a' } },
      2,
      'The source and target field for $rename must differ: a: "a"',
    ],
    [
      'rename',
      {},
      { $rename: { a: 'a.b' } },
      2,
      'The source and target field for $rename must not be on the same path: a: "a.b"',
    ],
    [
      'rename',
      {},
      { $rename: { 'a.$[]': 'b' } },
      2,
      'The source field for $rename may not be dynamic: a.$[]',
    ],
    [
      'rename',
      {},
      { $rename: { a: 'b.$' } },
      2,
      'The destination field for $rename may not be dynamic: b.$',
    ],
    [
      'rename',
      { a: [1] },
      { $rename: { 'a.0': 'b' } },
      2,
      "The source field cannot be an array element, 'a.0' in doc with _id: 1 has an array field called 'a'",
    ],
    [
      'rename',
      { a: 1, b: [1] },
      { $rename: { a: 'b.0' } },
      2,
      "The destination field cannot be an array element, 'b.0' in doc with _id: 1 has an array field called 'b'",
    ],
    [
      'rename',
      { a: 1 },
      { $rename: { 'a.b': 'c' } },
      28,
      'cannot use the part (a of a.b) to traverse the element ({a: 1})',
    ],
    [
      'rename',
      { a: 2 },
      { $rename: { a: '_id' } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      'inc',
      {},
      { $inc: { 'a.b': 'x' } },
      14,
      'Cannot increment with non-numeric argument: {a.b: "x"}',
    ],
    [
      'inc',
      { a: { b: null } },
      { $inc: { 'a.b': 1 } },
      14,
      "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'b' of non-numeric type null",
    ],
    [
      'inc',
      { a: 9223372036854775807n },
      { $inc: { a: 1 } },
      2,
      'Failed to apply $inc operations to current value ((NumberLong)9223372036854775807) for document {_id: 1}',
    ],
    ['mul', {}, { $mul: { a: [1] } }, 14, 'Cannot multiply with non-numeric argument: {a: [ 1 ]}'],
    [
      'mul',
      { a: 'x' },
      { $mul: { a: 2 } },
      14,
      "Cannot apply $mul to a value of non-numeric type. {_id: 1} has the field 'a' of non-numeric type string",
    ],
    [
      'currentDate',
      {},
      { $currentDate: { a: 1 } },
      2,
      "int is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).",
    ],
    [
      'currentDate',
      {},
      { $currentDate: { a: { $type: 'x' } } },
      2,
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    ],
    [
      'currentDate',
      {},
      { $currentDate: { a: { type: 'date' } } },
      2,
      'Unrecognized $currentDate option: type',
    ],
    [
      'push',
      { a: 1 },
      { $push: { a: 1 } },
      2,
      "The field 'a' must be an array but is of type int in document {_id: 1}",
    ],
    [
      'push',
      { a: null },
      { $push: { a: 1 } },
      2,
      "The field 'a' must be an array but is of type null in document {_id: 1}",
    ],
    [
      'each',
      {},
      { $push: { a: { $each: 1 } } },
      2,
      'The argument to $each in $push must be an array but it was of type: int',
    ],
    ['push', {}, each({ $foo: 1 }), 2, 'Unrecognized clause in $push: $foo'],
    [
      'slice',
      {},
      each({ $slice: 1.5 }),
      2,
      'The value for $slice must be an integer value but was given type: double',
    ],
    [
      'position',
      {},
      each({ $position: '1' }),
      2,
      'The value for $position must be an integer value, not of type: string',
    ],
    ['sort', {}, each({ $sort: 2 }), 2, 'The $sort element value must be either 1 or -1'],
    ['sort', {}, each({ $sort: { k: 0 } }), 2, 'The $sort element value must be either 1 or -1'],
    [
      'sort',
      {},
      each({ $sort: {} }),
      2,
      'The $sort pattern is empty when it should be a set of fields.',
    ],
    [
      'sort',
      {},
      each({ $sort: { 'k.': 1 } }),
      2,
      'The $sort field is a dotted field but has an empty part: k.',
    ],
    ['sort', {}, each({ $sort: { '': 1 } }), 2, 'The $sort field cannot be empty'],
    [
      'sort',
      {},
      each({ $sort: 'k' }),
      2,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    ],
    [
      'addToSet',
      { a: 'x' },
      { $addToSet: { a: 1 } },
      2,
      "Cannot apply $addToSet to non-array field. Field named 'a' has non-array type string",
    ],
    [
      'addToSet',
      {},
      { $addToSet: { a: { $each: 'x' } } },
      14,
      'The argument to $each in $addToSet must be an array but it was of type string',
    ],
    [
      'addToSet',
      {},
      { $addToSet: { a: { $each: [], b: 1 } } },
      2,
      'Found unexpected fields after $each in $addToSet: { $each: [], b: 1 }',
    ],
    ['pull', { a: 1 }, { $pull: { a: 1 } }, 2, 'Cannot apply $pull to a non-array value'],
    [
      'pull',
      { a: 1 },
      { $pull: { 'a.b': 1 } },
      28,
      'Cannot use the part (b) of (a.b) to traverse the element ({a: 1})',
    ],
    [
      'pull',
      { a: [] },
      { $pull: { a: { $expr: true } } },
      224,
      '$expr is not allowed in this context',
    ],
    [
      'pull',
      { a: [] },
      { $pull: { a: { $foo: 1 } } },
      2,
      "unknown top level operator: $foo. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.",
    ],
    [
      'pullAll',
      {},
      { $pullAll: { a: 1 } },
      2,
      '$pullAll requires an array argument but was given a int',
    ],
    [
      'pullAll',
      { a: null },
      { $pullAll: { a: [1] } },
      2,
      'Cannot apply $pull to a non-array value',
    ],
    ['pop', {}, { $pop: { a: 2 } }, 9, '$pop expects 1 or -1, found: 2'],
    ['pop', {}, { $pop: { a: 'x' } }, 9, 'Expected a number in: a: "x"'],
    ['pop', {}, { $pop: { a: 1.5 } }, 9, 'Expected an integer: a: 1.5'],
    [
      'pop',
      { a: { b: 1 } },
      { $pop: { 'a.b': 1 } },
      14,
      "Path 'a.b' contains an element of non-array type 'int'",
    ],
    [
      'pop',
      { a: [1] },
      { $pop: { 'a.b': 1 } },
      28,
      'Cannot use the part (b) of (a.b) to traverse the element ({a: [ 1 ]})',
    ],
    [
      'bit',
      {},
      { $bit: { a: 1 } },
      2,
      'The $bit modifier is not compatible with a int. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}',
    ],
    [
      'bit',
      {},
      { $bit: { a: {} } },
      2,
      'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}',
    ],
    [
      'bit',
      {},
      { $bit: { a: { not: 1 } } },
      2,
      "The $bit modifier only supports 'and', 'or', and 'xor', not 'not' which is an unknown operator: {not: 1}",
    ],
    [
      'bit',
      {},
      { $bit: { a: { or: 1.5 } } },
      2,
      "The $bit modifier field must be an Integer(32/64 bit); a 'double' is not supported here: {or: 1.5}",
    ],
    [
      'bit',
      { a: 'x' },
      { $bit: { a: { or: 1 } } },
      2,
      'Cannot apply $bit to a value of non-integral type._id: 1 has the field a of non-integer type string',
    ],
  ])('%s: %j %j', async (_page, before, change, ...[code, errmsg]) => {
    const { error } = await update(server.database(), before, change)
    expect(error).toEqual({ index: 0, code, errmsg })
  })

  it.each([
    [each({ $slice: 'x' })],
    [{ $bit: { a: { not: 1 } } }],
    [{ $rename: { a: 'a' } }],
    [{ $set: { 'a.$[x]': 1 } }],
  ])('refuses %j although it finds nothing to change', async (change) => {
    const { error } = await update(server.database(), null, change)
    expect(error).toMatchObject({ code: 2 })
  })

  it('gives the names of codes', async () => {
    const failing = server
      .database()
      .command({ findAndModify: 't', query: {}, update: { a: 1, $b: 1 } })
    await expect(failing).rejects.toMatchObject({ code: 52, codeName: 'DollarPrefixedFieldName' })
  })
})
