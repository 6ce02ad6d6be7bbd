import type { ClassifyOptions, Explanation, FeatureWeight } from './classifier.js'
import { classifyMessage } from './classify-message.js'
import { THRESHOLDS } from './decision/decide.js'
import { scoreIntents } from './decision/score-intents.js'
import { BLOCKS, type Block } from './features/extract-features.js'
import { weightOf } from './model/compact-layer.js'
import type { Model } from './model/model.js'

const STRONGEST = 20

const KINDS: Record<Block, FeatureWeight['kind']> = {
  words: 'word',
  pairs: 'pair',
  characters: 'characters',
  concepts: 'concept',
  conceptPairs: 'concepts',
}

const featureNames = (
  model: Model,
  places: Int32Array,
): Map<number, Omit<FeatureWeight, 'contribution'>> => {
  const wanted = new Set(places)
  const names = new Map<number, Omit<FeatureWeight, 'contribution'>>()
  for (const block of BLOCKS) {
    for (const [feature, place] of model.vocabulary.places[block]) {
      if (wanted.has(place)) names.set(place, { feature, kind: KINDS[block] })
    }
  }
  return names
}

/** The features of a message that spoke for or against its best candidate, in the margin layer's own units. */
export const explainMessage = (
  model: Model,
  text: string,
  options: ClassifyOptions = {},
): Explanation => {
  const classification = classifyMessage(model, text, options)
  const intent = classification.alternatives[0]?.intent ?? ''
  const output = model.intents.indexOf(intent)
  const { vector } = scoreIntents(model, classification.normalized, classification.language)
  const names = featureNames(model, vector.places)
  const features = [...vector.places].flatMap((place, index): FeatureWeight[] => {
    const name = names.get(place)
    if (output < 0 || !name) return []
    const weight = weightOf(model.margins, place, output)
    return [{ ...name, contribution: weight * (vector.values[index] ?? 0) }]
  })
  features.sort((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution))
  return {
    classification,
    intent,
    features: features.slice(0, STRONGEST),
    knownShare: vector.knownShare,
    thresholds: THRESHOLDS,
  }
}
