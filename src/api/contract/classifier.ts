import { z } from 'zod'

const modelView = z.object({
  /** Of the corpus and the code: the same corpus gives the same model. */
  hash: z.string(),
  intents: z.number().int(),
  languages: z.array(z.string()),
  fromCache: z.boolean(),
  trainedInMs: z.number(),
})

const answerView = z.object({ intent: z.string().nullable(), score: z.number() })

/** A model in shadow (`candidate`) reads every live message and answers none; `differences` are those it understood otherwise. */
export const classifierView = z.object({
  live: modelView,
  previous: modelView.nullable(),
  candidate: modelView.nullable(),
  training: z.boolean(),
  lastFailure: z.string().nullable(),
  compared: z.number().int(),
  differences: z.array(
    z.object({ messageId: z.string(), live: answerView, candidate: answerView }),
  ),
})
export type ClassifierView = z.infer<typeof classifierView>

/** `shadow` (the default): the new model reads along until it is promoted. Else it answers as soon as it is there. */
export const trainRequest = z.strictObject({ shadow: z.boolean().default(true) })

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
})
