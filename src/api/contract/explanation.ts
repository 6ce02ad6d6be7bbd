import { z } from 'zod'
import { identifier } from './common.js'
import { turnView } from './message.js'

export const explainRequest = z.strictObject({ text: z.string().min(1).max(4096) })

/** Which features of a text led to its best intent, strongest first; a contribution below 0 spoke against it. */
export const explanationView = z.object({
  intent: z.string(),
  answered: z.string().nullable(),
  decision: z.enum(['answer', 'ask', 'reject']),
  score: z.number(),
  alternatives: z.array(z.object({ intent: z.string(), score: z.number() })),
  language: z.string(),
  normalized: z.string(),
  knownShare: z.number(),
  features: z.array(z.object({ feature: z.string(), kind: z.string(), contribution: z.number() })),
  /** Below `accept` it is out of scope; a second intent with more than `tie` of the best score: the bot asks which. */
  thresholds: z.object({ accept: z.number(), tie: z.number() }),
})
export type ExplanationView = z.infer<typeof explanationView>

/**
 * Why the bot took a stored message for what it did. `turn` is what was decided then; `explanation` is how the live model reads it now.
 * They may differ when `isLive` is false: another model (`model`, null when nobody noted it) read it then.
 */
export const messageExplanationView = z.object({
  messageId: identifier,
  model: z.string().nullable(),
  liveModel: z.string(),
  isLive: z.boolean(),
  turn: turnView,
  explanation: explanationView,
})
export type MessageExplanationView = z.infer<typeof messageExplanationView>
