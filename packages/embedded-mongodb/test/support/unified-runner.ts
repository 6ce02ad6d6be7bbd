import { MongoClient, type Document } from 'mongodb'
import { checkEvents, createEvents, type Events } from './unified-events.js'
import { mismatch } from './unified-match.js'
import { operationFor, type Entities } from './unified-operations.js'

export type TestFile = {
  createEntities?: Document[]
  initialData?: { collectionName: string; databaseName: string; documents: Document[] }[]
  runOnRequirements?: Document[]
  tests: TestCase[]
}
export type TestCase = {
  description: string
  operations: Document[]
  expectEvents?: Document[]
  outcome?: { collectionName: string; databaseName: string; documents: Document[] }[]
  runOnRequirements?: Document[]
  skipReason?: string
}

/** After each injected failure the driver asks a server anew only when this has passed: 500 if not given. */
const minHeartbeatFrequencyMS = 10

const noEntities = (): Entities => ({
  clients: new Map(),
  databases: new Map(),
  collections: new Map(),
  sessions: new Map(),
})

type Run = { admin: MongoClient; uri: string; entities: Entities; events: Events }

const create = async ({ uri, entities, events }: Run, entity: Document): Promise<void> => {
  const [[kind, body]] = Object.entries(entity) as [[string, Document]]
  const id = String(body['id'])
  if (kind === 'client') {
    const options = (body['uriOptions'] as object | undefined) ?? {}
    const client = new MongoClient(uri, {
      minHeartbeatFrequencyMS,
      ...options,
      monitorCommands: true,
    })
    events.observe(id, body, client)
    entities.clients.set(id, await client.connect())
  } else if (kind === 'database') {
    entities.databases.set(
      id,
      entities.clients
        .get(String(body['client']))!
        .db(String(body['databaseName']), (body['databaseOptions'] as object | undefined) ?? {}),
    )
  } else if (kind === 'collection') {
    const database = entities.databases.get(String(body['database']))!
    entities.collections.set(
      id,
      database.collection(
        String(body['collectionName']),
        (body['collectionOptions'] as object | undefined) ?? {},
      ),
    )
  } else if (kind === 'session') {
    entities.sessions.set(
      id,
      entities.clients
        .get(String(body['client']))!
        .startSession((body['sessionOptions'] as object | undefined) ?? {}),
    )
  } else {
    throw new Error(`unknown entity ${kind}`)
  }
}

type ServerError = { code?: number; codeName?: string; message: string; labels: string[] }

/** What the server said, out of whatever the driver wrapped it in. */
const serverError = (thrown: Document): ServerError => {
  const inner = (thrown['cause'] as Document | undefined) ?? thrown
  const response = (inner['errorResponse'] ?? inner['result'] ?? {}) as Document
  return {
    code: inner['code'] as number,
    codeName: (inner['codeName'] ?? response['codeName']) as string,
    message: String(inner['message']),
    labels: (inner['errorLabels'] ?? thrown['errorLabels'] ?? []) as string[],
  }
}

const labelProblem = (labels: string[], wanted: Document): string | undefined => {
  const missing = ((wanted['errorLabelsContain'] ?? []) as string[]).find(
    (label) => !labels.includes(label),
  )
  if (missing) return `no label ${missing}`
  const extra = ((wanted['errorLabelsOmit'] ?? []) as string[]).find((label) =>
    labels.includes(label),
  )
  return extra && `label ${extra}`
}

/** Checks what concerns the server; errors that a driver makes by itself only have to be errors. */
const checkError = (thrown: Document, wanted: Document): void => {
  const error = serverError(thrown)
  const text =
    typeof wanted['errorContains'] === 'string' ? wanted['errorContains'].toLowerCase() : ''
  const { errorCode = error.code, errorCodeName = error.codeName } = wanted as {
    errorCode?: number
    errorCodeName?: string
  }
  const problems = [
    errorCode === error.code
      ? undefined
      : `code ${String(error.code)} instead of ${String(errorCode)}`,
    errorCodeName === error.codeName
      ? undefined
      : `codeName ${String(error.codeName)} instead of ${String(errorCodeName)}`,
    error.message.toLowerCase().includes(text) ? undefined : `no '${text}'`,
    labelProblem(error.labels, wanted),
  ].filter((problem) => problem !== undefined)
  if (problems.length > 0) throw new Error(`${problems.join(', ')} in ${error.message}`)
}

