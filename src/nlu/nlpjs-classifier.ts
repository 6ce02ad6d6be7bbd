import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type {
  ClassifierInfo,
  FetchModel,
  IntentCorpus,
  RetrainableClassifier,
} from './classifier.js'
import { classifyMessage } from './classify-message.js'
import { explainMessage } from './explain-message.js'
import { readCachedModel, writeCachedModel } from './model/model-cache.js'
import { decodeModel, encodeModel } from './model/model-file.js'
import { codeHash, modelHash } from './model/model-hash.js'
import type { Model } from './model/model.js'
import { isIntent } from './model/strange-messages.js'
import { trainModel } from './model/train-model.js'
import { createModelShelf, type HeldModel } from './training/model-shelf.js'
import { createShadow } from './training/shadow.js'
import { trainInWorker } from './training/train-in-worker.js'
import { warmUp } from './warm-up.js'

export type NlpjsClassifierOptions = {
  corpus: IntentCorpus
  /** where trained models are kept; null keeps none */
  cacheDirectory: string | null
  log?: (line: string) => void
  /** the file that retrains in a thread; only a test has another one */
  workerScript?: URL
}

type Train = (corpus: IntentCorpus, hash: string) => Model | Promise<Model>

const size = (corpus: IntentCorpus): number =>
  corpus
    .flatMap(({ entries }) => entries)
    .reduce((sum, { utterances, negatives }) => sum + utterances.length + negatives.length, 0)

/** A model of the corpus: the kept one of the same corpus and code, else a new one, which is then kept. */
const obtainModel = async (
  corpus: IntentCorpus,
  options: NlpjsClassifierOptions,
  train: Train,
): Promise<HeldModel> => {
  const { cacheDirectory, log } = options
  const hash = modelHash(corpus)
  const cached = cacheDirectory === null ? null : await readCachedModel(cacheDirectory, hash)
  if (cached) return { model: cached, fromCache: true, trainedInMs: 0 }
  log?.(`training the classifier on ${size(corpus)} messages`)
  const startedAt = performance.now()
  const model = await train(corpus, hash)
  const trainedInMs = performance.now() - startedAt
  log?.(`trained the classifier in ${(trainedInMs / 1000).toFixed(1)} s`)
  if (cacheDirectory !== null) await writeCachedModel(cacheDirectory, model, randomUUID())
  return { model, fromCache: false, trainedInMs }
}

const infoOf = ({ model, fromCache, trainedInMs }: HeldModel): ClassifierInfo => ({
  intents: model.intents.filter(isIntent).length,
  languages: model.languages,
  fromCache,
  trainedInMs,
  hash: model.hash,
})

const fromBytes = (bytes: Uint8Array, hash: string): HeldModel | null => {
  const model = decodeModel(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return model.hash === hash ? { model, fromCache: true, trainedInMs: 0 } : null
}

/** A model that this process does not hold: from the cache, else from whoever keeps models; null when it is nowhere. */
const findModel = async (
  hash: string,
  fetch: FetchModel,
  { cacheDirectory }: NlpjsClassifierOptions,
): Promise<HeldModel | null> => {
  const cached = cacheDirectory === null ? null : await readCachedModel(cacheDirectory, hash)
  if (cached) return { model: cached, fromCache: true, trainedInMs: 0 }
  const bytes = await fetch(hash)
  const found = bytes && fromBytes(bytes, hash)
  if (found && cacheDirectory !== null) {
    await writeCachedModel(cacheDirectory, found.model, randomUUID())
  }
  return found
}

/** A classifier on nlp.js' stemmers and network, trained on the corpus or read from the cache. It learns in a thread of its own. */
export const createNlpjsClassifier = async (
  options: NlpjsClassifierOptions,
): Promise<RetrainableClassifier> => {
  const first = await obtainModel(options.corpus, options, trainModel)
  // After the start, which does not wait for it.
  setImmediate(() => warmUp(first.model))
  const shelf = createModelShelf(first)
  const shadow = createShadow(shelf.candidate)

  return {
    code: codeHash(),
    classify: (text, memory = {}) => {
      const live = classifyMessage(shelf.live().model, text, memory)
      shadow.compare(text, memory, live)
      return live
    },
    explain: (text, memory) => explainMessage(shelf.live().model, text, memory),
    info: () => infoOf(shelf.live()),
    learn: async (corpus) => {
      const learned = await obtainModel(corpus, options, (messages, hash) =>
        trainInWorker(messages, hash, options.workerScript),
      )
      shelf.hold(learned)
      return infoOf(learned)
    },
    bytesOf: (hash) => {
      const held = shelf.find(hash)
      return held && encodeModel(held.model)
    },
    obtain: async (hash, fetch) => {
      if (shelf.find(hash)) return true
      const found = await findModel(hash, fetch, options)
      if (found) shelf.hold(found)
      return found !== null
    },
    assign: shelf.assign,
    overview: () => {
      const [previous, candidate] = [shelf.previous(), shelf.candidate()]
      return {
        live: infoOf(shelf.live()),
        previous: previous && infoOf(previous),
        candidate: candidate && infoOf(candidate),
      }
    },
    takeComparisons: shadow.take,
  }
}
