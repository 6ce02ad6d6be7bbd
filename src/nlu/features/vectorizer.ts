import { BLOCKS, type Block, type FeatureBlocks } from './extract-features.js'

export type BlockWeights = Record<Block, number>

/** Which feature has which place, and how rare it is. Places of the blocks follow each other. */
export type Vocabulary = {
  places: Record<Block, Map<string, number>>
  rarity: Float64Array
  unseenRarity: number
}

/** The places of a message's known features and their weights; `knownShare` is the known part of its length in the word block. */
export type SparseVector = { places: Int32Array; values: Float64Array; knownShare: number }

/** Blocks are visited in their order: what `make` numbers lies in that order too. */
export const perBlock = <Value>(make: (block: Block) => Value): Record<Block, Value> => ({
  words: make('words'),
  pairs: make('pairs'),
  characters: make('characters'),
  concepts: make('concepts'),
  conceptPairs: make('conceptPairs'),
})

/** In how many messages a feature must be to have a place: of pairs and runs, most are in one message and teach nothing. */
const FEWEST_MESSAGES: Record<Block, number> = {
  words: 1,
  pairs: 2,
  characters: 2,
  concepts: 1,
  conceptPairs: 2,
}

/** Counts in how many messages each feature of one block is; gives each that is in enough of them the next place. */
const countBlock = (
  messages: readonly FeatureBlocks[],
  block: Block,
  seen: number[],
): Map<string, number> => {
  const times = new Map<string, number>()
  for (const message of messages) {
    for (const feature of message[block].keys()) times.set(feature, (times.get(feature) ?? 0) + 1)
  }
  const places = new Map<string, number>()
  for (const [feature, count] of times) {
    if (count < FEWEST_MESSAGES[block]) continue
    places.set(feature, seen.length)
    seen.push(count)
  }
  return places
}

/** Numbers the features of the training messages in order of appearance and weighs each by how few messages have it. */
export const buildVocabulary = (messages: readonly FeatureBlocks[]): Vocabulary => {
  const seen: number[] = []
  const places = perBlock((block) => countBlock(messages, block, seen))
  const rarityOf = (times: number): number => Math.log((1 + messages.length) / (1 + times)) + 1
  return { places, rarity: Float64Array.from(seen, rarityOf), unseenRarity: rarityOf(1) }
}

type Part = { places: number[]; values: number[]; known: number; all: number }

/** Unknown features count in the length of the block, so that one known word among many unknown ones does not speak loudest. */
const vectorizeBlock = (
  counts: Map<string, number>,
  vocabulary: Vocabulary,
  block: Block,
): Part => {
  const part: Part = { places: [], values: [], known: 0, all: 0 }
  for (const [feature, times] of counts) {
    const place = vocabulary.places[block].get(feature)
    const rarity = place === undefined ? vocabulary.unseenRarity : (vocabulary.rarity[place] ?? 0)
    const value = (1 + Math.log(times)) * rarity
    part.all += value * value
    if (place === undefined) continue
    part.known += value * value
    part.places.push(place)
    part.values.push(value)
  }
  return part
}

/** TF-IDF per block, each block scaled to its weight. */
export const vectorize = (
  message: FeatureBlocks,
  vocabulary: Vocabulary,
  weights: BlockWeights,
): SparseVector => {
  const places: number[] = []
  const values: number[] = []
  let knownShare = 0
  for (const block of BLOCKS) {
    const part = vectorizeBlock(message[block], vocabulary, block)
    const scale = part.all > 0 ? weights[block] / Math.sqrt(part.all) : 0
    if (block === 'words' && part.all > 0) knownShare = part.known / part.all
    places.push(...part.places)
    for (const value of part.values) values.push(value * scale)
  }
  return { places: Int32Array.from(places), values: Float64Array.from(values), knownShare }
}
