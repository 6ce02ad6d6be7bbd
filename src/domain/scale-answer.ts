import { numberOf, numbersIn, withoutFillers } from './number-words.js'
import { plainText } from './plain-text.js'
import type { SurveyQuestion } from './survey.js'

export type ScaleQuestion = Extract<SurveyQuestion, { kind: 'scale' }>

export type ScaleAnswer = {
  value: number
  /** What was said besides the number ("2, porque se va la señal"); null when nothing was. */
  said: string | null
}

const mostWords = 40

/** "4 de 10" is a number of another scale, not a 4. */
const isOfAnotherScale = (plain: string, max: number): boolean => {
  const of = /\d\s*(?:\/|de|sobre)\s*(\d+)/.exec(plain)
  return of !== null && Number(of[1]) !== max
}

/** "3 de 5" and "3/5" say 3. */
const withoutScale = (plain: string, max: number): string =>
  plain.replace(new RegExp(`\\s*(?:/|de|sobre)\\s*${max}\\b`), '')

const articles = new Set(['un', 'una', 'um', 'uma'])

/** The one number of a text; undefined when there is none or more than one. */
const onlyNumber = (plain: string): number | undefined => {
  const numbers = plain.split(' ').filter((word) => numberOf(word) !== null)
  const written = numbers.filter((word) => !articles.has(word))
  const [only, ...others] = (written.length > 0 ? written : numbers).map(numberOf)
  return others.length === 0 && typeof only === 'number' ? only : undefined
}

const units = /^(?:estrellas?|estrelas?|puntos?|pontos?|estrellitas?)$/

/** "unas 3 estrellas, no más": a number with the unit of a scale behind it, unless it is one that is denied. */
const withUnit = (plain: string): boolean => {
  const words = plain.split(' ')
  const at = words.findIndex((word, index) => index > 0 && units.test(word))
  const number = at === -1 ? null : numberOf(words[at - 1] ?? '')
  const before = words.slice(0, Math.max(0, at - 1))
  return number !== null && !before.some((word) => /^(?:no|nao|ni|nem|sin)$/.test(word))
}

/** "2, porque se va la señal", "un 4 pero caro": a number first and then why. "2 meses sin señal" is not. */
const withReason = (text: string, plain: string): boolean => {
  const number = String.raw`(?:\d|uno|dos|tres|cuatro|cinco|um|dois|tres|quatro)`
  const before = String.raw`^(?:(?:le|yo|les|doy|daria|pongo|pondria|un|una|um|dou|seria) )*`
  const why = String.raw` (?:porque|por que|pq|xq|x q|ya que|pero|mas|aunque|es que|debido|por la|por el|por los|por las|pois|pelo|pela)\b`
  return (
    new RegExp(before + number + why).test(plain) ||
    /^\s*\*?[0-9]\*?\s*[,.;:-]\s*[¡¿]?\p{L}/u.test(text)
  )
}

/** The value whose words are said, and nothing else: "la verdad muy insatisfecho". */
const byWords = (question: ScaleQuestion, plain: string): number | null => {
  const said = withoutFillers(plain)
  const isSaid = (phrase: string): boolean =>
    plain === phrase || (said !== '' && said === withoutFillers(phrase))
  const found = Object.entries(question.words).find(([, phrases]) => phrases.some(isSaid))
  return found ? Number(found[0]) : null
}

/**
 * Reads an answer to a question with a scale (issue 3: digits, words or stars): the number alone or in a short sentence
 * ("mas o menos unas 3 estrellas"), the number and why, or the words the survey gives a value. Null when it is none.
 */
export const readScale = (question: ScaleQuestion, text: string): ScaleAnswer | null => {
  const plain = plainText(text)
  const worded = byWords(question, plain)
  if (worded !== null) return { value: worded, said: text }
  if (isOfAnotherScale(plain, question.max)) return null
  const fits = (value: number | undefined): value is number =>
    value !== undefined && value >= question.min && value <= question.max
  const numbers = numbersIn(text)
  if (numbers) {
    const value = numbers.length === 1 ? numbers[0] : undefined
    return fits(value) ? { value, said: null } : null
  }
  if (plain.split(' ').length > mostWords) return null
  const bare = withoutScale(plain, question.max)
  const value = onlyNumber(bare)
  if (!fits(value) || !(withUnit(bare) || withReason(text, bare))) return null
  return { value, said: text }
}
