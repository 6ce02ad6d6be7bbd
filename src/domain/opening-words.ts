import { z } from 'zod'
import { plainText } from './plain-text.js'

const phrases = z.array(z.string().min(2))

/**
 * Words that greet where they open a message, and mean something else in the middle of one ("que tenga buenas tardes", "una ola
 * de calor").
 */
export const openingRule = z.object({
  kind: z.literal('agent-opened'),
  with: phrases.min(1),
  /** How people are addressed before they are greeted: `estimada`, `señor`. */
  addresses: phrases,
  /** Capitalised like a name at the beginning, but none: `gracias`, `listo`. */
  notNames: phrases,
  /** What follows where it was a farewell, or no greeting at all: `que descanse`, `de calor`. */
  unlessThen: phrases,
})
export type OpeningRule = z.infer<typeof openingRule>

const wordsAtMost = { address: 6, name: 3 }
/** With so many words behind it on its line, a greeting after other sentences opens something; with fewer it takes leave. */
const opensAnything = 3

const startsWith = (plain: string, phrase: string): boolean =>
  `${plain} `.startsWith(`${plainText(phrase)} `)

const startsWithAny = (plain: string, all: readonly string[]): boolean =>
  all.some((phrase) => startsWith(plain, phrase))

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => /\p{L}/u.test(word))

const isAddress = (clause: string, { addresses, notNames, unlessThen }: OpeningRule): boolean => {
  const plain = plainText(clause)
  const words = wordsOf(clause)
  if (startsWithAny(plain, addresses)) return words.length <= wordsAtMost.address
  const named = words.every((word) => /^\p{P}*\p{Lu}/u.test(word))
  return (
    named && words.length <= wordsAtMost.name && !startsWithAny(plain, [...notNames, ...unlessThen])
  )
}

/** What stands behind the greeting that a sentence begins with, perhaps after an address; null when it begins with none. */
const behindGreeting = (sentence: string, rule: OpeningRule): string | null => {
  const clauses = sentence.split(/[,;:]+/u).filter((clause) => clause.trim() !== '')
  for (const [index, clause] of clauses.entries()) {
    const plain = plainText(clause)
    const found = rule.with
      .filter((phrase) => startsWith(plain, phrase))
      .sort((a, b) => b.length - a.length)[0]
    if (found !== undefined) {
      const rest = plain.slice(plainText(found).length)
      return plainText([rest, ...clauses.slice(index + 1)].join(' ')).replace(/^[ey] /, '')
    }
    if (!isAddress(clause, rule)) return null
  }
  return null
}

/** Whether a message greets: at its beginning, or at the beginning of a sentence that something follows. */
export const opensWith = (text: string, rule: OpeningRule): boolean => {
  const sentences = text.split(/[.!?\n]+/u).filter((sentence) => /\p{L}/u.test(sentence))
  return sentences.some((sentence, index) => {
    const rest = behindGreeting(sentence, rule)
    if (rest === null) return false
    const then = sentences.slice(index + 1)
    if (startsWithAny(plainText([rest, ...then].join(' ')), rule.unlessThen)) return false
    const first = sentences.slice(0, index).every((before) => isAddress(before, rule))
    return first || then.length > 0 || wordsOf(rest).length >= opensAnything
  })
}
