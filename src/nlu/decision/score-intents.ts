import type { Language, ScoredIntent } from '../classifier.js'
import { OUT_OF_SCOPE } from '../classifier.js'
import { extractFeatures } from '../features/extract-features.js'
import { vectorize, type SparseVector } from '../features/vectorizer.js'
import { addSums, toProbabilities } from '../model/linear-layer.js'
import { MODEL_SETTINGS } from '../model/model-settings.js'
import type { Model } from '../model/model.js'
import { runNetwork } from '../model/train-network.js'

export type Scores = {
  /** the intents best first, without None; the scores of all and None add up to 1 */
  ranked: ScoredIntent[]
  none: number
  /** share of the words that the model knows */
  knownShare: number
  vector: SparseVector
}

/** The network's activations as shares; a message that moves no output belongs to None. */
const networkShares = (activations: Float64Array, none: number): Float64Array => {
  let total = 0
  for (const activation of activations) total += activation ** 2
  if (total === 0) activations[none] = total = 1
  for (let output = 0; output < activations.length; output++) {
    activations[output] = (activations[output] as number) ** 2 / total
  }
  return activations
}

/** Scores every intent by the mean of the network's and the regression's shares. */
export const scoreIntents = (model: Model, normalized: string, language: Language): Scores => {
  const blocks = extractFeatures(normalized, language)
  const vector = vectorize(blocks, model.vocabulary, MODEL_SETTINGS.blocks)
  const outputs = model.intents.length
  const noneAt = model.intents.indexOf(OUT_OF_SCOPE)
  const shares = networkShares(
    runNetwork(model.network, vector, MODEL_SETTINGS.network.alpha, new Float64Array(outputs)),
    noneAt,
  )
  const probabilities = new Float64Array(outputs)
  addSums(model.regression, vector, probabilities)
  toProbabilities(probabilities)
  const scoreOf = (output: number): number =>
    ((shares[output] as number) + (probabilities[output] as number)) / 2
  const ranked = model.intents
    .map((intent, output) => ({ intent, score: scoreOf(output) }))
    .filter(({ intent }) => intent !== OUT_OF_SCOPE)
    .sort((one, other) => other.score - one.score)
  return { ranked, none: scoreOf(noneAt), knownShare: vector.knownShare, vector }
}
