import { Worker } from 'node:worker_threads'
import type { PeerFigures } from './measure-peer.js'
import type { PeerTask } from './peer-worker.js'

/** `run.mjs` bundles the thread beside this. */
const WORKER = new URL('./peer-worker.mjs', import.meta.url)

/**
 * Measures a peer in a thread of its own, for some train in one go that nothing else could interrupt. Returns why there are no
 * figures when it takes longer than `limitMs` or breaks.
 */
export const tryPeer = async (task: PeerTask, limitMs: number): Promise<PeerFigures | string> => {
  // what packages print when they are loaded is kept out of the table
  const worker = new Worker(WORKER, { workerData: task, stdout: true })
  const outcome = await new Promise<PeerFigures | string>((resolve) => {
    const limit = setTimeout(() => {
      resolve(`not done after ${(limitMs / 60_000).toFixed(0)} min, given up`)
    }, limitMs)
    const end = (result: PeerFigures | string): void => {
      clearTimeout(limit)
      resolve(result)
    }
    worker.once('message', end)
    worker.once('error', (error) => end(`broke: ${error.message}`))
  })
  await worker.terminate()
  return outcome
}
