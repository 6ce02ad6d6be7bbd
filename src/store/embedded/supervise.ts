import { setTimeout as delay } from 'node:timers/promises'
import { spawnEmbeddedMongodb } from 'embedded-mongodb'
import type { SpawnedMongodb } from 'embedded-mongodb'

export type Log = {
  info: (details: object, message: string) => void
  error: (details: object, message: string) => void
}

const pauseMs = 500

/**
 * Starts the database as a child process, and again at the same address when it ends on its own (killed for memory, say):
 * what it acknowledged is on the disk, and the driver finds it again.
 */
export const supervise = async (
  dataDirectory: string,
  log: Log,
): Promise<{ uri: string; stop: () => Promise<void> }> => {
  const stopping = new AbortController()
  const start = (port = 0): Promise<SpawnedMongodb> =>
    spawnEmbeddedMongodb({
      dataDirectory,
      port,
      log: (line) => {
        log.info({ line }, 'embedded database')
      },
    })
  let current = await start()
  const { uri } = current
  const port = Number(new URL(uri).port)

  const startAgain = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        current = await start(port)
        return
      } catch (error) {
        log.error({ error }, 'embedded database does not start')
        await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      log.info({ pid: current.pid }, 'embedded database started')
      const code = await current.exited
      if (stopping.signal.aborted) return
      log.error({ pid: current.pid, code }, 'embedded database ended unexpectedly')
      await startAgain()
    }
  }
  const watching = watch()

  return {
    uri,
    stop: async () => {
      stopping.abort()
      await current.stop()
      await watching
      // One that was just being started again.
      await current.stop()
    },
  }
}
