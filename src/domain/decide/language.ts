import { textOf } from '../message.js'
import { plainText } from '../plain-text.js'
import type { Draft } from './draft.js'
import { sayFrequentAnswer } from './frequent-answer.js'

const names = {
  pt: 'portugues|brasileiro|brasileno',
  es: 'espanol|castellano|espanhol|castelhano',
}
const otherThan = { pt: 'es', es: 'pt' } as const

/**
 * "no entiendo español", "não falo bem espanhol": the name of a language that is none to go on in. What is denied ends at the
 * next name: "no entiendo español, hábleme en portugués" denies the first alone.
 */
const isDenied = (plain: string, name: string): boolean => {
  const between = `(?: (?!quiero|quero|mas|${names.pt}|${names.es})\\w+){0,4}`
  return new RegExp(`\\b(?:no|nao|nem|ni|sin|sem)${between} (?:${name})\\b`).test(plain)
}

const askedLanguage = (text: string): 'es' | 'pt' | null => {
  const plain = plainText(text)
  for (const language of ['pt', 'es'] as const) {
    if (new RegExp(`\\b(?:${names[language]})\\b`).test(plain))
      return isDenied(plain, names[language]) ? otherThan[language] : language
  }
  return null
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
