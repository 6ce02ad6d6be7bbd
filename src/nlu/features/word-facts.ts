import type { Language } from '../classifier.js'
import { conceptsOf } from './concepts.js'
import { phoneticKey } from './phonetic-key.js'
import { stemWord } from './stem-words.js'

/** What features are made of, of one plain word. */
export type WordFacts = { stem: string; sound: string; concepts: readonly string[] }

/** Words repeat; but a sender of random words must not fill the memory. */
const MOST_REMEMBERED = 10_000
const remembered: Record<Language, Map<string, WordFacts>> = { es: new Map(), pt: new Map() }

/** The stem, the sound and the concepts of a plain word; words seen lately are remembered. */
export const wordFacts = (word: string, language: Language): WordFacts => {
  const known = remembered[language]
  const found = known.get(word)
  if (found) return found
  if (known.size >= MOST_REMEMBERED) known.clear()
  const facts = {
    stem: stemWord(word, language),
    sound: phoneticKey(word),
    concepts: conceptsOf(word),
  }
  known.set(word, facts)
  return facts
}
