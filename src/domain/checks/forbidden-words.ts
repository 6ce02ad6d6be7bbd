import type { CheckSettings } from './check-settings.js'
import type { Hint } from './hint.js'
import { folded, wordsOf } from './words-of.js'

/**
 * Words and phrases that must not reach a customer. Compared word by word without accents and case; a phrase of several
 * words is found across any spaces and signs between them.
 */
export const forbiddenWords = (
  text: string,
  { forbidden }: Pick<CheckSettings, 'forbidden'>,
): Hint[] => {
  const words = wordsOf(text)
  const plain = words.map((word) => folded(word.text))
  const found = forbidden.flatMap((entry) => {
    const sought = wordsOf(entry).map((word) => folded(word.text))
    return words.flatMap((word, index): Hint[] => {
      const last = words[index + sought.length - 1]
      if (!last || !sought.every((part, offset) => plain[index + offset] === part)) return []
      const { start } = word
      const { end } = last
      return [
        {
          kind: 'forbidden',
          start,
          end,
          text: text.slice(start, end),
          replacements: [],
          about: null,
        },
      ]
    })
  })
  return found.sort((a, b) => a.start - b.start)
}
