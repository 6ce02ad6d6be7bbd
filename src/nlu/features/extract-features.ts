import type { Language } from '../classifier.js'
import { wordFacts } from './word-facts.js'

/** In this order the blocks lie behind each other in a vector and in the model file. */
export const BLOCKS = ['words', 'pairs', 'characters', 'concepts', 'conceptPairs'] as const

export type Block = (typeof BLOCKS)[number]

/** How often a message has each feature. Maps have no prototype to collide with: "constructor" is a word like any other. */
export type FeatureBlocks = Record<Block, Map<string, number>>

const SHORTEST_RUN = 3
const LONGEST_RUN = 5
/** Pairs of concepts grow with the square of a message's length. */
const MOST_CONCEPTS = 24
/** The features of a longer message say no more, they only take longer. */
const MOST_WORDS = 120
const MOST_CHARACTERS = 600

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const countRuns = (counts: Map<string, number>, sounds: string): void => {
  for (let size = SHORTEST_RUN; size <= LONGEST_RUN; size++) {
    for (let start = 0; start + size <= sounds.length; start++) {
      count(counts, sounds.slice(start, start + size))
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
 * The features of a normalised message: nlp.js' stems, pairs of neighbouring stems, runs of characters as the whole message
 * sounds, and the concepts of its words: alone, in pairs wherever they stand, and in the pairs of neighbouring words.
 */
export const extractFeatures = (normalized: string, language: Language): FeatureBlocks => {
  const blocks: FeatureBlocks = {
    words: new Map(),
    pairs: new Map(),
    characters: new Map(),
    concepts: new Map(),
    conceptPairs: new Map(),
  }
  const words = normalized.split(' ').filter((word) => word.length > 0)
  let previous = '^'
  let gistBefore = '^'
  let sounds = ' '
  for (const word of words.slice(0, MOST_WORDS)) {
    const { stem, sound, concepts } = wordFacts(word, language)
    count(blocks.words, stem)
    count(blocks.pairs, `${previous} ${stem}`)
    sounds += `${sound} `
    for (const concept of concepts) count(blocks.concepts, concept)
    const gist = concepts[0] ?? word
    blocks.conceptPairs.set(`>${gistBefore} ${gist}`, 1)
    previous = stem
    gistBefore = gist
  }
  if (words.length > 0) {
    count(blocks.pairs, `${previous} $`)
    blocks.conceptPairs.set(`>${gistBefore} $`, 1)
  }
  countRuns(blocks.characters, sounds.slice(0, MOST_CHARACTERS))
  countConceptPairs(blocks.conceptPairs, blocks.concepts.keys())
  return blocks
}
