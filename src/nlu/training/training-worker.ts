import { parentPort, workerData } from 'node:worker_threads'
import type { IntentCorpus } from '../classifier.js'
import { encodeModel } from '../model/model-file.js'
import { trainModel } from '../model/train-model.js'

/** Runs in a thread of its own: trains on the corpus it was started with, hands back the bytes of the model and ends. */
const { corpus, hash } = workerData as { corpus: IntentCorpus; hash: string }
const bytes = new Uint8Array(encodeModel(trainModel(corpus, hash)))
parentPort?.postMessage(bytes, [bytes.buffer])
