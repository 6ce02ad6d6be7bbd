import {
  addSums,
  emptyLayer,
  moveWeights,
  type Examples,
  type LinearLayer,
} from './linear-layer.js'
import { shuffledIndexes } from './seeded-random.js'

export type MarginSettings = {
  /** what a message on the wrong side costs, against small weights */
  cost: number
  epochs: number
}

type Duals = { alphas: Float64Array; lengths: Float64Array; softness: number }

/**
 * How far each output moves for one message: Newton's step on its dual variable, which never gets below 0. Overwrites the
 * sums by the moves; true when any output moves.
 */
const moves = (
  sums: Float64Array,
  index: number,
  label: number | undefined,
  duals: Duals,
): boolean => {
  const { alphas, lengths, softness } = duals
  const curvature = (lengths[index] as number) + softness
  let moved = false
  for (let output = 0; output < sums.length; output++) {
    const side = output === label ? 1 : -1
    const at = index * sums.length + output
    const before = alphas[at] as number
    const slope = side * (sums[output] as number) - 1 + softness * before
    const after = Math.max(before - slope / curvature, 0)
    alphas[at] = after
    sums[output] = (after - before) * side
    if (after !== before) moved = true
  }
  return moved
}

/**
 * One-versus-rest support vector machines with squared hinge loss, by dual coordinate descent
 * (https://doi.org/10.1145/1390156.1390208), all outputs at once over the same visits in a seeded order.
 */
export const trainMargins = (examples: Examples, settings: MarginSettings): LinearLayer => {
  const { vectors, labels, features, outputs } = examples
  const layer = emptyLayer(features, outputs)
  const duals: Duals = {
    alphas: new Float64Array(vectors.length * outputs),
    lengths: Float64Array.from(vectors, ({ values }) =>
      values.reduce((sum, value) => sum + value * value, 1),
    ),
    softness: 1 / (2 * settings.cost),
  }
  const sums = new Float64Array(outputs)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    for (const index of shuffledIndexes(vectors.length, epoch + 1)) {
      const vector = vectors[index]
      if (!vector) continue
      addSums(layer, vector, sums)
      if (moves(sums, index, labels[index], duals)) moveWeights(layer, vector, sums)
    }
  }
  return layer
}
