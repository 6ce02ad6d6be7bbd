import mongoose from 'mongoose'
import type { Connection } from 'mongoose'

const serverSelectionTimeoutMS = 8_000

/** The hosts of a URI, without user and password. */
const hostsOf = (uri: string): string =>
  /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]*)/.exec(uri)?.[1] ?? 'that address'

const advice = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  if (/authentication failed|requires authentication|SCRAM/i.test(text)) {
    return 'User or password is not accepted: check them in MONGODB_URI (special characters percent-encoded).'
  }
  if (/invalid (connection string|scheme)|must be at least|URI/i.test(text)) {
    return 'MONGODB_URI must look like mongodb://user:password@host:27017/?replicaSet=rs0.'
  }
  return 'Is it running, and can this machine reach it? Check MONGODB_URI; leave it out to use the embedded database.'
}

/** @throws Error that says what to do, never with the password in it. */
export const connect = async (uri: string, database: string): Promise<Connection> => {
  // An instance of our own: nothing here depends on, or changes, the settings of mongoose at large.
  const instance = new mongoose.Mongoose({ strictQuery: 'throw', sanitizeFilter: true })
  const connection = instance.createConnection(uri, {
    dbName: database,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    ignoreUndefined: true,
    monitorCommands: true,
    retryWrites: true,
    ...(uri.includes('serverSelectionTimeoutMS') ? {} : { serverSelectionTimeoutMS }),
    w: 'majority',
    journal: true,
  })
  try {
    return await connection.asPromise()
  } catch (error) {
    await connection.close(true).catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `No connection to the database at ${hostsOf(uri)}. ${advice(error)} (${redacted(reason)})`,
      { cause: error },
    )
  }
}

const redacted = (text: string): string => text.replace(/\/\/[^@/\s]*@/g, '//')

/** @throws Error when the server is standalone: such a server has no transactions. */
export const requireTransactions = async (connection: Connection): Promise<void> => {
  const hello = await connection.db?.admin().command({ hello: 1 })
  if (hello && (hello['setName'] !== undefined || hello['msg'] === 'isdbgrid')) return
  throw new Error(
    'This MongoDB runs standalone and has no transactions, which this program needs. Start it as a replica set of one node: ' +
      'run mongod with --replSet rs0, then once rs.initiate() in mongosh, and add ?replicaSet=rs0 to MONGODB_URI.',
  )
}
