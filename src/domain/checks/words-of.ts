export type Word = { text: string; start: number; end: number; opensSentence: boolean }

/** Addresses, mails, numbers with letters and WhatsApp's code marks: no words of a language. */
const unreadable =
  /https?:\/\/\S+|www\.\S+|\S+@\S+|```[\s\S]*?```|\{[a-zA-Z]+\}|[@#]\S+|\p{L}*\d[\p{L}\d]*/gu

const blanked = (text: string): string =>
  text.replace(unreadable, (found) => ' '.repeat(found.length))

/** Combining marks belong to their letter, apostrophes and hyphens to their word. */
const word = /\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu

const opens = (text: string, start: number): boolean =>
  /(?:^|[.!?¡¿:;\n…])[\s*_~"'«“(¡¿-]*$/u.test(text.slice(0, start))

/** The words of a text with where they stand. */
export const wordsOf = (text: string): Word[] =>
  [...blanked(text).matchAll(word)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    opensSentence: opens(text, match.index),
  }))

/** Lower case without accents: two spellings of the same word are one. */
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** A replacement in the letter case of what it replaces: "Puedes" becomes "Puede", "TU" becomes "SU". */
export const inCaseOf = (original: string, replacement: string): string => {
  const first = original.charAt(0)
  if (original.length > 1 && original === original.toUpperCase()) return replacement.toUpperCase()
  return first === first.toUpperCase()
    ? replacement.charAt(0).toUpperCase() + replacement.slice(1)
    : replacement
}
