import type { Decision } from '../classifier.js'
import type { Scores } from './score-intents.js'

export type Thresholds = {
  /** a best score below this is no answer */
  accept: number
  /** below `accept` but above this, and close to the second: ask which of the two */
  ask: number
  askMargin: number
}

export const THRESHOLDS: Thresholds = { accept: 0.3, ask: 0.2, askMargin: 0.1 }

/** Answer, ask which of the two best, or leave it to the call script. */
export const decide = (scores: Scores, thresholds: Thresholds = THRESHOLDS): Decision => {
  const [best, second] = scores.ranked
  if (!best || scores.none > best.score) return 'reject'
  if (best.score >= thresholds.accept) return 'answer'
  const close = second !== undefined && best.score - second.score < thresholds.askMargin
  return best.score >= thresholds.ask && close ? 'ask' : 'reject'
}
