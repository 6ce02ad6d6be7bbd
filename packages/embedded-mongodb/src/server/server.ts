import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Long, ObjectId } from 'bson'
import { createAuthenticator, type Credentials } from '../auth/scram.js'
import { clusterTimes } from '../commands/cluster-time.js'
import { createDispatcher } from '../commands/dispatch.js'
import type { Engine } from '../engine/engine.js'
import { createCursors } from '../query/cursors.js'
import { createRetryRecords } from '../transactions/retry.js'
import { serveConnection } from '../wire/connection.js'
import { failing, type FailPoints } from './fail-points.js'
import { createResponder, type Connection } from './responder.js'

export type ServerOptions = {
  /** For tests only: `configureFailPoint`. */
  failPoints?: FailPoints | undefined
  engine: Engine
  host: string
  port: number
  credentials: Credentials | undefined
}
export type RunningServer = { port: number; stop: () => Promise<void>; sweep: () => Promise<void> }

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** How long a transaction outlives the connection that spoke for it last. */
const orphanGraceMs = 2000
const retryLifetimeMs = 30 * 60_000

/** Opens the port and serves until stopped. */
export const startServer = async ({
  engine,
  host,
  port,
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
  const address = (): string =>
    `${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`
  const answer = createResponder({
    dispatcher,
    authenticator: credentials && createAuthenticator(credentials),
    electionId: new ObjectId(),
    address,
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
    serveConnection(socket, async ({ body }) => {
      const reply = await respond(connection, body)
      return reply && { ...reply, ...clusterTimes(engine.now()) }
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
