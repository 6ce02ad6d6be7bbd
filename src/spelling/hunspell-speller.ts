import type { Speller } from '../domain/checks/spelling.js'
import { readAffixFile } from './affix-file.js'
import { createIsWord } from './is-word.js'
import { createSuggest } from './suggest-words.js'
import { withoutPronouns } from './without-pronouns.js'
import { createWordTable } from './word-table.js'

const capitalised = (word: string): string =>
  word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()

/**
 * A speller from the two files of a Hunspell dictionary. It takes affixes off a word instead of forming every word beforehand:
 * nspell, which does that, needs 83 MB for Spanish and does not come to an end with Portuguese.
 */
export const createHunspellSpeller = (
  { aff, dic }: { aff: Uint8Array; dic: Uint8Array },
  language: 'es' | 'pt',
): Speller => {
  const affixes = readAffixFile(new TextDecoder().decode(aff))
  const isWord = createIsWord(createWordTable(dic), affixes)
  const inAnyCase = (word: string): boolean =>
    isWord(word) || isWord(word.toLowerCase()) || isWord(capitalised(word))
  const isKnown = (word: string): boolean =>
    inAnyCase(word) ||
    (language === 'es' && withoutPronouns(word.toLowerCase()).some(isWord)) ||
    (word.includes('-') && word.split('-').every(inAnyCase))
  return {
    correct: (word) => isKnown(word.normalize('NFC').replaceAll('’', "'")),
    suggest: createSuggest(affixes, isWord),
  }
}
