import { z } from 'zod'
import { identifier, instant, pageOf, pageQuery } from './common.js'

const modelView = z.object({
  /** Of the corpus and the code: the same corpus gives the same model. */
  hash: z.string(),
  intents: z.number().int(),
  languages: z.array(z.string()),
  fromCache: z.boolean(),
  trainedInMs: z.number(),
})

/** A model in shadow (`candidate`) reads every live message and answers none. `lastFailure`: of the last training here. */
export const classifierView = z.object({
  live: modelView,
  previous: modelView.nullable(),
  candidate: modelView.nullable(),
  training: z.boolean(),
  lastFailure: z.string().nullable(),
})
export type ClassifierView = z.infer<typeof classifierView>

/** `shadow` (the default): the new model reads along until it is promoted. Else it answers as soon as it is there. */
export const trainRequest = z.strictObject({ shadow: z.boolean().default(true) })

/** One candidate beside one live model. `compared`: messages that both read; `differing`: those they disagreed on. */
export const shadowRunView = z.object({
  id: identifier,
  live: z.string(),
  candidate: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  outcome: z.enum(['promoted', 'discarded', 'replaced']).nullable(),
  compared: z.number().int(),
  differing: z.number().int(),
})
export type ShadowRunView = z.infer<typeof shadowRunView>
export const shadowRunPage = pageOf(shadowRunView)

/** The run under way, else the last one, or the one asked for; `run` is null before the first. */
export const shadowView = z.object({
  run: shadowRunView.nullable(),
  /** The most frequent first; null: taken for no intent. At most 10,000 differences of a run are listed and counted here. */
  pairs: z.array(
    z.object({
      live: z.string().nullable(),
      candidate: z.string().nullable(),
      count: z.number().int(),
    }),
  ),
})
export type ShadowView = z.infer<typeof shadowView>

export const shadowQuery = z.strictObject({ run: identifier.optional() })

/** `live` and `candidate` narrow it to a pair of intents; `none`: taken for no intent. */
export const differenceQuery = pageQuery.extend({
  run: identifier.optional(),
  live: z.string().max(64).optional(),
  candidate: z.string().max(64).optional(),
})

const answerView = z.object({
  intent: z.string().nullable(),
  intents: z.array(z.string()),
  score: z.number(),
})

/** A live message that the model in shadow understood otherwise; its words are in its conversation. */
export const differenceView = z.object({
  id: z.string(),
  messageId: identifier,
  /** Null: the message is not there any more. */
  conversationId: identifier.nullable(),
  at: instant,
  live: answerView,
  candidate: answerView,
})
export type DifferenceView = z.infer<typeof differenceView>
export const differencePage = pageOf(differenceView)
