import type { Language } from '../classifier.js'
import type { Vocabulary } from '../features/vectorizer.js'
import { wordFacts } from '../features/word-facts.js'
import { readWord } from '../text/normalize-message.js'

/** The only words of two letters that are a message of their own; others, when known, say nothing either way. */
const SHORT_ANSWERS = new Set(['si', 'no', 'ok', 'ya'])
const SHORTEST_KNOWN = 3
/** A strange word is recognised when it is so long and this share of its runs of three letters is known. */
const SHORTEST_STRANGE = 5
const RUN = 3
const FEWEST_RUNS_KNOWN = 0.8
/** What the first words do not show, the rest of a long message does not mend. */
const MOST_WORDS = 60

const resembles = (sound: string, { places }: Vocabulary): boolean => {
  const runs = sound.length - RUN + 1
  let known = 0
  for (let start = 0; start < runs; start++) {
    if (places.characters.has(sound.slice(start, start + RUN))) known += 1
  }
  return runs > 0 && known / runs >= FEWEST_RUNS_KNOWN
}

const isKnown = (stem: string, { places }: Vocabulary): boolean => places.words.has(stem)

/** How many letters of a typed word count as recognised and how many as strange. */
const lettersOf = (word: string, language: Language, vocabulary: Vocabulary): [number, number] => {
  if (SHORT_ANSWERS.has(word)) return [word.length, 0]
  const facts = readWord(word, language)
    .split(' ')
    .map((read) => ({ length: read.length, ...wordFacts(read, language) }))
  const known = facts.filter(({ stem }) => isKnown(stem, vocabulary))
  if (word.length < SHORTEST_KNOWN)
    return [0, word.length > 1 && known.length > 0 ? 0 : word.length]
  const recognised =
    known.some(({ length }) => length >= SHORTEST_KNOWN) ||
    facts.some(({ length, sound }) => length >= SHORTEST_STRANGE && resembles(sound, vocabulary))
  return recognised ? [word.length, 0] : [0, word.length]
}

/**
 * The share of the letters of a plain message, as they were typed, that lie in words which can be recognised: known ones, or ones
 * long enough to resemble known ones. 0 when nothing is, 1 when there are no letters.
 */
export const recognisedShare = (
  plain: string,
  language: Language,
  vocabulary: Vocabulary,
): number => {
  const words = plain.split(/[^\p{L}]+/u).filter((word) => word !== '')
  let recognised = 0
  let strange = 0
  for (const word of words.slice(0, MOST_WORDS)) {
    const [known, unknown] = lettersOf(word, language, vocabulary)
    recognised += known
    strange += unknown
  }
  return words.length === 0 ? 1 : recognised / Math.max(1, recognised + strange)
}
