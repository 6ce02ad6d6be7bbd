import { textOf } from '../message.js'
import { plainText } from '../plain-text.js'
import type { Draft } from './draft.js'
import { sayFrequentAnswer } from './frequent-answer.js'

const askedLanguage = (text: string): 'es' | 'pt' | null => {
  const plain = plainText(text)
  if (/\bportugues\b|\bbrasileiro\b/.test(plain)) return 'pt'
  return /\bespanol\b|\bcastellano\b|\bespanhol\b/.test(plain) ? 'es' : null
}

/** intents.md `idioma`: says which languages there are, and goes on in the one asked for if it can. */
export const asksLanguage = (draft: Draft): void => {
  const wanted = askedLanguage(textOf(draft.situation.message.content) ?? '')
  if (!wanted) return sayFrequentAnswer(draft, 'idioma')
  draft.language = wanted
  draft.changeConversation({ language: wanted })
  draft.changeContact({ language: wanted })
  draft.sayPhrase('languageSwitched')
}
