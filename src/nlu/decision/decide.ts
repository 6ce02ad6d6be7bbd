import type { Decision, ScoredIntent, Thresholds } from '../classifier.js'

/**
 * From the same cross validation as the calibration: at `accept` as many messages in scope are turned away as messages out of
 * scope are let through; above `tie` the first candidate is right one time in three.
 */
export const THRESHOLDS: Thresholds = { accept: 0.6, tie: 0.82 }

/** Answer, ask which of the two best, or leave it to the call script. */
export const decide = (
  alternatives: readonly ScoredIntent[],
  thresholds: Thresholds = THRESHOLDS,
): Decision => {
  const [best, second] = alternatives
  if (!best || best.score < thresholds.accept) return 'reject'
  return second && second.score > thresholds.tie * best.score ? 'ask' : 'answer'
}
