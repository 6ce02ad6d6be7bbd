import type { SparseVector, Vocabulary } from '../features/vectorizer.js'
import type { Examples } from './linear-layer.js'

/** Which training messages have a feature: those of place p lie from starts[p] to starts[p + 1]. */
export type Neighbours = {
  starts: Uint32Array
  messages: Uint32Array
  values: Float32Array
  /** the intent of each message */
  labels: Uint16Array
}

/** A feature that more messages have than this says little about which of them is near, and takes long to follow. */
const MOST_MESSAGES = 300

/** Runs of characters find many far neighbours; words, pairs and concepts alone find as good ones (cross validation). */
const isFollowed = (place: number, times: number, { places }: Vocabulary): boolean => {
  const characters = places.words.size + places.pairs.size
  const isCharacters = place >= characters && place < characters + places.characters.size
  return times > 0 && times <= MOST_MESSAGES && !isCharacters
}

const countTimes = ({ vectors, features }: Examples): Uint32Array => {
  const times = new Uint32Array(features)
  for (const { places } of vectors)
    for (const place of places) times[place] = (times[place] ?? 0) + 1
  return times
}

/** Turns the training messages around: from features to the messages that have them. */
export const indexNeighbours = (examples: Examples, vocabulary: Vocabulary): Neighbours => {
  const times = countTimes(examples)
  const starts = new Uint32Array(examples.features + 1)
  times.forEach((count, place) => {
    const followed = isFollowed(place, count, vocabulary) ? count : 0
    starts[place + 1] = (starts[place] as number) + followed
  })
  const size = starts[examples.features] as number
  const messages = new Uint32Array(size)
  const values = new Float32Array(size)
  const next = starts.slice()
  examples.vectors.forEach((vector, message) => {
    vector.places.forEach((place, index) => {
      if (starts[place] === starts[place + 1]) return
      const at = next[place] as number
      next[place] = at + 1
      messages[at] = message
      values[at] = vector.values[index] as number
    })
  })
  return { starts, messages, values, labels: Uint16Array.from(examples.labels) }
}

type Scratch = { sums: Float32Array; counted: Float64Array }

/** One message is read at a time: the sums are written over those of the message before, for 50 kB less of waste each. */
const scratches = new WeakMap<Neighbours, Scratch>()

/** How many of an output's training messages count: three, or as many as it has. */
const NEAREST = 3

const scratchOf = (neighbours: Neighbours, outputs: number): Scratch => {
  const known = scratches.get(neighbours)
  if (known) return known
  const counted = new Float64Array(outputs)
  for (const label of neighbours.labels) {
    counted[label] = Math.min(NEAREST, (counted[label] as number) + 1)
  }
  const scratch = { sums: new Float32Array(neighbours.labels.length), counted }
  scratches.set(neighbours, scratch)
  return scratch
}

/** Writes over `sums` how like each training message a message is. */
const addLikeness = (
  neighbours: Neighbours,
  { places, values }: SparseVector,
  sums: Float32Array,
): void => {
  const { starts, messages } = neighbours
  sums.fill(0)
  for (let index = 0; index < places.length; index++) {
    const place = places[index] as number
    const value = values[index] as number
    const end = starts[place + 1] as number
    for (let at = starts[place] as number; at < end; at++) {
      const message = messages[at] as number
      sums[message] = (sums[message] as number) + value * (neighbours.values[at] as number)
    }
  }
}

/**
 * How like its three nearest training messages of an intent a message is, for every output: the mean of the products of their
 * vectors. An intent that has but two messages is not further away for it.
 */
export const nearness = (
  neighbours: Neighbours,
  vector: SparseVector,
  outputs: number,
): Float64Array => {
  const { labels } = neighbours
  const { sums, counted } = scratchOf(neighbours, outputs)
  addLikeness(neighbours, vector, sums)
  const first = new Float64Array(outputs)
  const second = new Float64Array(outputs)
  const third = new Float64Array(outputs)
  for (let message = 0; message < sums.length; message++) {
    const sum = sums[message] as number
    const output = labels[message] as number
    if (sum <= (third[output] as number)) continue
    if (sum <= (second[output] as number)) {
      third[output] = sum
    } else if (sum <= (first[output] as number)) {
      third[output] = second[output] as number
      second[output] = sum
    } else {
      third[output] = second[output] as number
      second[output] = first[output] as number
      first[output] = sum
    }
  }
  return first.map(
    (nearest, output) =>
      (nearest + (second[output] as number) + (third[output] as number)) /
      Math.max(1, counted[output] as number),
  )
}
