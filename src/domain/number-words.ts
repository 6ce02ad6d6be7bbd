import { plainText } from './plain-text.js'

const words = new Map<string, number>(
  Object.entries({
    cero: 0,
    zero: 0,
    ninguna: 0,
    uno: 1,
    una: 1,
    un: 1,
    um: 1,
    uma: 1,
    dos: 2,
    dois: 2,
    duas: 2,
    tres: 3,
    cuatro: 4,
    quatro: 4,
    cinco: 5,
    seis: 6,
    siete: 7,
    sete: 7,
    ocho: 8,
    oito: 8,
    nueve: 9,
    nove: 9,
    diez: 10,
    dez: 10,
  }),
)

/** Words that may stand around a number without changing it ("le doy un 4 de 5", "opcion 2", "4 estrellas"). */
const fillers = new Set(
  (
    'le doy pongo doy seria pues la el un una uma o a de del sobre opcion opcao numero num nro numeral estrellas estrella ' +
    'estrelas estrela puntos punto pontos nota calificacion mi es yo diria creo que dou minha e y con solo unas unos por favor porfa porfavor gracias ' +
    'respuesta resposta serian ser como ahi se las los mas menos digamos merece merecen calificaria califico pondria daria ' +
    'nomas apenas verdad creo acho quizas talvez'
  ).split(' '),
)

const keycap = /([0-9])\ufe0f?\u20e3/gu

/** A run of stars says how many: "⭐⭐⭐⭐" is 4. Null when the text is not stars alone. */
const starsIn = (text: string): number | null => {
  const bare = text.replace(/[\s\ufe0f]/gu, '')
  return /^(?:⭐|🌟|★|\*)+$/u.test(bare) ? [...bare].length : null
}

const fraction = /\b(\d{1,2})\s*(?:\/|de|sobre)\s*(\d{1,2})\b/gu

/** A number as digits or as a word, null when it is none. */
export const numberOf = (token: string): number | null => {
  if (/^\d{1,3}$/.test(token)) return Number(token)
  return words.get(token) ?? null
}

/** A plain text without the words that may stand around an answer. */
export const withoutFillers = (plain: string): string =>
  plain
    .split(' ')
    .filter((token) => !fillers.has(token))
    .join(' ')

/** "un", "una", "um": an article when another number is there ("un 4"), the number one when alone. */
const articles = new Set(['un', 'una', 'um', 'uma'])

/**
 * The numbers a short answer consists of, or null when it holds anything that is not a number or a filler. "4", "cuatro",
 * "un 4 de 5", "⭐⭐⭐⭐", "4️⃣", "1 y 3" and "1, 3" are answers; "tengo 3 televisores" is not.
 */
export const numbersIn = (text: string): number[] | null => {
  const stars = starsIn(text)
  if (stars !== null) return [stars]
  const plain = plainText(text.replace(keycap, ' $1 ').replace(/[,.;]/g, ' ')).replace(
    fraction,
    '$1',
  )
  const tokens = plain.split(' ').filter((token) => token !== '')
  const found: number[] = []
  const articlesFound: number[] = []
  for (const token of tokens) {
    const value = numberOf(token)
    if (value !== null && articles.has(token)) articlesFound.push(value)
    else if (value !== null) found.push(value)
    else if (!fillers.has(token)) return null
  }
  if (found.length > 0) return found
  return articlesFound.length === 1 ? articlesFound : null
}
