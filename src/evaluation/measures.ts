import type { Classification } from '../nlu/classifier.js'

/** A held-out message, what it means (null: out of scope) and how it was read. */
export type Reading = {
  gold: string | null
  result: Pick<Classification, 'intent' | 'score' | 'alternatives' | 'decision'>
}

export type IntentFigures = {
  intent: string
  messages: number
  precision: number
  recall: number
  f1: number
}

export type Figures = {
  inScope: number
  outOfScope: number
  /** share of the messages in scope whose best candidate is right, accepted or not */
  accuracy: number
  macroF1: number
  /** share of the messages in scope that were answered, and rightly */
  answeredRight: number
  /** share of the messages out of scope that got no answer */
  rejectRecall: number
  /** share of the messages without an answer that are out of scope */
  rejectPrecision: number
  /** chance that a message in scope scores above one out of scope */
  auroc: number
}

const share = (count: number, all: number): number => (all === 0 ? 0 : count / all)

const bestOf = ({ result }: Reading): string | undefined => result.alternatives[0]?.intent

/** Precision and recall of each intent's best candidates among the messages in scope, in the order intents appear. */
export const figuresOfIntents = (readings: readonly Reading[]): IntentFigures[] => {
  const inScope = readings.filter(({ gold }) => gold !== null)
  const intents = new Set(inScope.flatMap(({ gold }) => gold ?? []))
  return [...intents].map((intent) => {
    const own = inScope.filter(({ gold }) => gold === intent)
    const named = inScope.filter((reading) => bestOf(reading) === intent)
    const right = own.filter((reading) => bestOf(reading) === intent).length
    const precision = share(right, named.length)
    const recall = share(right, own.length)
    return {
      intent,
      messages: own.length,
      precision,
      recall,
      f1: share(2 * precision * recall, precision + recall),
    }
  })
}

/** Area under the ROC curve: ties count half. 0 when either side is empty. */
export const auroc = (above: readonly number[], below: readonly number[]): number => {
  const all = [
    ...above.map((score) => ({ score, wanted: true })),
    ...below.map((score) => ({ score, wanted: false })),
  ].sort((one, other) => one.score - other.score)
  let ranks = 0
  let start = 0
  while (start < all.length) {
    let end = start
    while (end < all.length && all[end]?.score === all[start]?.score) end += 1
    const rank = (start + end + 1) / 2
    ranks += rank * all.slice(start, end).filter(({ wanted }) => wanted).length
    start = end
  }
  return share(ranks - (above.length * (above.length + 1)) / 2, above.length * below.length)
}

/** The figures of a set of held-out messages. */
export const measure = (readings: readonly Reading[]): Figures => {
  const inScope = readings.filter(({ gold }) => gold !== null)
  const outOfScope = readings.filter(({ gold }) => gold === null)
  const unanswered = readings.filter(({ result }) => result.intent === null)
  const rejected = outOfScope.filter(({ result }) => result.intent === null).length
  const scores = (of: readonly Reading[]): number[] => of.map(({ result }) => result.score)
  const f1s = figuresOfIntents(readings).map(({ f1 }) => f1)
  return {
    inScope: inScope.length,
    outOfScope: outOfScope.length,
    accuracy: share(inScope.filter((one) => bestOf(one) === one.gold).length, inScope.length),
    macroF1: share(
      f1s.reduce((sum, f1) => sum + f1, 0),
      f1s.length,
    ),
    answeredRight: share(
      inScope.filter(({ gold, result }) => result.intent === gold).length,
      inScope.length,
    ),
    rejectRecall: share(rejected, outOfScope.length),
    rejectPrecision: share(rejected, unanswered.length),
    auroc: auroc(scores(inScope), scores(outOfScope)),
  }
}
