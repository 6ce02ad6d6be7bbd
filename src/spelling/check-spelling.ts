import type { Hint } from '../domain/checks/hint.js'
import { misspellings, type Speller } from '../domain/checks/spelling.js'
import { createHunspellSpeller } from './hunspell-speller.js'

export type SpellingQuestion = { text: string; language: 'es' | 'pt'; allowed: readonly string[] }

const files = {
  es: () => import('dictionary-es'),
  pt: () => import('dictionary-pt'),
}

/** Checks with the published dictionaries; each is read when its language is first asked for, and kept. */
export const createCheckSpelling = (): ((question: SpellingQuestion) => Promise<Hint[]>) => {
  const loaded = new Map<'es' | 'pt', Promise<Speller>>()
  const speller = (language: 'es' | 'pt'): Promise<Speller> => {
    const known = loaded.get(language)
    if (known) return known
    const loading = files[language]().then((dictionary) =>
      createHunspellSpeller(dictionary.default, language),
    )
    loaded.set(language, loading)
    return loading
  }
  return async ({ text, language, allowed }) => misspellings(text, await speller(language), allowed)
}
