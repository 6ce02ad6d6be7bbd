import type { Language } from '../classifier.js'
import { phoneticKey } from './phonetic-key.js'
import { stemWord } from './stem-words.js'

/** Counts of the features of one message, by block. Keys carry no prefix: a Map has no prototype to collide with. */
export type FeatureBlocks = {
  words: Map<string, number>
  pairs: Map<string, number>
  characters: Map<string, number>
}

export type FeatureOptions = { shortest: number; longest: number }

const DEFAULTS: FeatureOptions = { shortest: 2, longest: 5 }

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const countCharacters = (
  counts: Map<string, number>,
  word: string,
  options: FeatureOptions,
): void => {
  const padded = ` ${word} `
  for (let size = options.shortest; size <= options.longest; size++) {
    for (let start = 0; start + size <= padded.length; start++) {
      count(counts, padded.slice(start, start + size))
    }
  }
}

/** Stems, pairs of neighbouring stems, and the runs of characters inside each word as it sounds. */
export const extractFeatures = (
  normalized: string,
  language: Language,
  options: FeatureOptions = DEFAULTS,
): FeatureBlocks => {
  const blocks: FeatureBlocks = { words: new Map(), pairs: new Map(), characters: new Map() }
  let previous = '^'
  for (const word of normalized.split(' ')) {
    if (word.length === 0) continue
    const stem = stemWord(word, language)
    count(blocks.words, stem)
    count(blocks.pairs, `${previous} ${stem}`)
    countCharacters(blocks.characters, phoneticKey(word), options)
    previous = stem
  }
  if (previous !== '^') count(blocks.pairs, `${previous} $`)
  return blocks
}
