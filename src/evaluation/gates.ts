import { z } from 'zod'
import { FIGURES, type Evaluation } from './evaluate.js'

/** What a set must reach at least; `weakestIntent` is the lowest recall of any intent, `two` the share of double requests. */
const gate = z.strictObject({
  accuracy: z.number().optional(),
  macroF1: z.number().optional(),
  answeredRight: z.number().optional(),
  rejectRecall: z.number().optional(),
  rejectPrecision: z.number().optional(),
  auroc: z.number().optional(),
  weakestIntent: z.number().optional(),
  two: z.number().optional(),
})
type Gate = z.infer<typeof gate>

/** A file of gates: the name of a set and what it must reach. */
export const gatesFile = z.record(z.string(), gate)

/** The run a later one is compared with: the name of a set and its figures. */
export const acceptedFile = z.record(z.string(), z.record(z.string(), z.number()))

/** The figures that gates and comparisons look at, by name. A figure without messages to measure it on is left out. */
export const gatedFigures = ({
  figures,
  intents,
  two,
  inScope,
  outOfScope,
}: Evaluation): Record<string, number> => {
  const shown = FIGURES.filter((name) =>
    name === 'accuracy' || name === 'macroF1' || name === 'answeredRight'
      ? inScope > 0
      : outOfScope > 0,
  )
  return {
    ...Object.fromEntries(shown.map((name) => [name, figures[name].value])),
    ...(intents.length > 0
      ? { weakestIntent: Math.min(...intents.map(({ recall }) => recall)) }
      : {}),
    ...(two.all > 0 ? { two: two.right / two.all } : {}),
  }
}

/** One line for each gate that does not hold. */
export const failedGates = (evaluation: Evaluation, wanted: Gate | undefined): string[] => {
  const figures = gatedFigures(evaluation)
  return Object.entries(wanted ?? {}).flatMap(([name, least]) => {
    const value = figures[name]
    if (value === undefined || least === undefined || value >= least) return []
    return [`${name} is ${value.toFixed(3)}, must be ${least.toFixed(3)} at least`]
  })
}
