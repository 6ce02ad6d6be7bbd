/** What is being typed after a sign: `/sal` at the caret is `{ sign: '/', word: 'sal', from: 0 }`. */
export type Token = { sign: '/' | '@'; word: string; from: number }

const pattern = { '/': /(?:^|\s)\/([\p{L}\d-]*)$/u, '@': /(?:^|\s)@([\p{L}\d]*)$/u }

/** The token that ends at the caret, if there is one. */
export const findToken = (text: string, caret: number, sign: Token['sign']): Token | null => {
  const before = text.slice(0, caret)
  const word = pattern[sign].exec(before)?.[1]
  return word === undefined ? null : { sign, word, from: caret - word.length - 1 }
}

/** The text with the token replaced. */
export const replaceToken = (text: string, { from, word }: Token, by: string): string =>
  text.slice(0, from) + by + text.slice(from + 1 + word.length)
