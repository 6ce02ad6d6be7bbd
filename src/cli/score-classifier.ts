import { performance } from 'node:perf_hooks'
import type { Classifier } from '../nlu/classifier.js'

/** A message and what it means: no intent (out of scope), one, or two in their order. */
export type Expected = { text: string; intents: readonly string[] }

type Share = { right: number; all: number }
export type Score = {
  one: Share
  two: Share
  none: Share
  perSecond: number
  mistakes: { text: string; expected: readonly string[]; got: readonly string[] }[]
}

/** Two intents are right when both were found in their order; out of scope is right when nothing was accepted. */
export const scoreClassifier = (
  classifier: Pick<Classifier, 'classify'>,
  expected: readonly Expected[],
): Score => {
  const score: Score = {
    one: { right: 0, all: 0 },
    two: { right: 0, all: 0 },
    none: { right: 0, all: 0 },
    perSecond: 0,
    mistakes: [],
  }
  const startedAt = performance.now()
  for (const { text, intents } of expected) {
    const got = classifier.classify(text).intents
    const share = [score.none, score.one][intents.length] ?? score.two
    share.all += 1
    if (got.join() === intents.join()) share.right += 1
    else score.mistakes.push({ text, expected: intents, got })
  }
  score.perSecond = (expected.length * 1000) / Math.max(1, performance.now() - startedAt)
  return score
}
