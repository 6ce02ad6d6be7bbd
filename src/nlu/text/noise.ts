import { isEmojiWord } from './emoji-words.js'

/** Emoji without a meaning of their own say nothing, however many there are. */
const saysNothing = (word: string): boolean => word === 'emoji' || !/\p{L}|\p{N}/u.test(word)

/** Whether a normalised message holds nothing to understand: empty, signs, or emoji that are no answer. */
export const isNoise = (normalized: string): boolean => {
  const words = normalized.split(' ').filter((word) => word.length > 0)
  return words.every(saysNothing) || (words.length > 3 && words.every(isEmojiWord))
}
