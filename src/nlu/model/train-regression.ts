import {
  addSums,
  emptyLayer,
  moveWeights,
  toProbabilities,
  type Examples,
  type LinearLayer,
} from './linear-layer.js'
import { shuffledIndexes } from './seeded-random.js'

export type RegressionSettings = { epochs: number; learningRate: number; decay: number }

/** Multinomial logistic regression by stochastic gradient descent; its outputs are probabilities after `toProbabilities`. */
export const trainRegression = (examples: Examples, settings: RegressionSettings): LinearLayer => {
  const { vectors, labels, features, outputs } = examples
  const layer = emptyLayer(features, outputs)
  const steps = new Float64Array(outputs)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    const rate = settings.learningRate / (1 + epoch * settings.decay)
    for (const index of shuffledIndexes(vectors.length, epoch + 1)) {
      const vector = vectors[index]
      if (!vector) continue
      addSums(layer, vector, steps)
      toProbabilities(steps)
      for (let output = 0; output < outputs; output++) {
        const wanted = output === labels[index] ? 1 : 0
        steps[output] = rate * (wanted - (steps[output] as number))
      }
      moveWeights(layer, vector, steps)
    }
  }
  return layer
}
