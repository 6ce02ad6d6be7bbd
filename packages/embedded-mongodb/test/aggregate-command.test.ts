import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Db, Document, Long } from 'mongodb'
import { aggregated, canonical, codeNameOf, failure } from './support/pipelines.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const filled = async (count: number): Promise<Db> => {
  const database = server.database()
  await database
    .collection<{ _id: number; a: number }>('t')
    .insertMany(Array.from({ length: count }, (_, i) => ({ _id: i, a: -i })))
  return database
}

type Reply = { cursor: { firstBatch: Document[]; nextBatch: Document[]; id: Long; ns: string } }
const run = async (database: Db, command: Document): Promise<Reply['cursor']> => {
  const reply = (await database.command(command, { promoteLongs: false })) as Reply
  return reply.cursor
}

const aggregate = { aggregate: 't', pipeline: [], cursor: {} }

describe('the command aggregate', () => {
  it.each<[string, number | undefined, number, number]>([
    ['gives 101 documents at first', undefined, 101, 103],
    ['gives as many as wanted', 2, 2, 103],
    ['gives none at first with a batch size of 0', 0, 0, 103],
  ])('reference/command/aggregate: %s', async (_what, batchSize, first, all) => {
    const database = await filled(all)
    const cursor = await run(database, { ...aggregate, cursor: { batchSize } })
    expect(cursor.firstBatch).toHaveLength(first)
    expect(cursor.ns).toBe(`${database.databaseName}.t`)
    const rest = await run(database, { getMore: cursor.id, collection: 't' })
    expect(rest.nextBatch).toHaveLength(all - first)
    expect(rest.id.isZero()).toBe(true)
  })

  it('reference/command/aggregate: gives nothing of a collection that does not exist', async () => {
    const cursor = await run(server.database(), aggregate)
    expect(cursor.firstBatch).toEqual([])
    expect(cursor.id.isZero()).toBe(true)
  })

  it('reference/command/aggregate: reads by the index of the hint', async () => {
    const database = await filled(3)
    await database.collection('t').createIndex({ a: 1 }, { name: 'by a' })
    const byName = await run(database, { ...aggregate, hint: 'by a' })
    const byPattern = await run(database, { ...aggregate, hint: { a: 1 } })
    expect(byName.firstBatch.map(({ _id }): unknown => _id)).toEqual([2, 1, 0])
    expect(byPattern.firstBatch).toEqual(byName.firstBatch)
  })

  const above = { $match: { $expr: { $gt: ['$_id', '$$least'] } } }
  it.each<[string, Document[], Document[]]>([
    ['in $match', [above, { $project: { a: 0 } }], [{ _id: 2 }]],
    [
      'in expressions',
      [{ $limit: 1 }, { $set: { a: ['$$least', '$$text'] } }],
      [{ _id: 0, a: [1, '$a'] }],
    ],
    [
      'in $lookup',
      [{ $limit: 1 }, { $lookup: { from: 't', pipeline: [above], as: 'a' } }],
      [{ _id: 0, a: [{ _id: 2, a: -2 }] }],
    ],
    [
      'in $unionWith',
      [{ $skip: 3 }, { $unionWith: { coll: 't', pipeline: [above] } }],
      [{ _id: 2, a: -2 }],
    ],
    ['in $facet', [{ $facet: { r: [above, { $count: 'n' }] } }], [{ r: [{ n: 1 }] }]],
  ])('reference/command/aggregate: hands over let %s', async (_what, pipeline, expected) => {
    const database = await filled(3)
    const options = { let: { least: { $add: [0, 1] }, text: { $literal: '$a' } } }
    expect(await database.collection('t').aggregate(pipeline, options).toArray()).toEqual(expected)
  })

  it.each<[string, Document[], number[]]>([
    ['several filters', [{ $match: { a: { $lt: 0 } } }, { $match: { a: { $gt: -3 } } }], [1, 2]],
    ['a limit before a sort', [{ $limit: 2 }, { $sort: { _id: -1 } }], [1, 0]],
    ['a sort before a limit', [{ $sort: { _id: -1 } }, { $limit: 2 }], [3, 2]],
    [
      'a filter between sort and limit',
      [{ $sort: { a: 1 } }, { $match: { a: { $gt: -3 } } }, { $limit: 1 }],
      [2],
    ],
    ['a skip between sort and limit', [{ $sort: { a: 1 } }, { $skip: 1 }, { $limit: 1 }], [2]],
    ['two limits', [{ $limit: 1 }, { $limit: 3 }], [0]],
    ['two sorts', [{ $sort: { a: -1 } }, { $sort: { a: 1 } }, { $limit: 1 }], [3]],
  ])(
    'core/aggregation-pipeline-optimization: keeps to the order of %s',
    async (_what, stages, ids) => {
      const found = await (await filled(4)).collection('t').aggregate(stages).toArray()
      expect(found.map(({ _id }): unknown => _id)).toEqual(ids)
    },
  )
})

