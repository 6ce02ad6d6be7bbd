import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedMongodb } from 'embedded-mongodb'
import mongoose from 'mongoose'
import { systemClock } from '../../src/lib/clock.js'
import type { Clock } from '../../src/lib/clock.js'
import { createIds } from '../../src/lib/ids.js'
import { openStore } from '../../src/store/open-store.js'
import type { OpenStoreOptions } from '../../src/store/open-store.js'
import type { Store } from '../../src/store/store.js'

export type TestDatabase = {
  store: Store
  /** Of the server; the database's name is `database`. */
  uri: string
  database: string
  /** Also closes the store. */
  dropAndClose: () => Promise<void>
  /** A second store on the same database, as another process would have it; closed by `dropAndClose`. */
  openAnother: (options?: Pick<OpenStoreOptions, 'soleProcess'>) => Promise<Store>
}

type Options = { clock?: Clock; onCommand?: OpenStoreOptions['onCommand'] }

let server: Promise<{ uri: string; stop: () => Promise<void> }> | undefined

/** Expired documents are not swept away: tests have their own days, which the server's clock would take for long gone. */
const never = 24 * 3_600_000

const startServer = async (): Promise<{ uri: string; stop: () => Promise<void> }> => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'fideliza-test-'))
  const started = await startEmbeddedMongodb({
    dataDirectory,
    durable: false,
    auth: false,
    sweepIntervalMs: never,
  })
  return {
    uri: started.uri,
    stop: async () => {
      await started.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** One embedded server for each test file, started when first needed, ended by `test-environment.js`. */
const serverUri = async (): Promise<string> => {
  const given = process.env['MONGODB_URI']
  if (given) return given
  server ??= startServer()
  const { uri, stop } = await server
  Object.assign(globalThis, { endOfTestFile: stop })
  return uri
}

/** A store on a database of its own. */
export const testDatabase = async ({
  clock = systemClock,
  onCommand,
}: Options = {}): Promise<TestDatabase> => {
  const uri = await serverUri()
  const database = `test-${randomBytes(6).toString('hex')}`
  const opened: Store[] = []
  const open = async (options: Pick<OpenStoreOptions, 'soleProcess'> = {}): Promise<Store> => {
    const store = await openStore({
      uri,
      database,
      description: 'test',
      newId: createIds(systemClock),
      clock,
      ...(onCommand ? { onCommand } : {}),
      ...options,
    })
    opened.push(store)
    return store
  }
  const store = await open()
  return {
    store,
    uri,
    database,
    openAnother: open,
    dropAndClose: async () => {
      for (const one of opened) await one.close()
      await dropDatabase(uri, database)
    },
  }
}

const dropDatabase = async (uri: string, database: string): Promise<void> => {
  const connection = await mongoose.createConnection(uri, { dbName: database }).asPromise()
  await connection.dropDatabase()
  await connection.close()
}
