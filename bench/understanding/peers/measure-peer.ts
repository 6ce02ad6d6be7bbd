import { performance } from 'node:perf_hooks'
import { auroc } from '../../../src/evaluation/measures.js'
import type { LabelledSet } from '../sets.js'
import type { Guess, Peer } from './peer.js'

/** What a peer reached on a set. */
export type PeerFigures = {
  /** share of the messages in scope whose best intent is right */
  accuracy: number
  /** null when the set has no messages out of scope */
  auroc: number | null
  trainedInMs: number
}

/** Lets a peer learn the training messages of a set and guess the others. */
export const measurePeer = async (
  peer: Peer,
  { train, test }: LabelledSet,
): Promise<PeerFigures> => {
  const startedAt = performance.now()
  const guess = await peer.train(train)
  const trainedInMs = performance.now() - startedAt
  const guesses: Guess[] = []
  for (const { text } of test) guesses.push(await guess(text))
  const scoresOf = (inScope: boolean): number[] =>
    guesses.flatMap(({ score }, index) =>
      (test[index]?.intent !== null) === inScope ? [score] : [],
    )
  const right = guesses.filter(({ intent }, index) => intent === test[index]?.intent).length
  const outOfScope = scoresOf(false)
  return {
    accuracy: right / (test.length - outOfScope.length),
    auroc: outOfScope.length > 0 ? auroc(scoresOf(true), outOfScope) : null,
    trainedInMs,
  }
}
