import type { SparseVector } from '../features/vectorizer.js'

/** Weights of place p for output o are at p * outputs + o. */
export type LinearLayer = { outputs: number; weights: Float32Array; biases: Float64Array }

/** Training messages as vectors, each with the number of its intent. */
export type Examples = {
  vectors: readonly SparseVector[]
  labels: readonly number[]
  features: number
  outputs: number
}

export const emptyLayer = (features: number, outputs: number): LinearLayer => ({
  outputs,
  weights: new Float32Array(features * outputs),
  biases: new Float64Array(outputs),
})

/** The weighted sum of every output, written over `into`. */
export const addSums = (layer: LinearLayer, vector: SparseVector, into: Float64Array): void => {
  const { outputs, weights, biases } = layer
  const { places, values } = vector
  into.set(biases)
  for (let index = 0; index < places.length; index++) {
    const value = values[index] as number
    const start = (places[index] as number) * outputs
    for (let output = 0; output < outputs; output++) {
      into[output] = (into[output] as number) + value * (weights[start + output] as number)
    }
  }
}

/** Moves the weights of a message's features by one step for each of the outputs named in `moved`. */
export const moveWeights = (
  layer: LinearLayer,
  vector: SparseVector,
  steps: Float64Array,
  moved: Int32Array,
): void => {
  const { outputs, weights, biases } = layer
  const { places, values } = vector
  for (let index = 0; index < places.length; index++) {
    const value = values[index] as number
    const start = (places[index] as number) * outputs
    for (let number = 0; number < moved.length; number++) {
      const at = start + (moved[number] as number)
      weights[at] = (weights[at] as number) + value * (steps[number] as number)
    }
  }
  moved.forEach((output, number) => {
    biases[output] = (biases[output] as number) + (steps[number] as number)
  })
}
