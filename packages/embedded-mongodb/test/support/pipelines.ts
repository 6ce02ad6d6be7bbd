import { BSON, MongoServerError, type AggregateOptions, type Document } from 'mongodb'
import type { TestServer } from './start-server.js'

/** Values with their types and the order of their fields, so that an int, a long and a double differ. */
export const canonical = (value: unknown): string =>
  BSON.EJSON.stringify(value, undefined, 1, { relaxed: false })

/** What a pipeline makes of these documents; further collections by name are filled too. */
export const aggregated = async (
  server: TestServer,
  documents: Document[],
  stages: Document[],
  options: AggregateOptions & {
    others?: Record<string, Document[]>
    index?: [string, Record<string, 1 | -1>]
  } = {},
): Promise<Document[]> => {
  const database = server.database()
  const { others = {}, index, ...rest } = options
  for (const [name, content] of Object.entries({ ...others, t: documents }))
    if (content.length > 0) await database.collection(name).insertMany(content)
  if (index) await database.collection(index[0]).createIndex(index[1])
  return database
    .collection('t')
    .aggregate(stages, { promoteValues: false, ...rest })
    .toArray()
}

/** What a command is refused with; databases are called `test` in it. */
export const failure = async (command: Promise<unknown>): Promise<Document> => {
  const error: unknown = await command.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof MongoServerError))
    throw new Error(`no error of a server: ${String(error)}`)
  const { code, codeName, message } = error
  return {
    code: Number(code),
    codeName: codeName as string,
    message: message.replace(/\btest\d+\./, 'test.'),
  }
}

/** How an error begins that came while a pipeline ran over the collection `t`. */
export const whileRunning =
  'Executor error during aggregate command on namespace: test.t :: caused by :: '

const codeNames: Record<number, string> = {
  9: 'FailedToParse',
  14: 'TypeMismatch',
  73: 'InvalidNamespace',
  168: 'InvalidPipelineOperator',
  40414: 'IDLFailedToParse',
  40415: 'IDLUnknownField',
}
/** What a code of these tests is called. */
export const codeNameOf = (code: number): string => codeNames[code] ?? `Location${code}`
