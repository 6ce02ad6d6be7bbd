import { Worker } from 'node:worker_threads'
import type { IntentCorpus } from '../classifier.js'
import { decodeModel } from '../model/model-file.js'
import type { Model } from '../model/model.js'

const WORKER = new URL('./training-worker.js', import.meta.url)

/**
 * Trains a model while this thread goes on answering messages.
 * @throws what the worker threw, or an Error when it ended without a model
 */
export const trainInWorker = (
  corpus: IntentCorpus,
  hash: string,
  script: URL = WORKER,
): Promise<Model> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: { corpus, hash } })
    worker.once('message', (bytes: Uint8Array) => {
      try {
        resolve(decodeModel(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      reject(new Error(`The training thread ended with code ${code} and without a model.`))
    })
  })
