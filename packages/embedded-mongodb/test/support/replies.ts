import { expect, it } from '@jest/globals'
import { Long, MongoServerError, MongoWriteConcernError, type Db, type Document } from 'mongodb'

/** Page of https://www.mongodb.com/docs/manual, what the row shows, commands one after the other, and the last one's reply. */
export type Row = [page: string, shows: string, commands: Document[], expected: Document]

const replyOrError = async (database: Db, command: Document): Promise<Document> => {
  try {
    return await database.command(command, { promoteLongs: false })
  } catch (error) {
    if (error instanceof MongoWriteConcernError) return error.result
    if (error instanceof MongoServerError) return error.errorResponse
    throw error
  }
}

/** The reply to a command, also when it is an error, without the times that are in every reply. */
export const replyTo = async (database: Db, command: Document): Promise<Document> => {
  const reply = await replyOrError(database, command)
  return Object.fromEntries(
    Object.entries(reply).filter(([name]) => name !== '$clusterTime' && name !== 'operationTime'),
  )
}

/** The reply to the last command, after those before it have succeeded. */
export const lastReply = async (database: Db, commands: Document[]): Promise<Document> => {
  for (const command of commands.slice(0, -1)) {
    const reply = await replyTo(database, command)
    if (reply['ok'] !== 1)
      throw new Error(`the test's own command failed: ${JSON.stringify(reply)}`)
  }
  return replyTo(database, commands.at(-1) ?? {})
}

/** A test for each row, in a database of its own. */
export const checkRows = (database: () => Db | Promise<Db>, rows: Row[]): void => {
  it.each(rows)('%s: %s', async (_page, _shows, commands, expected) => {
    expect(await lastReply(await database(), commands)).toEqual(expected)
  })
}

export const failure = (
  code: number,
  codeName: string,
  errmsg: unknown,
  more: Document = {},
): Document => ({ ok: 0, code, codeName, errmsg, ...more })

/** What a command answers that leaves nothing for later. */
export const batch = (ns: unknown, ...firstBatch: Document[]): Document => ({
  cursor: { id: Long.ZERO, ns, firstBatch },
  ok: 1,
})

export const unknownField = (path: string): Document =>
  failure(40415, 'IDLUnknownField', `BSON field '${path}' is an unknown field.`)

export const missingField = (path: string): Document =>
  failure(40414, 'IDLFailedToParse', `BSON field '${path}' is missing but a required field`)

export const number = "types '[long, int, decimal, double']"
export const flag = "types '[bool, long, int, decimal, double']"

export const wrongType = (path: string, type: string, expected: string): Document =>
  failure(
    14,
    'TypeMismatch',
    `BSON field '${path}' is the wrong type '${type}', expected ${expected}`,
  )

export const badSize = (count: number): Document =>
  failure(
    16,
    'InvalidLength',
    `Write batch sizes must be between 1 and 100000. Got ${count} operations.`,
  )

export const noHint =
  'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index'

export const writeError = (
  index: number,
  code: number,
  errmsg: unknown,
  more: Document = {},
): Document => ({ index, code, errmsg, ...more })

const duplicateMessage = (field: string, value: number): unknown =>
  expect.stringMatching(
    new RegExp(
      `^E11000 duplicate key error collection: test\\d+\\.c index: ${field === '_id' ? '_id_' : 'a_1'} dup key: { ${field}: ${value} }$`,
    ),
  )

export const duplicateKey = (field: string, value: number): Document => ({
  code: 11000,
  errmsg: duplicateMessage(field, value),
  keyPattern: { [field]: 1 },
  keyValue: { [field]: value },
})