const exists = async (admin: MongoClient, args: Document): Promise<boolean> =>
  (
    await admin
      .db(String(args['databaseName']))
      .listCollections({ name: String(args['collectionName']) })
      .toArray()
  ).length > 0

const assertExists = async (admin: MongoClient, args: Document, wanted: boolean): Promise<void> => {
  if ((await exists(admin, args)) !== wanted)
    throw new Error(`the collection ${wanted ? 'is missing' : 'exists'}`)
}

/** Operations of the test runner itself. Pinning of sessions is about mongos and about drivers. */
const special = async (run: Run, operation: Document): Promise<boolean> => {
  const { admin } = run
  const name = String(operation['name'])
  const args = (operation['arguments'] ?? {}) as Document
  if (name === 'failPoint' || name === 'targetedFailPoint')
    await admin.db('admin').command(args['failPoint'] as Document)
  else if (name === 'createEntities')
    for (const entity of args['entities'] as Document[]) await create(run, entity)
  else if (name === 'assertCollectionExists') await assertExists(admin, args, true)
  else if (name === 'assertCollectionNotExists') await assertExists(admin, args, false)
  else return name.startsWith('assertSession')
  return true
}

const resolve = (entities: Entities, args: Document): Document => {
  const session: unknown = args['session']
  return typeof session === 'string' ? { ...args, session: entities.sessions.get(session) } : args
}

const checkResult = (operation: Document, result: unknown): void => {
  const name = String(operation['name'])
  if (operation['expectError'] !== undefined)
    throw new Error(`${name} succeeded instead of failing`)
  if (operation['expectResult'] === undefined) return
  const problem = mismatch(result, operation['expectResult'], true)
  if (problem) throw new Error(`${name}: ${problem}`)
}

const perform = async (run: Run, operation: Document): Promise<void> => {
  if (await special(run, operation)) return
  const name = String(operation['name'])
  const act = operationFor(run.entities, String(operation['object']), name)
  if (!act) throw new Error(`unknown operation ${String(operation['object'])}.${name}`)
  const outcome = await act(resolve(run.entities, (operation['arguments'] ?? {}) as Document)).then(
    (result) => ({ result, error: undefined }),
    (error: unknown) => ({ result: undefined, error: error as Document }),
  )
  if (operation['ignoreResultAndError'] === true) return
  const wanted = operation['expectError'] as Document | undefined
  if (!outcome.error) checkResult(operation, outcome.result)
  else if (wanted) checkError(outcome.error, wanted)
  else throw outcome.error as unknown as Error
}

const load = async (admin: MongoClient, file: TestFile): Promise<void> => {
  for (const { databaseName, collectionName, documents } of file.initialData ?? []) {
    const database = admin.db(databaseName)
    await database.dropCollection(collectionName)
    await database.createCollection(collectionName)
    if (documents.length > 0)
      await database
        .collection(collectionName)
        .insertMany(documents.map((document) => ({ ...document })))
  }
}

const checkOutcome = async (admin: MongoClient, test: TestCase): Promise<void> => {
  for (const { databaseName, collectionName, documents } of test.outcome ?? []) {
    const found = await admin
      .db(databaseName)
      .collection(collectionName)
      .find()
      .sort({ _id: 1 })
      .toArray()
    const problem = mismatch(found, documents)
    if (problem) throw new Error(`outcome: ${problem}: ${JSON.stringify(found)}`)
  }
}

/** Runs one test: initial data, operations, what the driver sent and got, outcome. */
export const runCase = async (
  admin: MongoClient,
  uri: string,
  file: TestFile,
  test: TestCase,
): Promise<void> => {
  const entities = noEntities()
  const run: Run = { admin, uri, entities, events: createEvents() }
  try {
    await load(admin, file)
    for (const entity of file.createEntities ?? []) await create(run, entity)
    for (const operation of test.operations) await perform(run, operation)
    checkEvents(run.events, test.expectEvents ?? [], entities.sessions)
    await checkOutcome(admin, test)
  } finally {
    await admin.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' })
    for (const session of entities.sessions.values()) await session.endSession()
    for (const client of entities.clients.values()) await client.close()
  }
}
