import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadCredentials } from '../auth/credentials.js'
import { createEngine, type Engine } from '../engine/engine.js'
import { sweepExpired } from '../engine/expire.js'
import { sweepGarbage } from '../engine/garbage.js'
import { openStore } from '../storage/store.js'
import { assertLocal, uriOf, type Address } from './address.js'
import { claimDirectory, dataFile, formatVersion } from './directory.js'
import { createFailPoints } from './fail-points.js'
import { lockDirectory, writeConnectionFile } from './lock.js'
import { clearDraft, upgradeData } from './maintenance.js'
import { startServer, type RunningServer } from './server.js'

export type StartOptions = {
  dataDirectory: string
  /** 0 takes any free port. */
  port?: number
  host?: string
  /** The path of a unix socket that ends in .sock, to listen there instead of on a port. */
  socket?: string
  /** False: no password. Only for tests and for machines with one user. */
  auth?: boolean
  /** False: do not wait for the disk. Only for tests. */
  durable?: boolean
  /** Longest life of a transaction; 60 s as in MongoDB. */
  transactionLifetimeMs?: number
  /** Knows `configureFailPoint`. Only for tests of clients. */
  testCommands?: boolean
  /** How often expired documents, cursors and transactions are looked for. */
  sweepIntervalMs?: number
  /** Hears, line by line, what takes long before the server is ready. */
  log?: (line: string) => void
}

export type EmbeddedMongodb = { uri: string; port: number; stop: () => Promise<void> }

type Undo = (() => Promise<void>)[]

/** Looks regularly for what has expired: documents, cursors, transactions, records of retryable writes. */
const sweepRegularly = (
  engine: Engine,
  server: RunningServer,
  intervalMs: number,
): (() => Promise<void>) => {
  let sweeping = Promise.resolve()
  const timer = setInterval(() => {
    sweeping = sweeping
      .then(() => server.sweep())
      .then(() => sweepExpired(engine))
      .catch(() => undefined)
  }, intervalMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await sweeping
  }
}

const addressOf = ({ socket, host = '127.0.0.1', port = 0 }: StartOptions): Address => {
  assertLocal(host)
  if (socket === undefined) return { host, port }
  // it is how drivers tell a socket from a host
  if (!socket.endsWith('.sock')) throw new Error(`The socket's name must end in .sock: ${socket}`)
  return { path: resolve(socket) }
}

const open = async (
  options: StartOptions,
  address: Address,
  undo: Undo,
): Promise<{ uri: string; port: number }> => {
  const { dataDirectory, auth = true, durable = true } = options
  const version = await claimDirectory(dataDirectory)
  const credentials = auth ? await loadCredentials(dataDirectory) : undefined
  if (version < formatVersion) await upgradeData(dataDirectory, options.log ?? (() => undefined))
  const data = join(dataDirectory, dataFile)
  await clearDraft(data)
  const store = openStore(data, durable)
  undo.push(() => store.close())
  await sweepGarbage(store)
  const lifetimeMs = options.transactionLifetimeMs ?? 60_000
  const engine = createEngine(store, { now: () => Date.now(), lifetimeMs })
  const server = await startServer({
    engine,
    address,
    credentials,
    failPoints: options.testCommands ? createFailPoints() : undefined,
  })
  undo.push(() => server.stop())
  undo.push(sweepRegularly(engine, server, options.sweepIntervalMs ?? 5_000))
  const login = credentials ? `${credentials.username}:${credentials.password}@` : ''
  const uri = uriOf(address, server.port, login)
  await writeConnectionFile(dataDirectory, uri)
  return { uri, port: server.port }
}

/**
 * Starts a server in this process. Throws when the directory is in use or not ours, when the port is taken and when the host is
 * not this machine.
 */
export const startEmbeddedMongodb = async (options: StartOptions): Promise<EmbeddedMongodb> => {
  const { dataDirectory } = options
  const address = addressOf(options)
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const undo: Undo = [await lockDirectory(dataDirectory)]
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    return { ...(await open(options, address, undo)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
