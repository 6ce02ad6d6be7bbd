import { numbersIn } from './number-words.js'
import { plainText } from './plain-text.js'
import type { SatisfactionSettings } from './satisfaction.js'

export type SatisfactionAnswer =
  | { kind: 'rating'; rating: number; comment: string | null }
  /** A number, but none from 1 to 5. */
  | { kind: 'out-of-range' }
  /** "gracias", "no": neither rates nor comments. */
  | { kind: 'thanks' }
  | { kind: 'other' }

type Words = Pick<SatisfactionSettings, 'ratingWords' | 'thanksWords'>

const inRange = (value: number): boolean => value >= 1 && value <= 5

/** Words that may stand beside a rating word: "todo excelente, gracias". */
const besides = new Set(
  'muy todo la el atencion servicio fue estuvo es un una me parecio gracias muchas senorita senor por su o a foi tudo obrigado obrigada atendimento muito'.split(
    ' ',
  ),
)

const wordRating = (text: string, { ratingWords }: Words): number | null => {
  const plain = plainText(text)
  const whole = ratingWords[plain]
  if (whole !== undefined) return whole
  const rest = plain.split(' ').filter((word) => !besides.has(word))
  return rest.length === 1 ? (ratingWords[rest[0] ?? ''] ?? null) : null
}

const rated = (text: string, words: Words): number | null => {
  const [first, ...more] = numbersIn(text) ?? []
  if (first !== undefined) return more.length === 0 ? first : null
  return wordRating(text, words)
}

/** "5, muy amable": the rating before the first comma, stop, dash or line break, the comment behind it. */
const split = /^([^,.;:\n–—-]{1,30})[,.;:\n–—-]+\s*(\S[\s\S]*)$/u

const isThanks = (text: string, { thanksWords }: Words): boolean =>
  thanksWords.includes(plainText(text))

const wholeAnswer = (text: string, words: Words): SatisfactionAnswer | null => {
  if (isThanks(text, words)) return { kind: 'thanks' }
  const rating = rated(text, words)
  if (rating === null) return null
  return inRange(rating) ? { kind: 'rating', rating, comment: null } : { kind: 'out-of-range' }
}

/** What an answer to "how satisfied are you, 1 to 5" says (users-ask.md 2.11). */
export const readSatisfaction = (text: string, words: Words): SatisfactionAnswer => {
  const whole = wholeAnswer(text, words)
  if (whole) return whole
  const [, head = '', tail = ''] = split.exec(text.trim()) ?? []
  const leading = head === '' ? null : rated(head, words)
  if (leading === null || !inRange(leading)) return { kind: 'other' }
  return { kind: 'rating', rating: leading, comment: isThanks(tail, words) ? null : tail.trim() }
}
