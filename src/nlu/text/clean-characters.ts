/** Messages are cut to this many UTF-16 units before any other work: the stemmers are quadratic (security.md 32). */
const MAX_MESSAGE_LENGTH = 1000

/** Soft hyphen, zero-width signs, variation selectors, tags: invisible, and used to split words. */
const INVISIBLE =
  /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]|\udb40[\udc00-\udfff]/g

/** Marks, embeddings, overrides and isolates of writing direction: what stands on their two sides is not read as one word. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const CONTROL = /\p{Cc}/gu
const COMBINING = /\p{M}+/gu

/** Cuts without leaving half of a surrogate pair. */
const capLength = (text: string, length = MAX_MESSAGE_LENGTH): string => {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)
}

/** Lower case without invisible or control characters; styled letters (full width, mathematical bold) become plain. */
const plainCharacters = (text: string): string =>
  capLength(text)
    .replace(DIRECTION, ' ')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .normalize('NFKC')
    .toLowerCase()

/** The same with accents, which tell languages apart. Capped again: compatibility forms can be longer than what they replace. */
export const accentedCharacters = (text: string): string => capLength(plainCharacters(text))

/** The same without accents: the input of everything that looks at words. */
export const cleanCharacters = (text: string): string =>
  capLength(plainCharacters(text).normalize('NFKD').replace(COMBINING, ''))
