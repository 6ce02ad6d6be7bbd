import { chmod } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Long, ObjectId } from 'bson'
import { createAuthenticator, type Credentials } from '../auth/scram.js'
import { clusterTimes } from '../commands/cluster-time.js'
import { createDispatcher } from '../commands/dispatch.js'
import type { Engine } from '../engine/engine.js'
import { createCursors } from '../query/cursors.js'
import { createRetryRecords } from '../transactions/retry.js'
import { serveConnection } from '../wire/connection.js'
import { clearSocket, nameOf, type Address } from './address.js'
import { failing, type FailPoints } from './fail-points.js'
import { createResponder, type Connection } from './responder.js'

export type ServerOptions = {
  /** For tests only: `configureFailPoint`. */
  failPoints?: FailPoints | undefined
  engine: Engine
  address: Address
  credentials: Credentials | undefined
}
export type RunningServer = { port: number; stop: () => Promise<void>; sweep: () => Promise<void> }

const listen = async (server: Server, address: Address): Promise<void> => {
  if ('path' in address) await clearSocket(address.path)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      resolve()
    })
  })
  if ('path' in address) await chmod(address.path, 0o600)
}

/** How long a transaction outlives the connection that spoke for it last. */
const orphanGraceMs = 2000
const retryLifetimeMs = 30 * 60_000

/** Opens the port and serves until stopped. */
export const startServer = async ({
  engine,
  address,
  credentials,
  failPoints,
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
  const port = (): number => ('path' in address ? 0 : (server.address() as AddressInfo).port)
  const answer = createResponder({
    dispatcher,
    authenticator: credentials && createAuthenticator(credentials),
    electionId: new ObjectId(),
    address: () => nameOf(address, port()),
    now: engine.now,
  })
  const respond = failPoints ? failing(answer, failPoints) : answer

  const server = createServer((socket) => {
    const connection: Connection = {
      id: ++connections,
      authenticated: credentials === undefined,
      login: undefined,
      appName: '',
    }
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      // a driver that only lost this connection goes on over another at once
      setTimeout(() => {
        engine.transactions.abortWhere((_, { connection: last }) => last === connection)
      }, orphanGraceMs).unref()
    })
    serveConnection(socket, {
      answer: ({ body }) => respond(connection, body),
      more: () => clusterTimes(engine.now()),
    })
  })
  await listen(server, address)

  return {
    port: port(),
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
