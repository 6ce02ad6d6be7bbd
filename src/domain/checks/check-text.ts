import { informalWords } from './address-form.js'
import type { CheckSettings } from './check-settings.js'
import { forbiddenWords } from './forbidden-words.js'
import { hintKinds, type Hint } from './hint.js'
import { leakedNumbers } from './leaks.js'

type About = {
  language: 'es' | 'pt'
  /** What the dictionary did not know; empty when none is at hand. */
  misspelled: readonly Hint[]
  /** Numbers that belong into this conversation, such as the contact's phone. */
  numbers: readonly string[]
}

const overlaps = (a: Hint, b: Hint): boolean => a.start < b.end && b.start < a.end

/** Everything to look at in a text, in the order of the text; where two lie on each other the graver one is kept. */
export const checkText = (text: string, settings: CheckSettings, about: About): Hint[] => {
  const found = [
    ...forbiddenWords(text, settings),
    ...leakedNumbers(text, settings, about.numbers),
    ...informalWords(text, settings, about.language),
    ...about.misspelled,
  ].sort((a, b) => hintKinds.indexOf(a.kind) - hintKinds.indexOf(b.kind))
  const kept: Hint[] = []
  for (const hint of found) if (!kept.some((other) => overlaps(other, hint))) kept.push(hint)
  return kept.sort((a, b) => a.start - b.start)
}
