import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { ClassifierInfo, IntentCorpus, RetrainableClassifier } from './classifier.js'
import { classifyMessage } from './classify-message.js'
import { explainMessage } from './explain-message.js'
import { readCachedModel, writeCachedModel } from './model/model-cache.js'
import { modelHash } from './model/model-hash.js'
import type { Model } from './model/model.js'
import { trainModel } from './model/train-model.js'
import { createModelHistory, type HeldModel } from './training/model-history.js'
import { createShadow } from './training/shadow.js'
import { trainInWorker } from './training/train-in-worker.js'

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
  intents: model.intents.length - 1,
  languages: model.languages,
  fromCache,
  trainedInMs,
  hash: model.hash,
})

/**
 * A classifier on nlp.js' stemmers and network, trained on the corpus or read from the cache. It retrains in a thread of its
 * own; of several retrainings under way the one asked for last wins.
 */
export const createNlpjsClassifier = async (
  options: NlpjsClassifierOptions,
): Promise<RetrainableClassifier> => {
  const history = createModelHistory(await obtainModel(options.corpus, options, trainModel))
  const shadow = createShadow()
  let asked = 0

  return {
    classify: (text, memory = {}) => {
      const live = classifyMessage(history.current().model, text, memory)
      shadow.compare(text, memory, live)
      return live
    },
    explain: (text, memory) => explainMessage(history.current().model, text, memory),
    info: () => infoOf(history.current()),
    retrain: async (corpus, { shadow: inShadow = false } = {}) => {
      asked += 1
      const turn = asked
      const next = await obtainModel(corpus, options, (messages, hash) =>
        trainInWorker(messages, hash, options.workerScript),
      )
      const isLast = turn === asked
      if (inShadow) {
        if (isLast) shadow.hold(next)
        return infoOf(next)
      }
      if (isLast && next.model.hash !== history.current().model.hash) history.replace(next)
      return infoOf(history.current())
    },
    promote: () => {
      const candidate = shadow.candidate()
      if (!candidate) return false
      history.replace(candidate)
      shadow.hold(null)
      return true
    },
    discard: () => {
      const held = shadow.candidate() !== null
      shadow.hold(null)
      return held
    },
    rollBack: history.rollBack,
    overview: () => {
      const [previous, candidate] = [history.previous(), shadow.candidate()]
      return {
        live: infoOf(history.current()),
        previous: previous && infoOf(previous),
        candidate: candidate && infoOf(candidate),
        ...shadow.noted(),
      }
    },
  }
}
