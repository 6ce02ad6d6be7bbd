import type { Language } from '../classifier.js'
import { conceptsOf } from './concepts.js'
import { phoneticKey } from './phonetic-key.js'
import { stemWord } from './stem-words.js'

/** In this order the blocks lie behind each other in a vector and in the model file. */
export const BLOCKS = ['words', 'pairs', 'characters', 'concepts', 'conceptPairs'] as const

export type Block = (typeof BLOCKS)[number]

/** How often a message has each feature. Maps have no prototype to collide with: "constructor" is a word like any other. */
export type FeatureBlocks = Record<Block, Map<string, number>>

const SHORTEST_RUN = 3
const LONGEST_RUN = 4
/** Pairs of concepts grow with the square of a message's length. */
const MOST_CONCEPTS = 24

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const countRuns = (counts: Map<string, number>, word: string): void => {
  const padded = ` ${word} `
  for (let size = SHORTEST_RUN; size <= LONGEST_RUN; size++) {
    for (let start = 0; start + size <= padded.length; start++) {
      count(counts, padded.slice(start, start + size))
    }
  }
}

const countConceptPairs = (counts: Map<string, number>, concepts: Iterable<string>): void => {
  const sorted = [...concepts].slice(0, MOST_CONCEPTS).sort()
  sorted.forEach((one, index) => {
    for (const other of sorted.slice(index + 1)) count(counts, `${one} ${other}`)
  })
}

/**
 * The features of a normalised message: nlp.js' stems, pairs of neighbouring stems, runs of characters inside each word as it
 * sounds, and the concepts of its words alone and in pairs, wherever they stand.
 */
export const extractFeatures = (normalized: string, language: Language): FeatureBlocks => {
  const blocks: FeatureBlocks = {
    words: new Map(),
    pairs: new Map(),
    characters: new Map(),
    concepts: new Map(),
    conceptPairs: new Map(),
  }
  let previous = '^'
  for (const word of normalized.split(' ')) {
    if (word.length === 0) continue
    const stem = stemWord(word, language)
    count(blocks.words, stem)
    count(blocks.pairs, `${previous} ${stem}`)
    countRuns(blocks.characters, phoneticKey(word))
    for (const concept of conceptsOf(word)) count(blocks.concepts, concept)
    previous = stem
  }
  if (previous !== '^') count(blocks.pairs, `${previous} $`)
  countConceptPairs(blocks.conceptPairs, blocks.concepts.keys())
  return blocks
}
