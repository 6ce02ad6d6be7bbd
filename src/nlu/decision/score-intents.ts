import type { Language, ScoredIntent } from '../classifier.js'
import { OUT_OF_SCOPE } from '../classifier.js'
import { extractFeatures } from '../features/extract-features.js'
import { vectorize, type SparseVector } from '../features/vectorizer.js'
import { compactSums } from '../model/compact-layer.js'
import { MODEL_SETTINGS } from '../model/model-settings.js'
import type { Model } from '../model/model.js'
import { nearness } from '../model/neighbours.js'
import { isIntent, MEANINGLESS } from '../model/strange-messages.js'
import { activate } from '../model/train-network.js'
import { isNoise, isSlip } from '../text/noise.js'
import { recognisedShare } from './recognised-share.js'

export type Scores = {
  /** raw scores, best first, without None */
  ranked: ScoredIntent[]
  none: number
  /** how much nearer the training messages of the best intent are than those of None */
  closer: number
  /** how much the message is like random letters */
  meaningless: number
  /** share of the words that the model knows */
  knownShare: number
  words: number
  /** the message holds nothing to understand; what it resembles is said all the same */
  noise: boolean
  /** share of the typed letters that lie in words which can be recognised */
  recognisedShare: number
  vector: SparseVector
}

const { network, opinions, blocks } = MODEL_SETTINGS

/**
 * What the margin layer, the network and the nearest training messages say of every output: about -1 (not this) to 2 (this).
 * Raw values, not shares: shares would make one known word among strange ones look certain.
 */
const weighOpinions = (model: Model, vector: SparseVector, near: Float64Array): Float64Array => {
  const activations = activate(compactSums(model.network, vector), network.alpha)
  return compactSums(model.margins, vector).map(
    (margin, output) =>
      opinions.margins * margin +
      opinions.network * (2 * (activations[output] as number) - 1) +
      opinions.neighbours * (near[output] as number),
  )
}

/** Scores every intent and None on a normalised message; `plain` is what it was made of. */
export const scoreIntents = (
  model: Model,
  normalized: string,
  language: Language,
  plain = normalized,
): Scores => {
  const vector = vectorize(extractFeatures(normalized, language), model.vocabulary, blocks)
  const near = nearness(model.neighbours, vector, model.intents.length)
  const raw = weighOpinions(model, vector, near)
  const ranked = model.intents
    .map((intent, output) => ({ intent, score: raw[output] as number }))
    .filter(({ intent }) => isIntent(intent))
    .sort((one, other) => other.score - one.score)
  const rawOf = (output: string): number => raw[model.intents.indexOf(output)] ?? -1
  const nearTo = (output = ''): number => near[model.intents.indexOf(output)] ?? 0
  const words = normalized.split(' ').length
  const noise = isNoise(normalized) || isSlip(plain)
  return {
    ranked,
    none: rawOf(OUT_OF_SCOPE),
    closer: nearTo(ranked[0]?.intent) - nearTo(OUT_OF_SCOPE),
    meaningless: rawOf(MEANINGLESS),
    knownShare: vector.knownShare,
    words,
    noise,
    recognisedShare: recognisedShare(plain, language, model.vocabulary),
    vector,
  }
}
