import { plainText } from './plain-text.js'

const shortest = 2
const longest = 15
const mostTerms = 6

const prefixes = (word: string, from: number): string[] => {
  const cut = word.slice(0, longest)
  return Array.from({ length: Math.max(0, cut.length - from + 1) }, (_, index) =>
    cut.slice(0, from + index),
  )
}

/** As people begin to type it: with the country, with the leading 0, without; and the last digits, as people quote them. */
const phoneKeys = (phone: string): string[] => {
  const digits = phone.replace(/\D/g, '')
  const bare = digits.replace(/^593/, '')
  const national = bare === digits ? [] : [bare, `0${bare}`]
  const ends = [4, 5, 6, 7].map((length) => digits.slice(-length))
  return [...[digits, ...national].flatMap((written) => prefixes(written, 3)), ...ends]
}

/**
 * What a ticket is found by: every beginning of every word of the customer's name, without accents; `#` and the beginnings of
 * the phone; `=` and the ticket's number. Beginnings are stored, so that a search is an equality an index can answer.
 */
export const searchKeysOf = (
  customer: { name: string | null; phone: string | null } | null,
  number: number,
): string[] => {
  const words = plainText(customer?.name ?? '').split(' ')
  const phone = customer?.phone ? phoneKeys(customer.phone) : []
  return [
    ...new Set([
      ...words.flatMap((word) => prefixes(word, shortest)),
      ...phone.map((key) => `#${key}`),
      `=${number}`,
    ]),
  ]
}

/** `00` dials abroad in a whole number; in a few digits it is part of them. */
const withoutTrunk = (digits: string): string =>
  digits.length > 10 ? digits.replace(/^00/, '') : digits

const digitKeys = (digits: string): string[] => [
  ...(digits.length < 3 ? [] : [`#${withoutTrunk(digits).slice(0, longest)}`]),
  ...(digits.length > 9 ? [] : [`=${Number(digits)}`]),
]

/**
 * The keys of a search: one list for each term, of which a ticket must have at least one. Empty when nothing that can be
 * searched for was written.
 */
export const searchTermsOf = (written: string): string[][] => {
  const text = written.replace(/\p{Cf}/gu, '').trim()
  if (/^#?[\d\s().+-]*\d[\d\s().+-]*$/.test(text)) return [digitKeys(text.replace(/\D/g, ''))]
  return plainText(text)
    .split(' ')
    .filter((word) => word.length >= shortest)
    .slice(0, mostTerms)
    .map((word) => (/^\d+$/.test(word) ? digitKeys(word) : [word.slice(0, longest)]))
}

export const isPhoneKey = (key: string): boolean => key.startsWith('#')
