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
const attempts = 3

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
const ownershipTimeoutMs = 8_000

/**
 * Attaches to the embedded database of this directory when some process of this machine runs it (a command beside the
 * server), starts it as a child process otherwise.
 * @throws Error of the database's own, e.g. a directory that cannot be written or a newer format.
 */
export const startEmbedded = async (dataDirectory: string, log: Log): Promise<EmbeddedDatabase> => {
  for (let attempt = 1; ; attempt++) {
    const found = await running(dataDirectory)
    if (found) return found
    try {
      return { ...(await supervise(dataDirectory, log)), soleProcess: true }
    } catch (error) {
      // Another process may have taken the directory since we looked.
      if (attempt === attempts) throw error
    }
  }
}

/**
 * Starts the embedded database as this process' own child, for the server that must outlive every command. A database that
 * is there already belongs to a command about to end, or to a server that was killed and takes its child with it: both are
 * gone in a moment, and attaching to them would leave the server without a database.
 * @throws Error that names the holder when it stays.
 */
export const ownEmbedded = async (dataDirectory: string, log: Log): Promise<EmbeddedDatabase> => {
  const giveUpAt = performance.now() + ownershipTimeoutMs
  for (;;) {
    const holder = await readConnectionFile(dataDirectory)
    if (!holder) return { ...(await supervise(dataDirectory, log)), soleProcess: true }
    if (performance.now() > giveUpAt) {
      throw new Error(
        `Process ${holder.pid} is using ${dataDirectory}. Stop the other Fideliza, or set DATA_DIR to another folder.`,
      )
    }
    await delay(lookEveryMs)
  }
}
