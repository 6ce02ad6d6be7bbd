import type { Hint } from './hint.js'
import { folded, inCaseOf, wordsOf, type Word } from './words-of.js'

/** What a dictionary says of one word. */
export type Speller = {
  correct: (word: string) => boolean
  /** Likely words, best first. */
  suggest: (word: string) => string[]
}

/** Short words all in capitals are abbreviations: CNT, TV, SMA. */
const isAbbreviation = (text: string): boolean => text.length <= 5 && text === text.toUpperCase()

/** A capital inside a sentence makes a name of it; which words are names is not for a dictionary to say. */
const isName = ({ text, opensSentence }: Word): boolean =>
  !opensSentence && text.charAt(0) !== text.charAt(0).toLowerCase()

const mostSuggested = 12

/**
 * Words that the dictionary does not know. `allowed`: words of the trade and the names of the people in the conversation,
 * compared without accents and case.
 */
export const misspellings = (
  text: string,
  speller: Speller,
  allowed: readonly string[],
): Hint[] => {
  const known = new Set(allowed.flatMap((entry) => entry.split(/[\s-]+/u)).map(folded))
  const wrong = wordsOf(text).filter(
    (word) =>
      word.text.length > 1 &&
      !isAbbreviation(word.text) &&
      !isName(word) &&
      !known.has(folded(word.text)) &&
      !speller.correct(word.text),
  )
  return wrong.map(({ text: written, start, end }, index): Hint => {
    const found = index < mostSuggested ? speller.suggest(written.toLowerCase()) : []
    const replacements = found.map((word) => inCaseOf(written, word))
    return { kind: 'spelling', start, end, text: written, replacements, about: null }
  })
}
