import { OUT_OF_SCOPE } from '../classifier.js'
import { seededRandom } from './seeded-random.js'
import type { TrainingMessage } from './training-messages.js'

/**
 * The output that meaningless messages are trained for; never an intent. Beside None, not in it: None is what people ask that
 * we do not answer, and knows it better when it need not know runs of random letters as well.
 */
export const MEANINGLESS = 'Meaningless'

/** Whether an output of a model is an intent that a message can be answered by. */
export const isIntent = (output: string): boolean =>
  output !== OUT_OF_SCOPE && output !== MEANINGLESS

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const MESSAGES = 120
const SEED = 180_010

/** Messages of random letters, so that no intent is what meaningless runs of characters speak for. */
export const strangeMessages = (): TrainingMessage[] => {
  const random = seededRandom(SEED)
  const below = (limit: number): number => Math.floor(random() * limit)
  const word = (): string =>
    Array.from({ length: 2 + below(9) }, () => LETTERS[below(LETTERS.length)]).join('')
  return Array.from({ length: MESSAGES }, () => ({
    text: Array.from({ length: 1 + below(6) }, word).join(' '),
    intent: MEANINGLESS,
    language: 'es',
  }))
}
