import { auroc } from '../../src/evaluation/measures.js'
import { scoreIntents, type Scores } from '../../src/nlu/decision/score-intents.js'
import { trainFromMessages } from '../../src/nlu/model/train-model.js'
import type { TrainingMessage } from '../../src/nlu/model/training-messages.js'
import { detectLanguage } from '../../src/nlu/text/language-model.js'
import { normalizeWords, plainText } from '../../src/nlu/text/normalize-message.js'
import { stripGreeting } from '../../src/nlu/text/strip-greeting.js'
import { fitLogistic } from './fit-logistic.js'
import type { BenchOptions } from './main.js'
import { ownVoices } from './sets.js'

const FOLDS = 3

type Prediction = { gold: string; scores: Scores }
type Voiced = TrainingMessage & { voice: string | null }

/**
 * A fold leaves out whole voices: who is measured by the habits of people it learned from is flattered by 15 points. Messages
 * out of scope, most of which all voices share, are dealt out one by one; the others of the shared files are always learned.
 */
const foldsOf = (messages: readonly Voiced[]): number[] => {
  const voices = [...new Set(messages.flatMap(({ voice }) => voice ?? []))].sort()
  let dealt = 0
  return messages.map(({ voice, intent }) => {
    if (voice !== null) return Math.floor((voices.indexOf(voice) * FOLDS) / voices.length)
    if (intent !== 'None') return -1
    dealt += 1
    return dealt % FOLDS
  })
}

const predictFold = (
  messages: readonly Voiced[],
  folds: readonly number[],
  fold: number,
): Prediction[] => {
  const model = trainFromMessages(
    messages.filter((_, index) => folds[index] !== fold),
    'fold',
  )
  const left = messages.filter((_, index) => folds[index] === fold)
  return left.map(({ text, intent }) => {
    const language = detectLanguage(model.languageModel, text, undefined)
    const normalized = stripGreeting(normalizeWords(plainText(text), language))
    return { gold: intent, scores: scoreIntents(model, normalized, language) }
  })
}

const bestRaw = ({ scores }: Prediction): number => scores.ranked[0]?.score ?? -1

const distance = ({ scores }: Prediction): number =>
  bestRaw({ gold: '', scores }) - (scores.ranked[1]?.score ?? -1)

const inputsOf = (one: Prediction): number[] => [
  1,
  bestRaw(one),
  one.scores.none,
  one.scores.knownShare,
  one.scores.closer,
]

const isRight = ({ gold, scores }: Prediction): boolean => scores.ranked[0]?.intent === gold

/** Accuracy, the calibration that calibration.ts holds, and how often the first candidate is right by its distance to the second. */
export const crossValidate = ({ root }: BenchOptions): void => {
  const messages = ownVoices(root)
  const folds = foldsOf(messages)
  const predictions = Array.from({ length: FOLDS }, (_, fold) =>
    predictFold(messages, folds, fold),
  ).flat()
  const inScope = predictions.filter(({ gold }) => gold !== 'None')
  const outOfScope = predictions.filter(({ gold }) => gold === 'None')
  console.log(`${inScope.length} in scope, ${outOfScope.length} out of scope, ${FOLDS} folds`)
  console.log(`accuracy ${(inScope.filter(isRight).length / inScope.length).toFixed(4)}`)
  const weights = fitLogistic(
    predictions.map(inputsOf),
    predictions.map(({ gold }) => (gold === 'None' ? 0 : 1)),
  )
  console.log(
    `calibration: intercept, of best, of none, of known, of closer = ${weights.map((weight) => weight.toFixed(3)).join(', ')}`,
  )
  const chance = (one: Prediction): number =>
    inputsOf(one).reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)
  console.log(`AUROC ${auroc(inScope.map(chance), outOfScope.map(chance)).toFixed(4)}`)
  for (const accept of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) {
    const least = Math.log(accept / (1 - accept))
    const answered = inScope.filter((one) => chance(one) >= least)
    const rejected = outOfScope.filter((one) => chance(one) < least).length
    const right = answered.filter(isRight).length / inScope.length
    const precision = rejected / (rejected + inScope.length - answered.length)
    console.log(
      `accept ${accept}: answered right ${right.toFixed(3)}, reject recall ${(rejected / outOfScope.length).toFixed(3)}, precision ${precision.toFixed(3)}`,
    )
  }
  for (const [low, high] of [
    [0, 0.05],
    [0.05, 0.1],
    [0.1, 0.2],
    [0.2, 0.4],
    [0.4, 2],
  ] as const) {
    const within = predictions.filter((one) => distance(one) >= low && distance(one) < high)
    console.log(
      `distance ${low}-${high}: ${within.length}, first right ${(within.filter(isRight).length / within.length).toFixed(2)}`,
    )
  }
}
