import { numbersIn } from './number-words.js'
import { parsePhone } from './phone.js'
import { plainText } from './plain-text.js'
import { readScale, type ScaleQuestion } from './scale-answer.js'
import type { SurveyQuestion } from './survey.js'
import { leaning, yesOrNo } from './yes-no.js'

export type ParsedAnswer = { values: string[]; text: string | null }

type ChoiceQuestion = Extract<SurveyQuestion, { kind: 'choice' }>

const skipWords = new Set(
  'omitir|saltar|ninguno|nada|no|no gracias|nada mas|ninguna|pular|nao|nenhum|nenhuma|sin comentario|sin comentarios|sem comentarios|siguiente|paso|ninguno gracias|nada gracias'.split(
    '|',
  ),
)

const longestText = 500

const parseScale = (question: ScaleQuestion, text: string): ParsedAnswer | null => {
  const answer = readScale(question, text)
  return (
    answer && { values: [String(answer.value)], text: answer.said?.slice(0, longestText) ?? null }
  )
}

const byNumbers = (question: ChoiceQuestion, text: string): string[] | null => {
  const numbers = numbersIn(text)
  if (!numbers || (numbers.length > 1 && !question.many)) return null
  const values = numbers.map((number) => question.options[number - 1]?.value)
  if (values.some((value) => value === undefined)) return null
  return [...new Set(values.filter((value) => value !== undefined))]
}

/** Letters as on paper: "a", "b y c". */
const byLetters = (question: ChoiceQuestion, text: string): string[] | null => {
  const written = plainText(text).split(' ')
  const tokens =
    written.length > 1 ? written.filter((token) => token !== 'y' && token !== 'e') : written
  if (tokens.length === 0 || (tokens.length > 1 && !question.many)) return null
  const values = tokens.map((token) =>
    /^[a-z]$/.test(token) ? question.options[token.charCodeAt(0) - 97]?.value : undefined,
  )
  return values.some((value) => value === undefined)
    ? null
    : values.filter((value) => value !== undefined)
}

/**
 * Whether the words are said, and meant: of two options "no quiero continuar" must not choose the one called "continuar".
 * Where several may be chosen a "no" is a complaint about the matter ("no me gusta el precio") and names it all the same.
 */
const saysWords = (plain: string, words: string, many: boolean): boolean => {
  const at = ` ${plain} `.indexOf(` ${words} `)
  if (at === -1) return false
  const before = plain.slice(0, at).trim().split(' ').slice(-4)
  return many || !before.some((word) => word === 'no' || word === 'nao')
}

/** "no estoy muy segura la verdad" says what "no estoy segura" says. */
const emphasis = new Set('muy|tan|todavia|aun|la|verdad|pues|muito|ainda|a|verdade'.split('|'))
const withoutEmphasis = (plain: string): string =>
  plain
    .split(' ')
    .filter((word) => !emphasis.has(word))
    .join(' ')

const mostWordsOfChoice = 8

/** The options whose words are said, each text and phrase as `reduce` leaves it. */
const saidOptions = (
  question: ChoiceQuestion,
  text: string,
  reduce: (plain: string) => string,
): string[] | null => {
  const plain = reduce(plainText(text))
  const phrasesOf = (option: ChoiceQuestion['options'][number]): string[] =>
    [option.label.es, option.label.pt, ...option.words].map((words) => reduce(plainText(words)))
  const exact = question.options.filter((option) => phrasesOf(option).includes(plain))
  if (exact.length === 1) return exact.map((option) => option.value)
  if (plain.split(' ').length > mostWordsOfChoice) return null
  const mentioned = question.options.filter((option) =>
    phrasesOf(option).some(
      (phrase) => phrase.length > 3 && saysWords(plain, phrase, question.many),
    ),
  )
  if (mentioned.length === 0 || (mentioned.length > 1 && !question.many)) return null
  return mentioned.map((option) => option.value)
}

const byWords = (question: ChoiceQuestion, text: string): string[] | null =>
  saidOptions(question, text, (plain) => plain) ?? saidOptions(question, text, withoutEmphasis)

/** "si, creo", "creo que no": of one option that is called yes and one that is called no. */
const byLeaning = (question: ChoiceQuestion, text: string): string[] | null => {
  const leans = question.many ? null : leaning(text)
  if (!leans) return null
  const word = leans === 'yes' ? 'si' : 'no'
  const called = question.options.filter(({ words }) => words.includes(word))
  return called.length === 1 ? called.map(({ value }) => value) : null
}

const parseChoice = (question: ChoiceQuestion, text: string): ParsedAnswer | null => {
  const values =
    byNumbers(question, text) ??
    byWords(question, text) ??
    byLetters(question, text) ??
    byLeaning(question, text)
  if (values) return { values, text: numbersIn(text) ? null : text.trim() }
  return null
}

const parsePhoneAnswer = (text: string, knownPhone: string | null): ParsedAnswer | null => {
  if (knownPhone && yesOrNo(text) === 'yes') return { values: [knownPhone], text: null }
  const digits = /\+?[\d][\d\s().-]{6,}\d/.exec(text)
  const phone = digits ? parsePhone(digits[0]) : null
  return phone ? { values: [phone], text: null } : null
}

/**
 * Reads an answer to a question (issue 3: numbers as digits, words or stars; choices by number, letter or words).
 * Null when the text is not an answer to it. `knownPhone`: the number "sí" stands for, E.164.
 */
export const parseAnswer = (
  question: SurveyQuestion,
  text: string,
  knownPhone: string | null,
): ParsedAnswer | null => {
  const trimmed = text.trim()
  if (trimmed === '') return null
  switch (question.kind) {
    case 'scale':
      return parseScale(question, trimmed)
    case 'choice':
      return parseChoice(question, trimmed)
    case 'text':
      if (question.optional && skipWords.has(plainText(trimmed))) return { values: [], text: null }
      return { values: [], text: trimmed.slice(0, question.maxLength) }
    case 'phone':
      return parsePhoneAnswer(trimmed, knownPhone)
  }
}

/** What a choice takes when nothing matched and the question allows its own words (`otherwise`). */
export const freeAnswer = (question: SurveyQuestion, text: string): ParsedAnswer | null => {
  if (question.kind !== 'choice' || !question.otherwise) return null
  const trimmed = text.trim()
  return trimmed.length >= 4 && /\p{L}{3}/u.test(trimmed)
    ? { values: [question.otherwise], text: trimmed.slice(0, longestText) }
    : null
}
