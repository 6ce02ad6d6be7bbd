import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient, type Db } from 'mongodb'
import { startEmbeddedMongodb, type StartOptions } from '../../src/index.js'

export type TestServer = {
  uri: string
  dataDirectory: string
  client: MongoClient
  /** A database that no other test has used. */
  database: () => Db
  /** Stops the server and leaves the directory as it is. */
  pause: () => Promise<void>
  stop: () => Promise<void>
}

let databases = 0

/** A server of its own in a fresh directory, without waiting for the disk unless asked to. */
export const startServer = async (options: Partial<StartOptions> = {}): Promise<TestServer> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'embedded-mongodb-'))
  const server = await startEmbeddedMongodb({
    dataDirectory,
    auth: false,
    durable: false,
    ...options,
  })
  const client = new MongoClient(server.uri)
  await client.connect()
  return {
    uri: server.uri,
    dataDirectory,
    client,
    database: () => client.db(`test${++databases}`),
    pause: () => server.stop(),
    stop: async () => {
      await client.close()
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}
