import { Worker } from 'node:worker_threads'
import type { Hint } from '../domain/checks/hint.js'
import type { Log } from '../lib/log.js'
import type { Spelling } from './spelling.js'

const script = new URL('./spelling-worker.js', import.meta.url)
/** Both dictionaries take 60 MB: they are given back when nobody writes. */
const idleMs = 10 * 60_000
/** A check that takes longer is of no use to whoever is typing. */
const patienceMs = 5_000

type Answer = { id: number; hints: Hint[] | null }
type Waiting = Map<number, (hints: Hint[] | null) => void>
type Thread = { worker: Worker; waiting: Waiting }

const startThread = (workerScript: URL, log: Log, onEnd: (worker: Worker) => void): Thread => {
  const worker = new Worker(workerScript)
  const waiting: Waiting = new Map()
  const end = (): void => {
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
    onEnd(worker)
  }
  worker.on('message', ({ id, hints }: Answer) => waiting.get(id)?.(hints))
  worker.on('error', (error) => log.error({ err: error }, 'the spelling thread failed'))
  worker.on('exit', end)
  // Never the reason why the process does not end.
  worker.unref()
  return { worker, waiting }
}

/** The spelling in a thread that starts with the first text and ends when nobody writes any more. */
export const createSpellingThread = (log: Log, workerScript: URL = script): Spelling => {
  let thread: Thread | null = null
  let lastId = 0
  let idle: NodeJS.Timeout | null = null

  const stop = async (): Promise<void> => {
    if (idle) clearTimeout(idle)
    await thread?.worker.terminate()
  }
  const running = (): Thread => {
    thread ??= startThread(workerScript, log, (worker) => {
      if (thread?.worker === worker) thread = null
    })
    if (idle) clearTimeout(idle)
    idle = setTimeout(() => void stop(), idleMs)
    idle.unref()
    return thread
  }

  return {
    misspelled: (text, language, allowed) =>
      new Promise((resolve) => {
        const { worker, waiting } = running()
        const id = (lastId += 1)
        const answer = (hints: Hint[] | null): void => {
          clearTimeout(timer)
          waiting.delete(id)
          resolve(hints)
        }
        const timer = setTimeout(() => answer(null), patienceMs)
        waiting.set(id, answer)
        worker.postMessage({ id, question: { text, language, allowed } })
      }),
    stop,
  }
}
