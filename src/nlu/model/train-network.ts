import type { SparseVector } from '../features/vectorizer.js'
import { addSums, emptyLayer, type Examples, type LinearLayer } from './linear-layer.js'

export type NetworkSettings = {
  learningRate: number
  momentum: number
  alpha: number
  iterations: number
  errorThreshold: number
  deltaThreshold: number
}

/** What @nlpjs/neural takes when it is told nothing. */
export const NLPJS_DEFAULTS: NetworkSettings = {
  learningRate: 0.6,
  momentum: 0.5,
  alpha: 0.07,
  iterations: 20_000,
  errorThreshold: 0.00005,
  deltaThreshold: 0.000001,
}

/** Turns weighted sums into activations, in place. */
export const activate = (sums: Float64Array, alpha: number): Float64Array => {
  for (let output = 0; output < sums.length; output++) {
    const sum = sums[output] as number
    sums[output] = sum <= 0 ? 0 : alpha * sum
  }
  return sums
}

/** Raw activation of every output, as @nlpjs/neural reports it: 0 below 0, else a fraction alpha of the sum. */
export const runNetwork = (
  layer: LinearLayer,
  vector: SparseVector,
  alpha: number,
  into: Float64Array,
): Float64Array => {
  addSums(layer, vector, into)
  return activate(into, alpha)
}

type Training = {
  layer: LinearLayer
  settings: NetworkSettings
  changes: Float32Array
  activations: Float64Array
  errors: Float64Array
  /** the outputs that were wrong about the example at hand, and what each corrects */
  wrong: Int32Array
  deltas: Float64Array
  rate: number
}

/** Finds the outputs that were wrong; most are silent and right, which is what makes training quick. */
const findWrong = (training: Training, label: number | undefined): number => {
  const { layer, settings, activations, errors, wrong, deltas } = training
  let found = 0
  for (let output = 0; output < layer.outputs; output++) {
    const activation = activations[output] as number
    const error = (output === label ? 1 : 0) - activation
    if (error === 0) continue
    errors[output] = (errors[output] as number) + error ** 2
    wrong[found] = output
    deltas[found] = (activation > 0 ? 1 : settings.alpha) * error * training.rate
    found += 1
  }
  return found
}

/** The delta rule with momentum, for the outputs that were wrong. */
const correct = (training: Training, vector: SparseVector, found: number): void => {
  const { layer, changes, settings, wrong, deltas } = training
  const { places, values } = vector
  const { weights, biases, outputs } = layer
  for (let index = 0; index < places.length; index++) {
    const value = values[index] as number
    const start = (places[index] as number) * outputs
    for (let number = 0; number < found; number++) {
      const at = start + (wrong[number] as number)
      const change =
        (deltas[number] as number) * value + settings.momentum * (changes[at] as number)
      changes[at] = change
      weights[at] = (weights[at] as number) + change
    }
  }
  for (let number = 0; number < found; number++) {
    const output = wrong[number] as number
    biases[output] = (biases[output] as number) + (deltas[number] as number)
  }
}

/**
 * Trains the network of @nlpjs/neural on typed arrays: the same outputs from the same examples at a fraction of the time.
 * Its perceptrons never see each other, so all of them can learn from an example at once.
 */
export const trainNetwork = (examples: Examples, settings: NetworkSettings): LinearLayer => {
  const { vectors, labels, features, outputs } = examples
  const training: Training = {
    layer: emptyLayer(features, outputs),
    settings,
    changes: new Float32Array(features * outputs),
    activations: new Float64Array(outputs),
    errors: new Float64Array(outputs),
    wrong: new Int32Array(outputs),
    deltas: new Float64Array(outputs),
    rate: 0,
  }
  let error = Infinity
  let delta = Infinity
  for (let iteration = 1; iteration <= settings.iterations; iteration++) {
    if (error <= settings.errorThreshold || delta <= settings.deltaThreshold) break
    training.rate = settings.learningRate / (1 + 0.001 * iteration)
    training.errors.fill(0)
    vectors.forEach((vector, index) => {
      runNetwork(training.layer, vector, settings.alpha, training.activations)
      correct(training, vector, findWrong(training, labels[index]))
    })
    const lastError = error
    error = training.errors.reduce((sum, one) => sum + one, 0) / (outputs * vectors.length)
    delta = Math.abs(error - lastError)
  }
  return training.layer
}