const badPipeline = "'pipeline' option must be specified as an array"
const noCursor = "The 'cursor' option is required, except for aggregate with the explain argument"
const badName = "Invalid command format: the 'aggregate' field must specify a collection name or 1"

describe('what the command aggregate refuses', () => {
  it.each<[Document, number, string]>([
    [
      { pipeline: undefined },
      40414,
      "BSON field 'aggregate.pipeline' is missing but a required field",
    ],
    [{ pipeline: {} }, 14, badPipeline],
    [{ pipeline: [1] }, 14, "Each element of the 'pipeline' array must be an object"],
    [{ cursor: undefined }, 9, noCursor],
    [{ cursor: 1 }, 14, 'cursor field must be missing or an object'],
    [
      { cursor: { batchSize: -1 } },
      51024,
      "BSON field 'batchSize' value must be >= 0, actual value '-1'",
    ],
    [{ aggregate: 1 }, 73, '{aggregate: 1} is not valid for an empty pipeline.'],
    [
      { aggregate: 1, pipeline: [{ $match: {} }] },
      73,
      "{aggregate: 1} is not valid for '$match'; a collection is required.",
    ],
    [
      { aggregate: 1, pipeline: [{ $nope: {} }] },
      40324,
      "Unrecognized pipeline stage name: '$nope'",
    ],
    [{ aggregate: 2 }, 9, badName],
    [{ x: 1 }, 40415, "BSON field 'aggregate.x' is an unknown field."],
    [{ let: 1 }, 14, "BSON field 'aggregate.let' is the wrong type 'int', expected type 'object'"],
  ])('reference/command/aggregate: %j', async (change, code, message) => {
    const command = { ...aggregate, ...change }
    const expected = { code, codeName: codeNameOf(code), message }
    const database = server.database()
    expect(await failure(database.command(command, { ignoreUndefined: true }))).toEqual(expected)
  })

  it('reference/command/aggregate: a hint that names no index', async () => {
    const database = await filled(1)
    expect(await failure(database.command({ ...aggregate, hint: 'nope' }))).toMatchObject({
      code: 2,
      codeName: 'BadValue',
    })
  })
})

const updated = async (before: Document, pipeline: Document[]): Promise<Document[]> => {
  const collection = server.database().collection('t')
  await collection.insertOne({ _id: 1, ...before } as never)
  await collection.updateOne({}, pipeline, { let: { v: 'x' } })
  return aggregated(server, await collection.find({}, { promoteValues: false }).toArray(), [])
}

describe('pipelines in updates', () => {
  it.each<[string, Document, Document[], Document]>([
    ['$set reads other fields', { a: 1, b: 2 }, [{ $set: { a: '$b', b: '$a' } }], { a: 2, b: 1 }],
    [
      'a stage sees what the one before it made',
      { a: 1 },
      [{ $set: { b: '$a' } }, { $unset: 'a' }],
      { b: 1 },
    ],
    ['$addFields is $set', {}, [{ $addFields: { 'a.b': 1 } }], { a: { b: 1 } }],
    ['$project leaves out', { a: 1, b: 1 }, [{ $project: { b: 1 } }], { b: 1 }],
    ['$replaceWith keeps _id', { a: { b: 1 } }, [{ $replaceWith: '$a' }], { b: 1 }],
    ['$replaceRoot keeps _id', { a: { b: 1 } }, [{ $replaceRoot: { newRoot: '$a' } }], { b: 1 }],
    [
      'variables of let',
      {},
      [{ $set: { a: '$$v', b: { $type: '$$NOW' } } }],
      { a: 'x', b: 'date' },
    ],
  ])(
    'tutorial/update-documents-with-aggregation-pipeline: %s',
    async (_what, before, stages, after) => {
      expect(canonical(await updated(before, stages))).toBe(canonical([{ _id: 1, ...after }]))
    },
  )

  it.each<[Document, number, string]>([
    [{ $match: {} }, 72, '$match is not allowed to be used within an update'],
    [{ $lookup: {} }, 72, '$lookup is not allowed to be used within an update'],
    [{ $nope: 1 }, 40324, "Unrecognized pipeline stage name: '$nope'"],
    [
      { $set: { a: 1 }, $unset: 'a' },
      40323,
      'A pipeline stage specification object must contain exactly one field.',
    ],
    [
      { $set: {} },
      40177,
      'Invalid $set :: caused by :: specification must have at least one field',
    ],
    [
      { $set: { _id: 2 } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
  ])(
    'tutorial/update-documents-with-aggregation-pipeline: refuses %j',
    async (stage, code, message) => {
      const database = await filled(1)
      const update = { update: 't', updates: [{ q: {}, u: [stage] }] }
      const reply = (await database.command(update)) as { writeErrors: Document[] }
      expect(reply.writeErrors).toMatchObject([{ index: 0, code, errmsg: message }])
    },
  )
})
