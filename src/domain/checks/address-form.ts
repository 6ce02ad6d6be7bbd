import type { CheckSettings } from './check-settings.js'
import type { Hint } from './hint.js'
import { inCaseOf, wordsOf } from './words-of.js'

/** Words of the informal address (tú, vos; tu, você is formal enough in Portuguese) where agents say usted (domain.md C4). */
export const informalWords = (
  text: string,
  { informal }: Pick<CheckSettings, 'informal'>,
  language: 'es' | 'pt',
): Hint[] => {
  const known = new Map(Object.entries(informal[language]))
  return wordsOf(text).flatMap(({ text: written, start, end }): Hint[] => {
    // With accents: "esta" is a pronoun, "estás" is the address.
    const formal = known.get(written.normalize('NFC').toLowerCase())
    if (formal === undefined) return []
    const replacements = formal === '' ? [] : [inCaseOf(written, formal)]
    return [{ kind: 'address', start, end, text: written, replacements, about: null }]
  })
}
