import type { CheckSettings } from './check-settings.js'
import type { Hint } from './hint.js'

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** https://en.wikipedia.org/wiki/Luhn_algorithm: the check digit of payment cards. */
export const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** An Ecuadorian cédula: province 01 to 24 or 30, third digit below 6, check digit módulo 10. */
export const isNationalId = (digits: string): boolean => {
  if (!/^\d{10}$/.test(digits)) return false
  const province = Number(digits.slice(0, 2))
  const inProvince = (province >= 1 && province <= 24) || province === 30
  return inProvince && Number(digits[2]) < 6 && passesLuhn(digits)
}

const isCard = (digits: string): boolean =>
  digits.length >= 13 && digits.length <= 19 && !/^(\d)\1+$/.test(digits) && passesLuhn(digits)

/** Digits in groups, as cards and accounts are written. */
const number = /\d(?:[ .-]?\d){7,22}/gu

/** "cuenta", "cta.", "conta" shortly before a number. */
const accountBefore =
  /\b(?:cuenta|cta|conta|c\/c|ahorros|corriente|corrente|poupan[cç]a)\b[^\d\n]{0,30}$/iu

const kindOf = (text: string, start: number, digits: string): Hint['about'] => {
  if (isCard(digits)) return 'card'
  if (isNationalId(digits)) return 'national-id'
  return accountBefore.test(text.slice(Math.max(0, start - 60), start)) ? 'account' : null
}

const masked = (digits: string): string => `****${digits.slice(-4)}`

/**
 * Numbers that seem to be a card, a cédula or an account, which nobody should write into a chat. `known` are numbers that may
 * stand there: ours, and the contact's phone.
 */
export const leakedNumbers = (
  text: string,
  { ownNumbers }: Pick<CheckSettings, 'ownNumbers'>,
  known: readonly string[] = [],
): Hint[] => {
  const allowed = new Set([...ownNumbers, ...known].map(digitsOf))
  const isAllowed = (digits: string): boolean =>
    allowed.has(digits) || allowed.has(digits.replace(/^0/, '593'))
  return [...text.matchAll(number)].flatMap((match): Hint[] => {
    const digits = digitsOf(match[0])
    const about = isAllowed(digits) ? null : kindOf(text, match.index, digits)
    if (about === null) return []
    const end = match.index + match[0].length
    return [
      {
        kind: 'leak',
        start: match.index,
        end,
        text: match[0],
        replacements: [masked(digits)],
        about,
      },
    ]
  })
}
