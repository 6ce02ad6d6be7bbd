import { z } from 'zod'

/** `week`: any day of it, `2026-11-16`; the running week without it. Weeks begin on Mondays, in Ecuador. */
export const driftQuery = z.strictObject({ week: z.iso.date().optional() })

const figures = {
  messages: z.number().int(),
  /** Share that got no answer of its own: not understood, or asked back about. */
  unanswered: z.number(),
  meanScore: z.number(),
  /** How many messages have a score from 0 to 0.1, from 0.1 to 0.2 and so on to 1. */
  byScore: z.array(z.number().int()),
}

const driftWeekView = z.object({
  monday: z.iso.date(),
  ...figures,
  /** By the intent that each message was nearest to, the most frequent first. */
  byIntent: z.array(z.object({ intent: z.string(), ...figures })),
  /** Words of several customers that no training message has; never numbers. */
  newWords: z.array(z.object({ word: z.string(), times: z.number().int() })),
})
export type DriftWeekView = z.infer<typeof driftWeekView>

/** How the live model understands what customers wrote to the bot, this week and the week before it; null: nobody wrote. */
export const driftView = z.object({
  monday: z.iso.date(),
  model: z.string(),
  week: driftWeekView.nullable(),
  before: driftWeekView.nullable(),
  /** False: there were too many messages to read them all. */
  complete: z.boolean(),
})
export type DriftView = z.infer<typeof driftView>
