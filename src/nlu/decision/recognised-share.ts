import type { Language } from '../classifier.js'
import type { Vocabulary } from '../features/vectorizer.js'
import { wordFacts } from '../features/word-facts.js'
import { readWord } from '../text/normalize-message.js'

/** The only words of two letters that are a message of their own; others may as well be a slip of the finger. */
const SHORT_ANSWERS = new Set(['si', 'no', 'ok', 'ya'])
const SHORTEST_KNOWN = 3
/** A strange word is recognised when it is so long and this share of its runs of three letters is known. */
const SHORTEST_STRANGE = 5
const RUN = 3
const FEWEST_RUNS_KNOWN = 0.6
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

const isRecognised = (word: string, language: Language, vocabulary: Vocabulary): boolean => {
  if (word.length < SHORTEST_KNOWN) return SHORT_ANSWERS.has(word)
  return readWord(word, language)
    .split(' ')
    .some((read) => {
      const { stem, sound } = wordFacts(read, language)
      if (read.length >= SHORTEST_KNOWN && vocabulary.places.words.has(stem)) return true
      return read.length >= SHORTEST_STRANGE && resembles(sound, vocabulary)
    })
}

/**
 * The share of the letters of a plain message, as they were typed, that lie in words which can be recognised: known ones, or ones
 * long enough to resemble known ones. 1 when there are no letters.
 */
export const recognisedShare = (
  plain: string,
  language: Language,
  vocabulary: Vocabulary,
): number => {
  let letters = 0
  let recognised = 0
  for (const word of plain.split(/[^\p{L}]+/u).slice(0, MOST_WORDS)) {
    letters += word.length
    if (isRecognised(word, language, vocabulary)) recognised += word.length
  }
  return letters === 0 ? 1 : recognised / letters
}
