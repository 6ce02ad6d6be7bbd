import { describe, expect, it } from '@jest/globals'
import { NeuralNetwork, type NeuralExample } from '@nlpjs/neural'
import type { SparseVector } from '../../src/nlu/features/vectorizer.js'
import { seededRandom } from '../../src/nlu/model/seeded-random.js'
import { NLPJS_DEFAULTS, runNetwork, trainNetwork } from '../../src/nlu/model/train-network.js'

const FEATURES = 60
const INTENTS = 6
const EXAMPLES = 80
const SETTINGS = { ...NLPJS_DEFAULTS, iterations: 40 }

const random = seededRandom(7)

/** One intent a message, told by one of its five features. */
const randomExample = (index: number): { vector: SparseVector; label: number } => {
  const places = new Set([index % FEATURES])
  while (places.size < 5) places.add(Math.floor(random() * FEATURES))
  return {
    vector: {
      places: Int32Array.from(places),
      values: Float64Array.from(places, () => random()),
      knownShare: 1,
    },
    label: index % INTENTS,
  }
}

const inputOf = ({ places, values }: SparseVector): Record<string, number> =>
  Object.fromEntries([...places].map((place, index) => [`f${place}`, values[index] ?? 0]))

describe('trainNetwork', () => {
  it('gives the outputs of @nlpjs/neural, to the last bit', () => {
    const warmUp = Array.from({ length: FEATURES }, (_, place) => ({
      vector: { places: Int32Array.of(place), values: Float64Array.of(0.5), knownShare: 1 },
      label: place % INTENTS,
    }))
    const examples = [
      ...warmUp,
      ...Array.from({ length: EXAMPLES }, (_, index) => randomExample(index + FEATURES)),
    ]
    const reference = new NeuralNetwork({ iterations: SETTINGS.iterations })
    reference.train(
      examples.map(({ vector, label }): NeuralExample => ({
        input: inputOf(vector),
        output: { [`i${label}`]: 1 },
      })),
    )
    const ours = trainNetwork(
      {
        vectors: examples.map(({ vector }) => vector),
        labels: examples.map(({ label }) => label),
        features: FEATURES,
        outputs: INTENTS,
      },
      SETTINGS,
    )
    for (const { vector } of examples) {
      const expected = reference.run(inputOf(vector)) ?? {}
      const actual = runNetwork(ours, vector, SETTINGS.alpha, new Float64Array(INTENTS))
      expect([...actual]).toEqual([0, 1, 2, 3, 4, 5].map((intent) => expected[`i${intent}`]))
    }
  })

  it('learns: after training most examples give their own intent the highest activation', () => {
    const examples = Array.from({ length: EXAMPLES }, (_, index) => randomExample(index))
    const network = trainNetwork(
      {
        vectors: examples.map(({ vector }) => vector),
        labels: examples.map(({ label }) => label),
        features: FEATURES,
        outputs: INTENTS,
      },
      { ...SETTINGS, iterations: 400 },
    )
    const right = examples.filter(({ vector, label }) => {
      const activations = runNetwork(network, vector, SETTINGS.alpha, new Float64Array(INTENTS))
      return activations.indexOf(Math.max(...activations)) === label
    })
    expect(right.length / EXAMPLES).toBeGreaterThan(0.8)
  })
})
