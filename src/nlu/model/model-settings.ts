import type { BlockWeights } from '../features/vectorizer.js'
import type { MarginSettings } from './train-margins.js'
import { NLPJS_DEFAULTS, type NetworkSettings } from './train-network.js'

export type ModelSettings = {
  blocks: BlockWeights
  network: NetworkSettings
  margins: MarginSettings
}

/** Found by cross validation on the training messages (bench/understanding), never on held-out ones. */
export const MODEL_SETTINGS: ModelSettings = {
  blocks: { words: 1, pairs: 1, characters: 2, concepts: 0.6, conceptPairs: 1 },
  network: { ...NLPJS_DEFAULTS, iterations: 12 },
  margins: { cost: 1, epochs: 8 },
}
