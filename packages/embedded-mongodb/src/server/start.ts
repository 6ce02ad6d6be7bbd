import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadCredentials } from '../auth/credentials.js'
import { createEngine, type Engine } from '../engine/engine.js'
import { sweepExpired } from '../engine/expire.js'
import { sweepGarbage } from '../engine/garbage.js'
import { openStore } from '../storage/store.js'
import { claimDirectory, dataFile } from './directory.js'
import { createFailPoints } from './fail-points.js'
import { lockDirectory, writeConnectionFile } from './lock.js'
import { startServer, type RunningServer } from './server.js'

export type StartOptions = {
  dataDirectory: string
  /** 0 takes any free port. */
  port?: number
  host?: string
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
}

export type EmbeddedMongodb = { uri: string; port: number; stop: () => Promise<void> }

const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/

const uriOf = (host: string, port: number, login: string): string => {
  const address = host.includes(':') ? `[${host}]` : host
  const options =
    login === ''
      ? 'directConnection=true'
      : 'directConnection=true&authSource=admin&authMechanism=SCRAM-SHA-256'
  return `mongodb://${login}${address}:${port}/?${options}`
}

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

const open = async (options: StartOptions, undo: Undo): Promise<{ uri: string; port: number }> => {
  const { dataDirectory, port = 0, host = '127.0.0.1', auth = true, durable = true } = options
  await claimDirectory(dataDirectory)
  const credentials = auth ? await loadCredentials(dataDirectory) : undefined
  const store = openStore(join(dataDirectory, dataFile), durable)
  undo.push(() => store.close())
  await sweepGarbage(store)
  const lifetimeMs = options.transactionLifetimeMs ?? 60_000
  const engine = createEngine(store, { now: () => Date.now(), lifetimeMs })
  const server = await startServer({
    engine,
    host,
    port,
    credentials,
    failPoints: options.testCommands ? createFailPoints() : undefined,
  })
  undo.push(() => server.stop())
  undo.push(sweepRegularly(engine, server, options.sweepIntervalMs ?? 5_000))
  const login = credentials ? `${credentials.username}:${credentials.password}@` : ''
  const uri = uriOf(host, server.port, login)
  await writeConnectionFile(dataDirectory, uri)
  return { uri, port: server.port }
}

/**
 * Starts a server in this process. Throws when the directory is in use or not ours, when the port is taken and when the host is
 * not this machine.
 */
export const startEmbeddedMongodb = async (options: StartOptions): Promise<EmbeddedMongodb> => {
  const { dataDirectory, host } = options
  if (host !== undefined && !loopback.test(host)) {
    throw new Error(`The host ${host} is not this machine; only loopback addresses are served.`)
  }
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const undo: Undo = [await lockDirectory(dataDirectory)]
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    return { ...(await open(options, undo)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
