import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Long, ObjectId } from 'bson'
import {
  createAuthenticator,
  type Authenticator,
  type Credentials,
  type Login,
} from '../auth/scram.js'
import { encode } from '../bson/encode.js'
import { isDocument, type Document } from '../bson/values.js'
import { clusterTimes } from '../commands/cluster-time.js'
import { createDispatcher, type Dispatcher } from '../commands/dispatch.js'
import type { Engine } from '../engine/engine.js'
import { MongoError } from '../errors.js'
import { createCursors } from '../query/cursors.js'
import { maxDocumentBytes } from '../storage/records.js'
import { HeldByTransaction } from '../transactions/locks.js'
import { createRetryRecords } from '../transactions/retry.js'
import { serveConnection } from '../wire/connection.js'
import { maxMessageBytes } from '../wire/message.js'

export const setName = 'embedded'

export type ServerOptions = {
  engine: Engine
  host: string
  port: number
  credentials: Credentials | undefined
}
export type RunningServer = { port: number; stop: () => Promise<void>; sweep: () => Promise<void> }

type Connection = { id: number; authenticated: boolean; login: Login | undefined }

const open = new Set([
  'hello',
  'isMaster',
  'ismaster',
  'ping',
  'buildInfo',
  'buildinfo',
  'saslStart',
  'saslContinue',
  'logout',
])

const toReply = (error: unknown): Document => {
  if (error instanceof MongoError) {
    return {
      ok: 0,
      errmsg: error.message,
      code: error.code,
      codeName: error.codeName,
      ...error.extra,
      ...(error.labels.length > 0 ? { errorLabels: error.labels } : {}),
    }
  }
  if (error instanceof HeldByTransaction)
    return toReply(new MongoError('WriteConflict', error.message))
  const text = error instanceof Error ? error.message : String(error)
  const full = /MDB_MAP_FULL|No space left|ENOSPC/.test(text)
  return toReply(new MongoError(full ? 'OutOfDiskSpace' : 'InternalError', text))
}

type HelloParts = { me: string; electionId: ObjectId; connection: Connection; now: number }

const hello = ({ me, electionId, connection, now }: HelloParts): Document => ({
  helloOk: true,
  ismaster: true,
  isWritablePrimary: true,
  secondary: false,
  setName,
  setVersion: 1,
  hosts: [me],
  primary: me,
  me,
  electionId,
  maxBsonObjectSize: maxDocumentBytes,
  maxMessageSizeBytes: maxMessageBytes,
  maxWriteBatchSize: 100_000,
  localTime: new Date(now),
  logicalSessionTimeoutMinutes: 30,
  connectionId: connection.id,
  minWireVersion: 0,
  maxWireVersion: 25,
  readOnly: false,
  ok: 1,
})

/** Answers one connection's commands: greeting and login here, everything else by the dispatcher. */
const createResponder = (deps: {
  dispatcher: Dispatcher
  authenticator: Authenticator | undefined
  electionId: ObjectId
  address: () => string
  now: () => number
}): ((connection: Connection, body: Document) => Promise<Document>) => {
  const { dispatcher, authenticator, electionId, now } = deps

  const greet = (connection: Connection, body: Document): Document => {
    const reply = hello({ me: deps.address(), electionId, connection, now: now() })
    if (body['saslSupportedMechs'] !== undefined) reply['saslSupportedMechs'] = ['SCRAM-SHA-256']
    const speculative = body['speculativeAuthenticate']
    if (isDocument(speculative) && authenticator) {
      const login = authenticator.login()
      try {
        reply['speculativeAuthenticate'] = login.start(speculative)
        connection.login = login
      } catch {
        // the client then logs in the long way and gets the error there
      }
    }
    return reply
  }

  const logIn = (connection: Connection, body: Document): Document => {
    if (!authenticator)
      throw new MongoError('AuthenticationFailed', 'Authentication is turned off.')
    if (Object.hasOwn(body, 'saslStart')) {
      connection.login = authenticator.login()
      return connection.login.start(body)
    }
    if (!connection.login) throw new MongoError('ProtocolError', 'No SASL session state found')
    const { reply, authenticated } = connection.login.proceed(body)
    connection.authenticated = authenticated
    return reply
  }

  return async (connection, body) => {
    const name = Object.keys(body)[0] ?? ''
    if (['hello', 'isMaster', 'ismaster'].includes(name)) return greet(connection, body)
    if (['saslStart', 'saslContinue'].includes(name)) return logIn(connection, body)
    if (name === 'logout') {
      connection.authenticated = authenticator === undefined
      return { ok: 1 }
    }
    if (!connection.authenticated && !open.has(name)) {
      throw new MongoError('Unauthorized', `Command ${name} requires authentication`)
    }
    return dispatcher.run(connection, body)
  }
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

const retryLifetimeMs = 30 * 60_000

/** Opens the port and serves until stopped. */
export const startServer = async ({
  engine,
  host,
  port,
  credentials,
}: ServerOptions): Promise<RunningServer> => {
  const cursors = createCursors(engine.now)
  const records = createRetryRecords(engine.store, engine.now)
  const sockets = new Set<Socket>()
  let connections = 0
  const startedAt = engine.now()
  const dispatcher = createDispatcher({
    engine,
    cursors,
    records,
    serverStatus: () => ({
      uptimeMillis: Long.fromNumber(engine.now() - startedAt),
      connections: { current: sockets.size, totalCreated: connections },
      metrics: { cursor: { open: { total: cursors.count() } } },
      transactions: { currentOpen: engine.transactions.openCount() },
    }),
  })
  const address = (): string =>
    `${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`
  const respond = createResponder({
    dispatcher,
    authenticator: credentials && createAuthenticator(credentials),
    electionId: new ObjectId(),
    address,
    now: engine.now,
  })

  const server = createServer((socket) => {
    const connection: Connection = {
      id: ++connections,
      authenticated: credentials === undefined,
      login: undefined,
    }
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      engine.transactions.abortWhere((_, { connection: last }) => last === connection)
    })
    serveConnection(socket, async ({ body }) => {
      const reply = await respond(connection, body).catch(toReply)
      return { ...reply, ...clusterTimes(engine.now()) }
    })
  })
  await listen(server, port, host)

  return {
    port: (server.address() as AddressInfo).port,
    sweep: async () => {
      cursors.expire()
      const now = engine.now()
      engine.transactions.abortWhere((_, { deadline }) => deadline <= now)
      await records.expire(engine.now() - retryLifetimeMs)
    },
    stop: async () => {
      engine.transactions.abortWhere(() => true)
      cursors.closeAll()
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

export { encode }
