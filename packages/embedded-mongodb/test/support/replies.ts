import { Long, MongoServerError, type Db, type Document } from 'mongodb'

/** Page of https://www.mongodb.com/docs/manual, what the row shows, commands one after the other, and the last one's reply. */
export type Row = [page: string, shows: string, commands: Document[], expected: Document]

const replyOrError = async (database: Db, command: Document): Promise<Document> => {
  try {
    return await database.command(command, { promoteLongs: false })
  } catch (error) {
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
