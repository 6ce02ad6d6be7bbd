import type { Language, ScoredIntent } from '../classifier.js'
import { OUT_OF_SCOPE } from '../classifier.js'
import { extractFeatures } from '../features/extract-features.js'
import { vectorize, type SparseVector } from '../features/vectorizer.js'
import { addSums } from '../model/linear-layer.js'
import { MODEL_SETTINGS } from '../model/model-settings.js'
import type { Model } from '../model/model.js'
import { runNetwork } from '../model/train-network.js'
import { isNoise } from '../text/noise.js'

export type Scores = {
  /** raw scores, best first, without None */
  ranked: ScoredIntent[]
  none: number
  /** share of the words that the model knows */
  knownShare: number
  words: number
  /** the message holds nothing to understand; what it resembles is said all the same */
  noise: boolean
  vector: SparseVector
}

/**
 * The mean of what the network and the margin layer say of every output, both between about -1 (not this) and 1 (this).
 * Raw values, not shares: shares would make one known word among strange ones look certain.
 */
const opinions = (model: Model, vector: SparseVector): Float64Array => {
  const activations = new Float64Array(model.intents.length)
  runNetwork(model.network, vector, MODEL_SETTINGS.network.alpha, activations)
  const margins = new Float64Array(model.intents.length)
  addSums(model.margins, vector, margins)
  return margins.map((margin, output) => (margin + 2 * (activations[output] as number) - 1) / 2)
}

/** Scores every intent and None on a normalised message. */
export const scoreIntents = (model: Model, normalized: string, language: Language): Scores => {
  const vector = vectorize(
    extractFeatures(normalized, language),
    model.vocabulary,
    MODEL_SETTINGS.blocks,
  )
  const raw = opinions(model, vector)
  const ranked = model.intents
    .map((intent, output) => ({ intent, score: raw[output] as number }))
    .filter(({ intent }) => intent !== OUT_OF_SCOPE)
    .sort((one, other) => other.score - one.score)
  const none = raw[model.intents.indexOf(OUT_OF_SCOPE)] ?? -1
  const words = normalized.split(' ').length
  const noise = isNoise(normalized)
  return { ranked, none, knownShare: vector.knownShare, words, noise, vector }
}
