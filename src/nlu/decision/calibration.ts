import type { ScoredIntent } from '../classifier.js'
import type { Scores } from './score-intents.js'

/**
 * From raw scores to the chance that a message is in scope: logistic regression on the predictions of a cross validation of
 * the training messages (bench/understanding), None and its hard negatives against all others.
 */
const INTERCEPT = 0.25
const OF_BEST = 1.93
const OF_NONE = -3.14

/** No output spoke for the message: below the first raw score nothing was ever right, above the second it does not matter. */
const MUTE = -0.95
const HEARD = -0.55

/** How fast the score of an alternative falls with its distance from the best. */
const SPREAD = 0.3

/** Noise is never accepted. Of a message of so many words or more the model must know this share: one known word among strange ones is chance. */
const MANY_WORDS = 4
const FEWEST_KNOWN = 0.3
const MOSTLY_STRANGE = 0.4

const inScope = (best: number, { none, knownShare, words, noise }: Scores): number => {
  const chance = 1 / (1 + Math.exp(-(INTERCEPT + OF_BEST * best + OF_NONE * none)))
  const heard = Math.min(1, Math.max(0, (best - MUTE) / (HEARD - MUTE)))
  const strange = noise || (words >= MANY_WORDS && knownShare < FEWEST_KNOWN)
  return chance * heard * (strange ? MOSTLY_STRANGE : 1)
}

/** The first `length` intents with scores between 0 and 1; the best has the chance that the message is in scope at all. */
export const calibrate = (scores: Scores, length: number): ScoredIntent[] => {
  const best = scores.ranked[0]?.score ?? -Infinity
  const chance = inScope(best, scores)
  return scores.ranked.slice(0, length).map(({ intent, score }) => ({
    intent,
    score: chance * Math.exp((score - best) / SPREAD),
  }))
}
