import type { SparseVector } from '../features/vectorizer.js'
import type { LinearLayer } from './linear-layer.js'

/** A trained layer in a quarter of its size: the weights of a feature are whole numbers from -127 to 127 times its scale. */
export type CompactLayer = {
  outputs: number
  scales: Float32Array
  weights: Int8Array
  biases: Float64Array
}

const LARGEST = 127

/** Rounds a trained layer; what it says of a message changes in the third digit at most. */
export const compactLayer = ({ outputs, weights, biases }: LinearLayer): CompactLayer => {
  const scales = new Float32Array(weights.length / outputs)
  const rounded = new Int8Array(weights.length)
  scales.forEach((_, place) => {
    const row = weights.subarray(place * outputs, (place + 1) * outputs)
    const largest = row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
    if (largest === 0) return
    scales[place] = largest / LARGEST
    row.forEach((weight, output) => {
      rounded[place * outputs + output] = Math.round((weight / largest) * LARGEST)
    })
  })
  return { outputs, scales, weights: rounded, biases }
}

/** The weight of a feature for an output. */
export const weightOf = (layer: CompactLayer, place: number, output: number): number =>
  (layer.scales[place] ?? 0) * (layer.weights[place * layer.outputs + output] ?? 0)

/** The weighted sum of every output. */
export const compactSums = (layer: CompactLayer, vector: SparseVector): Float64Array => {
  const { outputs, scales, weights, biases } = layer
  const { places, values } = vector
  const sums = Float64Array.from(biases)
  for (let index = 0; index < places.length; index++) {
    const place = places[index] as number
    const value = (values[index] as number) * (scales[place] as number)
    const start = place * outputs
    for (let output = 0; output < outputs; output++) {
      sums[output] = (sums[output] as number) + value * (weights[start + output] as number)
    }
  }
  return sums
}
