import { performance } from 'node:perf_hooks'
import type { Classifier } from '../nlu/classifier.js'
import { draws, intervalOf, type Interval } from './bootstrap.js'
import {
  calibrationCurve,
  confusionOf,
  thresholdSweep,
  type CalibrationPoint,
  type Confusion,
  type SweepPoint,
} from './curves.js'
import { figuresOfIntents, measure, type IntentFigures, type Reading } from './measures.js'

/** A message and what it means: no intent (out of scope), one, or two in their order. */
export type Expected = { text: string; intents: readonly string[] }

export const FIGURES = [
  'accuracy',
  'macroF1',
  'answeredRight',
  'rejectRecall',
  'rejectPrecision',
  'auroc',
] as const
export type FigureName = (typeof FIGURES)[number]

export type Evaluation = {
  inScope: number
  outOfScope: number
  figures: Record<FigureName, { value: number } & Interval>
  intents: IntentFigures[]
  /** messages with two requests, and how many were heard in their order */
  two: { right: number; all: number }
  /** of one reading each, in ms */
  latency: { p50: number; p99: number; worst: number }
  sweep: SweepPoint[]
  calibration: CalibrationPoint[]
  confusion: Confusion
  mistakes: { text: string; expected: readonly string[]; got: readonly string[] }[]
}

const DRAWS = 200

/** Reads every message once and says how well: figures with 95 % intervals, curves, mistakes. */
export const evaluate = (
  classifier: Pick<Classifier, 'classify'>,
  expected: readonly Expected[],
): Evaluation => {
  const spans: number[] = []
  const read = expected.map(({ text, intents }) => {
    const startedAt = performance.now()
    const result = classifier.classify(text)
    spans.push(performance.now() - startedAt)
    return { text, expected: intents, result, got: result.intents }
  })
  spans.sort((one, other) => one - other)
  const at = (share: number): number => spans[Math.floor(share * (spans.length - 1))] ?? 0
  const two = read.filter((one) => one.expected.length > 1)
  const readings: Reading[] = read
    .filter((one) => one.expected.length < 2)
    .map((one) => ({ gold: one.expected[0] ?? null, result: one.result }))
  const { inScope, outOfScope, ...values } = measure(readings)
  const drawn = draws(readings, DRAWS).map(measure)
  const withInterval = (name: FigureName): [FigureName, { value: number } & Interval] => [
    name,
    { value: values[name], ...intervalOf(drawn.map((figures) => figures[name])) },
  ]
  const isRight = (one: { got: readonly string[]; expected: readonly string[] }): boolean =>
    one.got.join() === one.expected.join()
  return {
    inScope,
    outOfScope,
    figures: Object.fromEntries(FIGURES.map(withInterval)) as Evaluation['figures'],
    intents: figuresOfIntents(readings),
    two: { right: two.filter(isRight).length, all: two.length },
    latency: { p50: at(0.5), p99: at(0.99), worst: at(1) },
    sweep: thresholdSweep(readings),
    calibration: calibrationCurve(readings),
    confusion: confusionOf(readings),
    mistakes: read
      .filter((one) => !isRight(one))
      .map(({ text, expected: meant, got }) => ({ text, expected: meant, got })),
  }
}
