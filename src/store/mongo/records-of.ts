import type { ClientSession, Connection, Model } from 'mongoose'
import type { Collection } from './collection.js'
import { createReads } from './reads.js'
import type { Records } from './records.js'
import { createWrites } from './writes.js'

/** The verbs of a collection on this connection; with a session, inside its transaction. */
export const recordsOf = <Item extends { id: string }, Internal>(
  collection: Collection<Item, Internal>,
  connection: Connection,
  session?: ClientSession,
): Records<Item, Internal> => {
  const { name, schema } = collection
  const model = connection.models[name] ?? connection.model(name, schema, name)
  const bound = { collection, session, model: model as Model<Record<string, unknown>> }
  return { ...createReads(bound), ...createWrites(bound), parallel: session === undefined }
}
