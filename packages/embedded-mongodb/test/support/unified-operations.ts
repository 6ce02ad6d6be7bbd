import type { ClientSession, Collection, Db, Document, MongoClient } from 'mongodb'

export type Entities = {
  clients: Map<string, MongoClient>
  databases: Map<string, Db>
  collections: Map<string, Collection>
  sessions: Map<string, ClientSession>
}

type Arguments = Document & { session?: ClientSession }
type Run = (target: never, args: Arguments) => Promise<unknown>

const without = (args: Document, ...names: string[]): Document =>
  Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)))

/** The driver returns the id under another name and one that only it has made. */
const bulkRequests = (requests: Document[]): Document[] =>
  requests.map((request) => {
    const [[name, body]] = Object.entries(request) as [[string, Document]]
    return { [name]: body }
  })

const clientModel = (model: Document): Document => {
  const [[name, body]] = Object.entries(model) as [[string, Document]]
  return { name, ...body }
}

const keyed = (result: Map<number, unknown> | undefined): Document =>
  Object.fromEntries(result ?? [])

const clientBulkResult = (result: Document): Document => ({
  ...result,
  insertResults: keyed(result['insertResults'] as Map<number, unknown>),
  updateResults: keyed(result['updateResults'] as Map<number, unknown>),
  deleteResults: keyed(result['deleteResults'] as Map<number, unknown>),
})

const one =
  (verb: 'updateOne' | 'updateMany'): Run =>
  (collection: Collection, args) =>
    collection[verb](
      args['filter'] as Document,
      args['update'] as Document,
      without(args, 'filter', 'update'),
    )

const collectionRuns: Record<string, Run> = {
  insertOne: (collection: Collection, args) =>
    collection.insertOne(args['document'] as Document, without(args, 'document')),
  insertMany: (collection: Collection, args) =>
    collection.insertMany(args['documents'] as Document[], without(args, 'documents')),
  updateOne: one('updateOne'),
  updateMany: one('updateMany'),
  replaceOne: (collection: Collection, args) =>
    collection.replaceOne(
      args['filter'] as Document,
      args['replacement'] as Document,
      without(args, 'filter', 'replacement'),
    ),
  deleteOne: (collection: Collection, args) =>
    collection.deleteOne(args['filter'] as Document, without(args, 'filter')),
  deleteMany: (collection: Collection, args) =>
    collection.deleteMany(args['filter'] as Document, without(args, 'filter')),
  find: (collection: Collection, args) =>
    collection.find(args['filter'] as Document, without(args, 'filter')).toArray(),
  findOne: (collection: Collection, args) =>
    collection.findOne(args['filter'] as Document, without(args, 'filter')),
  findOneAndUpdate: (collection: Collection, args) =>
    collection.findOneAndUpdate(args['filter'] as Document, args['update'] as Document, {
      ...without(args, 'filter', 'update'),
      returnDocument: args['returnDocument'] === 'After' ? 'after' : 'before',
    }),
  findOneAndReplace: (collection: Collection, args) =>
    collection.findOneAndReplace(args['filter'] as Document, args['replacement'] as Document, {
      ...without(args, 'filter', 'replacement'),
      returnDocument: args['returnDocument'] === 'After' ? 'after' : 'before',
    }),
  findOneAndDelete: (collection: Collection, args) =>
    collection.findOneAndDelete(args['filter'] as Document, without(args, 'filter')),
  bulkWrite: (collection: Collection, args) =>
    collection.bulkWrite(
      bulkRequests(args['requests'] as Document[]) as never,
      without(args, 'requests'),
    ),
  countDocuments: (collection: Collection, args) =>
    collection.countDocuments(args['filter'] as Document, without(args, 'filter')),
  estimatedDocumentCount: (collection: Collection, args) => collection.estimatedDocumentCount(args),
  count: (collection: Collection, args) =>
    collection.count(args['filter'] as Document, without(args, 'filter')),
  distinct: (collection: Collection, args) =>
    collection.distinct(
      String(args['fieldName']),
      args['filter'] as Document,
      without(args, 'fieldName', 'filter'),
    ),
  aggregate: (collection: Collection, args) =>
    collection.aggregate(args['pipeline'] as Document[], without(args, 'pipeline')).toArray(),
  createIndex: (collection: Collection, args) =>
    collection.createIndex(args['keys'] as never, without(args, 'keys')),
}

const databaseRuns: Record<string, Run> = {
  runCommand: (database: Db, args) =>
    database.command(args['command'] as Document, without(args, 'command', 'commandName')),
  createCollection: (database: Db, args) =>
    database.createCollection(String(args['collection']), without(args, 'collection')),
  dropCollection: (database: Db, args) =>
    database.dropCollection(String(args['collection']), without(args, 'collection')),
  aggregate: (database: Db, args) =>
    database.aggregate(args['pipeline'] as Document[], without(args, 'pipeline')).toArray(),
}

const clientRuns: Record<string, Run> = {
  clientBulkWrite: async (client: MongoClient, args) =>
    clientBulkResult(
      await client.bulkWrite(
        (args['models'] as Document[]).map(clientModel) as never,
        without(args, 'models'),
      ),
    ),
}

const sessionRuns: Record<string, Run> = {
  // what it throws at once is a rejection too
  startTransaction: (session: ClientSession, args) =>
    Promise.resolve().then(() => {
      session.startTransaction(args)
    }),
  commitTransaction: (session: ClientSession) => session.commitTransaction(),
  abortTransaction: (session: ClientSession) => session.abortTransaction(),
  endSession: (session: ClientSession) => session.endSession(),
}

/** Runs an operation of the unified test format on the entity that it names; undefined when it is unknown. */
export const operationFor = (
  entities: Entities,
  object: string,
  name: string,
): ((args: Arguments) => Promise<unknown>) | undefined => {
  const tables: [Map<string, unknown>, Record<string, Run>][] = [
    [entities.collections, collectionRuns],
    [entities.databases, databaseRuns],
    [entities.clients, clientRuns],
    [entities.sessions, sessionRuns],
  ]
  for (const [known, runs] of tables) {
    const target = known.get(object)
    const run = runs[name]
    if (target && run) return (args) => run(target as never, args)
  }
  return undefined
}
