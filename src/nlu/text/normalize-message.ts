import type { Language } from '../classifier.js'
import { expandChatWord } from './chat-words.js'
import { cleanCharacters } from './clean-characters.js'
import { spellEmoji } from './emoji-words.js'
import { LAUGH } from './noise.js'

const LINK =
  /\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+\.(?:com|ec|net|org|ly|info|br)(?:\.[a-z]{2})?(?:\/\S*)?(?![\w@])/g
const MAIL = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}/g
const MONEY = /(?:\$|usd)\s?\d[\d.,]*|\d[\d.,]*\s?(?:\$|usd\b|dolares?\b|dolaritos\b)/g
const CLOCK = /\b\d{1,2}[:h]\d{2}\b|\b\d{1,2}\s?(?:am|pm)\b/g
const DATE = /\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b/g
const LONG_NUMBER = /\+?\d[\d\s-]{5,}\d/g
const NUMBER = /\d+/g
/** The patterns above look back from each digit of a run: runs are cut before they are tried. */
const LONGEST_NUMBER = 24
const ENDLESS_NUMBER = /\d{25,}/g
/** A finger on a key; "bbbbb" is no "b" for "bien". */
const ONE_LETTER = /^(.)\1{3,}$/u
const REPEATED = /([a-z])\1{2,}/g
const LAUGHTER =
  /^(?:(?:j+[aeiou]+){2,}j*|(?:h+[aeiou]+){2,}h*|(?:a?ja)+j?|k{3,}|(?:rs){2,}|lo+l|xd+)$/
const REPEATED_AT_END = /([a-z])\1$/
const MAX_WORD_LENGTH = 40

/** Things whose value does not matter become one word each, so that "$25.40" and "$31" teach the same. */
const nameThings = (text: string): string =>
  text
    .replace(ENDLESS_NUMBER, (digits) => digits.slice(0, LONGEST_NUMBER))
    .replace(MAIL, ' cosacorreo ')
    .replace(LINK, ' cosaenlace ')
    .replace(MONEY, ' cosadinero ')
    .replace(CLOCK, ' cosahora ')
    .replace(DATE, ' cosafecha ')
    .replace(LONG_NUMBER, ' cosanumerolargo ')
    .replace(NUMBER, (digits) => (digits.length === 1 ? ` ${digits} ` : ' cosanumero '))

/** A typed word as the model sees it: laughter as one word, repeated letters once, abbreviations written out. */
export const readWord = (typed: string, language: Language): string => {
  const word = typed.slice(0, MAX_WORD_LENGTH)
  if (LAUGHTER.test(word)) return LAUGH
  if (ONE_LETTER.test(word)) return 'letras'
  return expandChatWord(word.replace(REPEATED, '$1').replace(REPEATED_AT_END, '$1'), language)
}

/** What a person wrote, in small plain characters, before words are looked at: the input of language detection. */
export const plainText = (text: string): string => spellEmoji(cleanCharacters(text))

/**
 * The words of a message as the model sees them: abbreviations written out, repeated letters once, emoji, links and numbers
 * as words. Letters of other scripts stay, as unknown words, so that the model sees that it does not know them.
 */
export const normalizeWords = (plain: string, language: Language): string =>
  nameThings(plain)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0)
    .map((word) => readWord(word, language))
    .join(' ')
