import type { BlockWeights } from '../features/vectorizer.js'
import { NLPJS_DEFAULTS, type NetworkSettings } from './train-network.js'
import type { RegressionSettings } from './train-regression.js'

export type ModelSettings = {
  blocks: BlockWeights
  network: NetworkSettings
  regression: RegressionSettings
}

/** Found by cross validation on the training messages (bench/understanding), never on held-out ones. */
export const MODEL_SETTINGS: ModelSettings = {
  blocks: { words: 1, pairs: 0.5, characters: 1 },
  network: { ...NLPJS_DEFAULTS, iterations: 60 },
  regression: { epochs: 30, learningRate: 1, decay: 0.1 },
}
