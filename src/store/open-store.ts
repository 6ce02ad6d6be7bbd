import type { ClientSession } from 'mongoose'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import { createCollections } from './mongo/collections.js'
import { connect, requireTransactions } from './mongo/connect.js'
import { ensureIndexes } from './mongo/ensure-indexes.js'
import { indexes } from './mongo/indexes.js'
import { createKeyedDocuments, keyedDocumentsCollection } from './mongo/keyed-documents.js'
import { createLeases, leasesCollection } from './mongo/leases.js'
import { migrate, migrations } from './mongo/migrations.js'
import { recordsOf } from './mongo/records-of.js'
import type { Store } from './store.js'

export type OpenStoreOptions = {
  uri: string
  database: string
  /** Human words for `Store.description`, without credentials. */
  description: string
  /** True when this process started the database itself. */
  soleProcess?: boolean
  newId: NewId
  clock: Clock
  log?: { info: (details: object, message: string) => void }
  /** Each command that goes to the database, for a test that explains them all. */
  onCommand?: (name: string, command: Record<string, unknown>) => void
}

const transactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
} as const

const pingTimeoutMs = 2_000

/**
 * Connects, migrates, makes the indexes.
 * @throws Error that says what to do: no connection, no transactions, a newer schema, an index that differs.
 */
export const openStore = async (options: OpenStoreOptions): Promise<Store> => {
  const { uri, database, description, newId, clock, log, onCommand } = options
  const connection = await connect(uri, database)
  const client = connection.getClient()
  if (onCommand) {
    client.on('commandStarted', ({ commandName, command }) => onCommand(commandName, command))
  }
  const leases = createLeases(recordsOf(leasesCollection, connection), clock)
  try {
    await requireTransactions(connection)
    // The database began with us: whoever held a lease died without a word, and nobody should wait for it to run out.
    if (options.soleProcess) await leases.freeAll()
    const ran = await migrate(connection, { migrations, leases, clock, holder: newId() })
    if (ran.length > 0) log?.info({ migrations: ran }, 'database migrated')
    await ensureIndexes(connection, indexes)
  } catch (error) {
    await connection.close()
    throw error
  }

  /** The driver runs `work` again, after a growing pause with jitter, while errors are labelled transient. */
  const inTransaction = async <Result>(
    work: (session: ClientSession) => Promise<Result>,
  ): Promise<Result> => {
    const session = await connection.startSession()
    try {
      return await session.withTransaction(() => work(session), transactionOptions)
    } finally {
      await session.endSession()
    }
  }

  return {
    ...createCollections(connection),
    transaction: (work) => inTransaction((session) => work(createCollections(connection, session))),
    leases,
    keyedDocuments: createKeyedDocuments({
      bind: (session) => recordsOf(keyedDocumentsCollection, connection, session),
      inTransaction,
    }),
    ping: async () => {
      try {
        await connection.db?.command({ ping: 1 }, { timeoutMS: pingTimeoutMs })
        return true
      } catch {
        return false
      }
    },
    description,
    soleProcess: options.soleProcess ?? false,
    close: () => connection.close(),
  }
}
