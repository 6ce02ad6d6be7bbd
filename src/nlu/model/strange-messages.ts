import { OUT_OF_SCOPE } from '../classifier.js'
import { seededRandom } from './seeded-random.js'
import type { TrainingMessage } from './training-messages.js'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const MESSAGES = 120
const SEED = 180_010

/** Messages of random letters, so that None and no intent is what meaningless runs of characters speak for. */
export const strangeMessages = (): TrainingMessage[] => {
  const random = seededRandom(SEED)
  const below = (limit: number): number => Math.floor(random() * limit)
  const word = (): string =>
    Array.from({ length: 2 + below(9) }, () => LETTERS[below(LETTERS.length)]).join('')
  return Array.from({ length: MESSAGES }, () => ({
    text: Array.from({ length: 1 + below(6) }, word).join(' '),
    intent: OUT_OF_SCOPE,
    language: 'es',
  }))
}
