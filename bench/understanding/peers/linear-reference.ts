import { shuffledIndexes } from '../../../src/nlu/model/seeded-random.js'
import type { Guess, Peer } from './peer.js'

/** The textbook baseline: TF-IDF of words 1-2 and characters 2-5, multinomial logistic regression, None as one more class. */

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const featuresOf = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  const add = (feature: string): void => void counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const words = plain(text).match(/[\p{L}\p{N}]+/gu) ?? []
  words.forEach((word, index) => {
    add(`w ${word}`)
    if (index > 0) add(`w ${words[index - 1]} ${word}`)
    const padded = ` ${word} `
    for (let size = 2; size <= 5; size++) {
      for (let at = 0; at + size <= padded.length; at++) add(`c ${padded.slice(at, at + size)}`)
    }
  })
  return counts
}

type Entry = readonly [place: number, value: number]

const EPOCHS = 15

const probabilities = (
  weights: Float32Array,
  biases: Float64Array,
  vector: readonly Entry[],
): Float64Array => {
  const sums = Float64Array.from(biases)
  for (const [place, value] of vector) {
    for (let output = 0; output < sums.length; output++) {
      sums[output] = (sums[output] ?? 0) + value * (weights[place * sums.length + output] ?? 0)
    }
  }
  const highest = sums.reduce((one, other) => Math.max(one, other), -Infinity)
  const powers = sums.map((sum) => Math.exp(sum - highest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

type Learned = { intents: string[]; weights: Float32Array; biases: Float64Array }

const learn = (vectors: readonly Entry[][], labels: readonly string[], places: number): Learned => {
  const intents = [...new Set(labels)]
  const weights = new Float32Array(places * intents.length)
  const biases = new Float64Array(intents.length)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = 1 / (1 + epoch * 0.1)
    for (const index of shuffledIndexes(vectors.length, epoch + 1)) {
      const vector = vectors[index] ?? []
      const label = intents.indexOf(labels[index] ?? '')
      const steps = probabilities(weights, biases, vector).map(
        (chance, output) => rate * (Number(output === label) - chance),
      )
      for (const [place, value] of vector) {
        steps.forEach((step, output) => (weights[place * intents.length + output]! += value * step))
      }
      steps.forEach((step, output) => (biases[output]! += step))
    }
  }
  return { intents, weights, biases }
}

const guessFrom = ({ intents }: Learned, chances: Float64Array): Guess => {
  const scored = intents.map((intent, output) => ({ intent, score: chances[output] ?? 0 }))
  scored.sort((one, other) => other.score - one.score)
  const none = scored.find(({ intent }) => intent === 'None')
  const best = scored.find(({ intent }) => intent !== 'None') ?? { intent: 'None', score: 0 }
  return { intent: best.intent, score: none ? 1 - none.score : best.score }
}

export const linearReference: Peer = {
  name: 'linear reference',
  train: (messages) => {
    const features = messages.map(({ text }) => featuresOf(text))
    const seen = new Map<string, number>()
    for (const key of features.flatMap((counts) => [...counts.keys()])) {
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    const places = new Map([...seen.keys()].map((key, place) => [key, place]))
    const vectorOf = (counts: Map<string, number>): Entry[] => {
      const entries = [...counts].flatMap(([key, times]): Entry[] => {
        const place = places.get(key)
        if (place === undefined) return []
        const rarity = Math.log((1 + messages.length) / (1 + (seen.get(key) ?? 0))) + 1
        return [[place, (1 + Math.log(times)) * rarity]]
      })
      const length = Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0)) || 1
      return entries.map(([place, value]) => [place, (2 * value) / length])
    }
    const labels = messages.map(({ intent }) => intent)
    const learned = learn(features.map(vectorOf), labels, places.size)
    return Promise.resolve((text: string) =>
      Promise.resolve(
        guessFrom(
          learned,
          probabilities(learned.weights, learned.biases, vectorOf(featuresOf(text))),
        ),
      ),
    )
  },
}
