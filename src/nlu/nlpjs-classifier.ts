import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Classifier, IntentCorpus } from './classifier.js'
import { classifyMessage } from './classify-message.js'
import { explainMessage } from './explain-message.js'
import { readCachedModel, writeCachedModel } from './model/model-cache.js'
import { modelHash } from './model/model-hash.js'
import { trainModel } from './model/train-model.js'

export type NlpjsClassifierOptions = {
  corpus: IntentCorpus
  /** where trained models are kept; null keeps none */
  cacheDirectory: string | null
  log?: (line: string) => void
}

/** A classifier on nlp.js' stemmers and network, trained on the corpus or read from the cache of the same corpus and code. */
export const createNlpjsClassifier = async (
  options: NlpjsClassifierOptions,
): Promise<Classifier> => {
  const { corpus, cacheDirectory, log } = options
  const hash = modelHash(corpus)
  const cached = cacheDirectory === null ? null : await readCachedModel(cacheDirectory, hash)
  const startedAt = performance.now()
  if (!cached) log?.('training the classifier')
  const model = cached ?? trainModel(corpus, hash)
  const trainedInMs = cached ? 0 : performance.now() - startedAt
  if (!cached && cacheDirectory !== null)
    await writeCachedModel(cacheDirectory, model, randomUUID())
  return {
    classify: (text, classifyOptions) => classifyMessage(model, text, classifyOptions),
    explain: (text, classifyOptions) => explainMessage(model, text, classifyOptions),
    info: () => ({
      intents: model.intents.length - 1,
      languages: model.languages,
      fromCache: cached !== null,
      trainedInMs,
      hash,
    }),
  }
}
