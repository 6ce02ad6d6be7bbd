import { z } from 'zod'
import { identifier, instant, named, pageOf, pageQuery } from './common.js'

const localized = z.object({ es: z.string(), pt: z.string() })

const stepView = z.object({
  id: z.string(),
  name: localized,
  hint: localized,
  /** `recognised` from what was done, `by-hand` by an agent, `missing` neither. */
  state: z.enum(['recognised', 'by-hand', 'missing']),
  at: instant.nullable(),
  by: named.nullable(),
})
export type ProtocolStepView = z.infer<typeof stepView>

const satisfactionStatus = z.enum(['not-sent', 'asked', 'rated', 'done', 'expired'])
const notSentReason = z.enum([
  'disabled',
  'opted-out',
  'wrong-number',
  'no-contact',
  'survey-open',
  'outside-window',
  'protocol-incomplete',
  'asked-recently',
])

/** How satisfied the customer is, or why nobody asked. */
export const satisfactionView = z.object({
  ticketId: identifier,
  status: satisfactionStatus,
  /** Only of `not-sent`. */
  reason: notSentReason.nullable(),
  rating: z.number().int().min(1).max(5).nullable(),
  comment: z.string().nullable(),
  /** Answers that came when the time was over; they are messages of the conversation. */
  lateAnswers: z.number().int(),
  closedAt: instant,
  askedAt: instant.nullable(),
  ratedAt: instant.nullable(),
})
export type SatisfactionView = z.infer<typeof satisfactionView>

/** The service protocol of one ticket. */
export const protocolView = z.object({
  steps: z.array(stepView),
  /** After a close: the reason the agent gave for missing steps. */
  closedWithReason: z.string().nullable(),
  satisfaction: satisfactionView.nullable(),
  /** To put into the composer, in the customer's language. */
  texts: z.object({
    greeting: z.string(),
    introduction: z.string(),
    check: z.string(),
    goodbye: z.string(),
  }),
  mayTick: z.boolean(),
})
export type ProtocolView = z.infer<typeof protocolView>

export const tickStepRequest = z.strictObject({ done: z.boolean() })

export const greetingView = z.object({ greetOnClaim: z.boolean() })
export type GreetingView = z.infer<typeof greetingView>
export const greetingRequest = z.strictObject({ greetOnClaim: z.boolean() })

/** Calendar days in Ecuador, both included; without them the last 30 days. */
export const rangeQuery = z.strictObject({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

export const adherenceView = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  steps: z.array(z.object({ id: z.string(), name: localized })),
  agents: z.array(
    z.object({
      agent: named,
      tickets: z.number().int(),
      complete: z.number().int(),
      withReason: z.number().int(),
      /** Steps done of all steps asked for, 0 to 1. */
      share: z.number(),
      /** Times each step was missing, by its id. */
      missing: z.record(z.string(), z.number().int()),
    }),
  ),
})
export type AdherenceView = z.infer<typeof adherenceView>

export const satisfactionLine = satisfactionView.extend({
  agent: named,
  ticketNumber: z.number().int().nullable(),
  product: z.enum(['tv', 'movil']).nullable(),
})
export type SatisfactionLineView = z.infer<typeof satisfactionLine>
export const satisfactionPage = pageOf(satisfactionLine)
export const satisfactionQuery = pageQuery.extend({ agent: identifier.optional() })

const ratingFigures = z.object({
  /** Surveys of the filter, sent or not; those that were asked; those that were rated. */
  surveys: z.number().int(),
  asked: z.number().int(),
  rated: z.number().int(),
  /** Null when nobody rated. */
  mean: z.number().nullable(),
  /** How often each rating was given; the first is of 1, the last of 5. */
  histogram: z.tuple([
    z.number().int(),
    z.number().int(),
    z.number().int(),
    z.number().int(),
    z.number().int(),
  ]),
})

/** `GET /api/satisfaction/summary`: over every survey of the filter, whatever pages were read. */
export const satisfactionSummary = ratingFigures.extend({
  /** Most ratings first. */
  agents: z.array(ratingFigures.extend({ agent: named })),
})
export type SatisfactionSummaryView = z.infer<typeof satisfactionSummary>
/** Calendar days in Ecuador of the close, both included; without them all of time. */
export const satisfactionSummaryQuery = z.strictObject({
  agent: identifier.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

export const checkRequest = z.strictObject({
  text: z.string().max(4096),
  ticketId: identifier.optional(),
  language: z.enum(['es', 'pt']).optional(),
})

const hintView = z.object({
  /** Only `forbidden` stops a message. */
  kind: z.enum(['forbidden', 'leak', 'address', 'spelling']),
  /** UTF-16 units, as a text field counts. */
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  replacements: z.array(z.string()),
  /** Of a leak: what the number seems to be. */
  about: z.enum(['card', 'national-id', 'account']).nullable(),
})
export type HintView = z.infer<typeof hintView>

export const checkView = z.object({
  hints: z.array(hintView),
  /** False: no dictionary was at hand, nothing is said of the spelling. */
  spelled: z.boolean(),
})
export type CheckView = z.infer<typeof checkView>
