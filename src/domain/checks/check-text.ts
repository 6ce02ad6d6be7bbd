import { informalWords } from './address-form.js'
import type { CheckSettings } from './check-settings.js'
import { forbiddenWords } from './forbidden-words.js'
import { hintKinds, type Hint } from './hint.js'
import { leakedNumbers } from './leaks.js'
import { misspellings, type Speller } from './spelling.js'

type About = {
  language: 'es' | 'pt'
  /** Null: no dictionary is at hand, so nothing is said of the spelling. */
  speller: Speller | null
  /** Names of the people in the conversation. */
  names: readonly string[]
  /** Numbers that belong into this conversation, such as the contact's phone. */
  numbers: readonly string[]
}

const overlaps = (a: Hint, b: Hint): boolean => a.start < b.end && b.start < a.end

/** Everything to look at in a text, in the order of the text; where two lie on each other the graver one is kept. */
export const checkText = (text: string, settings: CheckSettings, about: About): Hint[] => {
  const allowed = [...settings.vocabulary, ...about.names]
  const found = [
    ...forbiddenWords(text, settings),
    ...leakedNumbers(text, settings, about.numbers),
    ...informalWords(text, settings, about.language),
    ...(about.speller ? misspellings(text, about.speller, allowed) : []),
  ].sort((a, b) => hintKinds.indexOf(a.kind) - hintKinds.indexOf(b.kind))
  const kept: Hint[] = []
  for (const hint of found) if (!kept.some((other) => overlaps(other, hint))) kept.push(hint)
  return kept.sort((a, b) => a.start - b.start)
}
