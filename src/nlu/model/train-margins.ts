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

type Duals = { alphas: Float64Array; lengths: Float64Array; softness: number; moved: Int32Array }

/**
 * How far each output moves for one message: Newton's step on its dual variable, which never gets below 0. Overwrites the
 * first sums by the moves and names their outputs in `moved`; returns how many move. Most do not.
 */
const moves = (
  sums: Float64Array,
  index: number,
  label: number | undefined,
  duals: Duals,
): number => {
  const { alphas, lengths, softness, moved } = duals
  const curvature = (lengths[index] as number) + softness
  let found = 0
  for (let output = 0; output < sums.length; output++) {
    const side = output === label ? 1 : -1
    const at = index * sums.length + output
    const before = alphas[at] as number
    const slope = side * (sums[output] as number) - 1 + softness * before
    const after = Math.max(before - slope / curvature, 0)
    if (after === before) continue
    alphas[at] = after
    sums[found] = (after - before) * side
    moved[found] = output
    found += 1
  }
  return found
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
    moved: new Int32Array(outputs),
  }
  const sums = new Float64Array(outputs)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    for (const index of shuffledIndexes(vectors.length, epoch + 1)) {
      const vector = vectors[index]
      if (!vector) continue
      addSums(layer, vector, sums)
      const found = moves(sums, index, labels[index], duals)
      if (found > 0) moveWeights(layer, vector, sums, duals.moved.subarray(0, found))
    }
  }
  return layer
}
