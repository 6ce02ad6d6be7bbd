import type { ScoredIntent } from '../classifier.js'
import type { Scores } from './score-intents.js'

/**
 * From raw scores to the chance that a message is in scope: logistic regression on the predictions of a cross validation of
 * the training messages (bench/understanding) that leaves out whole voices, None and its hard negatives against all others.
 * The share of None is kept smaller than it fits best there: a message about something that no training message out of scope
 * is about speaks for None less than for no intent. The public set CLINC150 (its train and dev messages) says the same. The
 * intercept is put so that 0.6 turns away one message in 17 in scope, of people the model never heard.
 */
const INTERCEPT = -0.4
const OF_BEST = 2.327
const OF_NONE = -2.792
const OF_KNOWN = 0.931
const OF_CLOSER = 0.465

/** No output spoke for the message: below the first raw score nothing was ever right, above the second it does not matter. */
const MUTE = -0.97
const HEARD = -0.86

/** How fast the score of an alternative falls with its distance from the best. */
const SPREAD = 0.3

/** Noise is never accepted. Of a message of so many words or more the model must know this share: one known word among strange ones is chance. */
const MANY_WORDS = 4
const FEWEST_KNOWN = 0.3
/** Nor is what is like random letters: of a thousand messages in scope one is more like them than this. */
const LIKE_LETTERS = -0.1
const MOSTLY_STRANGE = 0.4
/**
 * Nobody can be sure of a message of which half the letters cannot be recognised (strewn letters, a bare "s"), or of a single word
 * that little speaks for ("ayer"; of 21 answered in cross validation 3 were right): what is above LEAST_SURE is drawn together
 * below 0.75.
 */
const HALF_RECOGNISED = 0.5
const SPOKEN_FOR = -0.1
const LEAST_SURE = 0.6
const DRAWN_TOGETHER = 0.35

const isStrange = ({ noise, words, knownShare, meaningless }: Scores): boolean =>
  noise || meaningless > LIKE_LETTERS || (words >= MANY_WORDS && knownShare < FEWEST_KNOWN)

const isDoubtful = (best: number, { recognisedShare, words }: Scores): boolean =>
  recognisedShare < HALF_RECOGNISED || (words === 1 && best < SPOKEN_FOR)

const inScope = (best: number, scores: Scores): number => {
  const evidence =
    INTERCEPT +
    OF_BEST * best +
    OF_NONE * scores.none +
    OF_KNOWN * scores.knownShare +
    OF_CLOSER * scores.closer
  const chance = 1 / (1 + Math.exp(-evidence))
  const heard = Math.min(1, Math.max(0, (best - MUTE) / (HEARD - MUTE)))
  const believed = chance * heard * (isStrange(scores) ? MOSTLY_STRANGE : 1)
  if (believed <= LEAST_SURE || !isDoubtful(best, scores)) return believed
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
