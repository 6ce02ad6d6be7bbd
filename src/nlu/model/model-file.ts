import type { Language } from '../classifier.js'
import { BLOCKS, type Block } from '../features/extract-features.js'
import { perBlock, type Vocabulary } from '../features/vectorizer.js'
import type { CompactLayer } from './compact-layer.js'
import type { Model } from './model.js'
import type { Neighbours } from './neighbours.js'

type Header = {
  hash: string
  intents: string[]
  languages: Language[]
  features: Record<Block, string[]>
  unseenRarity: number
  languageFeatures: string[]
  /** how many training messages there are, and how many of their features are followed */
  messages: number
  followed: number
}

type Numbers = Float64Array | Float32Array | Uint32Array | Uint16Array | Int8Array

const layerNumbers = ({ biases, scales, weights }: CompactLayer): Numbers[] => [
  biases,
  scales,
  weights,
]

const numbersOf = ({
  vocabulary,
  languageModel,
  network,
  margins,
  neighbours,
}: Model): Numbers[] => [
  vocabulary.rarity,
  Float64Array.from(languageModel.values()),
  ...layerNumbers(network),
  ...layerNumbers(margins),
  neighbours.starts,
  neighbours.messages,
  neighbours.values,
  neighbours.labels,
]

/** A model as bytes: the length of the header, the header as JSON, then the numbers as they lie in memory. */
export const encodeModel = (model: Model): Buffer => {
  const { places, unseenRarity } = model.vocabulary
  const header: Header = {
    hash: model.hash,
    intents: model.intents,
    languages: model.languages,
    features: perBlock((block) => [...places[block].keys()]),
    unseenRarity,
    languageFeatures: [...model.languageModel.keys()],
    messages: model.neighbours.labels.length,
    followed: model.neighbours.messages.length,
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const numbers = numbersOf(model).map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  )
  return Buffer.concat([length, json, ...numbers])
}

/** Hands out the numbers of a file one array after the other; a copy aligns them. */
const numberReader = (bytes: Buffer, start: number) => {
  let at = start
  const take = (byteLength: number): ArrayBuffer => {
    if (at + byteLength > bytes.length) throw new RangeError('The model file is cut short.')
    const from = bytes.byteOffset + at
    at += byteLength
    return bytes.buffer.slice(from, from + byteLength) as ArrayBuffer
  }
  return {
    doubles: (count: number): Float64Array => new Float64Array(take(count * 8)),
    floats: (count: number): Float32Array => new Float32Array(take(count * 4)),
    wholes: (count: number): Uint32Array => new Uint32Array(take(count * 4)),
    shorts: (count: number): Uint16Array => new Uint16Array(take(count * 2)),
    bytes: (count: number): Int8Array => new Int8Array(take(count)),
    atEnd: (): boolean => at === bytes.length,
  }
}

const readVocabulary = (header: Header, rarity: Float64Array): Vocabulary => {
  let place = 0
  return {
    places: perBlock(
      (block) => new Map(header.features[block].map((feature) => [feature, place++])),
    ),
    rarity,
    unseenRarity: header.unseenRarity,
  }
}

type NumberReader = ReturnType<typeof numberReader>

const readLayer = (read: NumberReader, features: number, outputs: number): CompactLayer => ({
  outputs,
  biases: read.doubles(outputs),
  scales: read.floats(features),
  weights: read.bytes(features * outputs),
})

const readNeighbours = (read: NumberReader, features: number, header: Header): Neighbours => ({
  starts: read.wholes(features + 1),
  messages: read.wholes(header.followed),
  values: read.floats(header.followed),
  labels: read.shorts(header.messages),
})

/**
 * The model of bytes that `encodeModel` made.
 * @throws RangeError or SyntaxError when the bytes are damaged
 */
export const decodeModel = (bytes: Buffer): Model => {
  const headerLength = bytes.readUInt32LE(0)
  const header = JSON.parse(bytes.toString('utf8', 4, 4 + headerLength)) as Header
  const read = numberReader(bytes, 4 + headerLength)
  const features = BLOCKS.reduce((sum, block) => sum + header.features[block].length, 0)
  const outputs = header.intents.length
  const rarity = read.doubles(features)
  const languageWeights = read.doubles(header.languageFeatures.length)
  const model: Model = {
    hash: header.hash,
    intents: header.intents,
    languages: header.languages,
    vocabulary: readVocabulary(header, rarity),
    languageModel: new Map(
      header.languageFeatures.map((feature, index) => [feature, languageWeights[index] ?? 0]),
    ),
    network: readLayer(read, features, outputs),
    margins: readLayer(read, features, outputs),
    neighbours: readNeighbours(read, features, header),
  }
  if (!read.atEnd()) throw new RangeError('The model file is longer than its header says.')
  return model
}
