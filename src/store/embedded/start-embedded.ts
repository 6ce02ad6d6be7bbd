import { setTimeout as delay } from 'node:timers/promises'
import { readConnectionFile } from 'embedded-mongodb'
import mongoose from 'mongoose'
import { supervise } from './supervise.js'
import type { Log } from './supervise.js'

export type EmbeddedDatabase = {
  uri: string
  /** This process started it, so no other can have used it before. */
  soleProcess: boolean
  /** Nothing to stop when another process runs it. */
  stop: () => Promise<void>
}

const probeTimeoutMs = 1_500

const answers = async (uri: string): Promise<boolean> => {
  const connection = new mongoose.Mongoose().createConnection(uri, {
    serverSelectionTimeoutMS: probeTimeoutMs,
    bufferCommands: false,
  })
  try {
    await connection.asPromise()
    return true
  } catch {
    return false
  } finally {
    await connection.close(true).catch(() => undefined)
  }
}

const running = async (dataDirectory: string): Promise<EmbeddedDatabase | null> => {
  const known = await readConnectionFile(dataDirectory)
  if (!known || !(await answers(known.uri))) return null
  return { uri: known.uri, soleProcess: false, stop: () => Promise.resolve() }
}

const lookEveryMs = 100
/** A killed server's database first notices that it is alone and finishes its commit; a busy machine takes its time. */
const ownershipTimeoutMs = 30_000

/** The process that holds the directory although it cannot be reached (yet, or any more); null for any other failure. */
const lockedBy = (error: unknown): number | null => {
  const found = /in use by process (\d+)/.exec(error instanceof Error ? error.message : '')
  return found ? Number(found[1]) : null
}

type Attempt = EmbeddedDatabase | { heldBy: number }

const startOwn = async (dataDirectory: string, log: Log): Promise<Attempt> => {
  try {
    return { ...(await supervise(dataDirectory, log)), soleProcess: true }
  } catch (error) {
    const pid = lockedBy(error)
    if (pid === null) throw error
    return { heldBy: pid }
  }
}

const untilFree = async (
  attempt: () => Promise<Attempt>,
  { dataDirectory, log, waitMs }: { dataDirectory: string; log: Log; waitMs: number },
): Promise<EmbeddedDatabase> => {
  const giveUpAt = performance.now() + waitMs
  for (let told = false; ; told = true) {
    const result = await attempt()
    if ('uri' in result) return result
    if (performance.now() > giveUpAt) {
      throw new Error(
        `Process ${result.heldBy} is using ${dataDirectory}. Stop the other Fideliza, or set DATA_DIR to another folder.`,
      )
    }
    if (!told) log.info({ pid: result.heldBy }, 'waiting for the database of another process')
    await delay(lookEveryMs)
  }
}

/**
 * Attaches to the embedded database of this directory when some process of this machine runs it (a command beside the
 * server), starts it as a child process otherwise. One that is starting or ending holds the directory but has no address: it
 * is waited for.
 * @throws Error of the database's own, e.g. a directory that cannot be written or a newer format.
 */
export const startEmbedded = (dataDirectory: string, log: Log): Promise<EmbeddedDatabase> =>
  untilFree(async () => (await running(dataDirectory)) ?? (await startOwn(dataDirectory, log)), {
    dataDirectory,
    log,
    waitMs: ownershipTimeoutMs,
  })

/**
 * Starts the embedded database as this process' own child, for the server that must outlive every command. A database that
 * is there already belongs to a command about to end, or to a server that was killed and takes its child with it: both are
 * gone in a moment, and attaching to them would leave the server without a database.
 * @param waitMs How long a holder may stay.
 * @throws Error that names the holder when it stays longer.
 */
export const ownEmbedded = (
  dataDirectory: string,
  log: Log,
  waitMs = ownershipTimeoutMs,
): Promise<EmbeddedDatabase> =>
  untilFree(
    async () => {
      const holder = await readConnectionFile(dataDirectory)
      return holder ? { heldBy: holder.pid } : startOwn(dataDirectory, log)
    },
    { dataDirectory, log, waitMs },
  )
