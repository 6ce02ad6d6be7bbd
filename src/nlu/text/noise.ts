import { isEmojiWord } from './emoji-words.js'

/** The word that laughter of any length becomes. */
export const LAUGH = 'risa'

/** The one word that a number, link or other thing of its own becomes starts like this. */
const THING = 'cosa'

/** Short for yes and no; any other single letter is a slip of the finger. */
const MEANT_LETTERS = new Set(['s', 'n', 'si', 'no', 'sim', 'nao'])

/** Words that join others and, alone, ask for nothing. */
const JOINING = new Set(
  'que es de del la las el los lo y e a al o en por para con un una se me te le su mi da do das dos um uma os as'.split(
    ' ',
  ),
)

const MOST_STRANGE_LETTERS = 0.3
const MOST_SINGLE_LETTERS = 0.45

/** Laughter, numbers, and emoji without a meaning of their own say nothing, however many there are. */
const saysNothing = (word: string): boolean =>
  word === 'emoji' || word === LAUGH || word.startsWith(THING) || !/\p{L}/u.test(word)

const shareOf = (count: number, all: number): number => (all === 0 ? 0 : count / all)

/** Letters that neither Spanish nor Portuguese has once accents are gone. */
const strangeShare = (normalized: string): number => {
  const letters = normalized.replaceAll(' ', '')
  return shareOf(letters.replace(/[a-z0-9]/g, '').length, letters.length)
}

/** Whether a normalised message holds nothing to understand: no words, another script, strewn letters. */
export const isNoise = (normalized: string): boolean => {
  const words = normalized.split(' ').filter((word) => word.length > 0)
  if (words.every(saysNothing) || strangeShare(normalized) > MOST_STRANGE_LETTERS) return true
  if (words.length > 3 && words.every(isEmojiWord)) return true
  if (JOINING.has(words[0] ?? '') && new Set(words).size === 1) return true
  const single = words.filter((word) => word.length === 1 && !MEANT_LETTERS.has(word)).length
  return shareOf(single, words.length) > MOST_SINGLE_LETTERS
}

/** Whether a plain message, as it was typed, is nothing but single letters ("b", "x k"), other than those short for yes and no. */
export const isSlip = (plain: string): boolean => {
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return (
    words.length > 0 &&
    words.every((word) => word.length === 1 && !MEANT_LETTERS.has(word) && /\p{L}/u.test(word))
  )
}
