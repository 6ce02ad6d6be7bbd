import type { Reading } from './measures.js'

export type SweepPoint = {
  threshold: number
  /** share of the messages in scope that would be answered, and rightly */
  answeredRight: number
  rejectRecall: number
  rejectPrecision: number
}

export type CalibrationPoint = {
  messages: number
  meanScore: number
  /** share of the messages in scope among those of this score */
  inScope: number
}

const STEPS = 40
const BINS = 10

const share = (count: number, all: number): number => (all === 0 ? 0 : count / all)

/** What a gate on the score alone would do at each height of the gate. */
export const thresholdSweep = (readings: readonly Reading[]): SweepPoint[] =>
  Array.from({ length: STEPS + 1 }, (_, step) => {
    const threshold = step / STEPS
    const passed = readings.filter(({ result }) => result.score >= threshold)
    const right = passed.filter(
      ({ gold, result }) => gold !== null && result.alternatives[0]?.intent === gold,
    )
    const outOfScope = readings.filter(({ gold }) => gold === null)
    const rejected = outOfScope.filter(({ result }) => result.score < threshold)
    return {
      threshold,
      answeredRight: share(right.length, readings.length - outOfScope.length),
      rejectRecall: share(rejected.length, outOfScope.length),
      rejectPrecision: share(rejected.length, readings.length - passed.length),
    }
  })

/** Whether scores mean what they say: of the messages that score 0.7, seven in ten should be in scope. */
export const calibrationCurve = (readings: readonly Reading[]): CalibrationPoint[] =>
  Array.from({ length: BINS }, (_, bin) =>
    readings.filter(({ result }) => Math.min(BINS - 1, Math.floor(result.score * BINS)) === bin),
  )
    .filter((held) => held.length > 0)
    .map((held) => ({
      messages: held.length,
      meanScore: share(
        held.reduce((sum, { result }) => sum + result.score, 0),
        held.length,
      ),
      inScope: share(held.filter(({ gold }) => gold !== null).length, held.length),
    }))

export type Confusion = { labels: string[]; counts: number[][] }

const NOTHING = 'None'

/** How often what was meant (rows) was answered as what (columns); None: out of scope, or not answered. */
export const confusionOf = (readings: readonly Reading[]): Confusion => {
  const pairs = readings.map(({ gold, result }) => [gold ?? NOTHING, result.intent ?? NOTHING])
  const labels = [...new Set(pairs.flat().filter((label) => label !== NOTHING))].sort()
  labels.push(NOTHING)
  const counts = labels.map(() => labels.map(() => 0))
  for (const [meant = '', got = ''] of pairs) {
    const row = counts[labels.indexOf(meant)]
    const column = labels.indexOf(got)
    if (row) row[column] = (row[column] ?? 0) + 1
  }
  return { labels, counts }
}
