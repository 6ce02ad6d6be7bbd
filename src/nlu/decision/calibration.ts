import type { ScoredIntent } from '../classifier.js'
import type { Scores } from './score-intents.js'

/**
 * From raw scores to the chance that a message is in scope: logistic regression on the predictions of a cross validation of
 * the training messages (bench/understanding) that leaves out whole voices, None and its hard negatives against all others.
 * The share between best and None is kept nearer to one than it fits best there: a message about something that no training
 * message out of scope is about speaks for None less than for no intent.
 */
const INTERCEPT = 0.073
const OF_BEST = 1.554
const OF_NONE = -2.72
const OF_KNOWN = 0.466

/** No output spoke for the message: below the first raw score nothing was ever right, above the second it does not matter. */
const MUTE = -0.95
const HEARD = -0.55

/** How fast the score of an alternative falls with its distance from the best. */
const SPREAD = 0.3

/** Noise is never accepted. Of a message of so many words or more the model must know this share: one known word among strange ones is chance. */
const MANY_WORDS = 4
const FEWEST_KNOWN = 0.3
const MOSTLY_STRANGE = 0.4
/** Of a message whose words are mostly strange nobody can be sure: what is above LEAST_SURE is drawn together below 0.75. */
const WELL_KNOWN = 0.6
const LEAST_SURE = 0.6
const DRAWN_TOGETHER = 0.35

const inScope = (best: number, { none, knownShare, words, noise }: Scores): number => {
  const evidence = INTERCEPT + OF_BEST * best + OF_NONE * none + OF_KNOWN * knownShare
  const chance = 1 / (1 + Math.exp(-evidence))
  const heard = Math.min(1, Math.max(0, (best - MUTE) / (HEARD - MUTE)))
  const strange = noise || (words >= MANY_WORDS && knownShare < FEWEST_KNOWN)
  const believed = chance * heard * (strange ? MOSTLY_STRANGE : 1)
  if (knownShare >= WELL_KNOWN || believed <= LEAST_SURE) return believed
  return LEAST_SURE + (believed - LEAST_SURE) * DRAWN_TOGETHER
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
