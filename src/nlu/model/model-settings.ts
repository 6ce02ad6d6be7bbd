import type { BlockWeights } from '../features/vectorizer.js'
import type { MarginSettings } from './train-margins.js'
import { NLPJS_DEFAULTS, type NetworkSettings } from './train-network.js'

export type ModelSettings = {
  blocks: BlockWeights
  network: NetworkSettings
  margins: MarginSettings
  /** how much each opinion counts in the score of an intent */
  opinions: { margins: number; network: number; neighbours: number }
}

/** Found by cross validation on the training messages (bench/understanding), never on held-out ones. */
export const MODEL_SETTINGS: ModelSettings = {
  blocks: { words: 1.4, pairs: 1, characters: 2, concepts: 0.4, conceptPairs: 1.4 },
  network: { ...NLPJS_DEFAULTS, iterations: 3 },
  margins: { cost: 0.3, epochs: 6 },
  opinions: { margins: 1, network: 0.05, neighbours: 0.05 },
}
