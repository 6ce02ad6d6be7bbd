import { z } from 'zod'

/** One text per language; Spanish always, Portuguese when the survey is offered in it. */
export const localizedText = z.object({ es: z.string().min(1), pt: z.string().min(1) })
export type LocalizedText = z.infer<typeof localizedText>

const option = z.object({
  value: z.string().regex(/^[a-z0-9-]+$/),
  label: localizedText,
  /** Other ways people say it, without accents, lower case. */
  words: z.array(z.string()).default([]),
})

const condition = z.object({
  question: z.string(),
  /** True when the earlier answer is one of these values. */
  oneOf: z.array(z.string()).min(1),
})

const common = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** A word or two for tables, where the whole question would not fit. */
  name: localizedText.optional(),
  text: localizedText,
  /** Said instead of the plain question after an answer that was not understood. */
  reask: localizedText,
  /** An optional question takes "omitir" / "pular". */
  optional: z.boolean().default(false),
  /** Asked only when this holds. */
  when: condition.optional(),
}

export const surveyQuestion = z.discriminatedUnion('kind', [
  /** 1 to 5 as digit, word or stars. */
  z.object({
    kind: z.literal('scale'),
    ...common,
    min: z.literal(1),
    max: z.literal(5),
    /** What people say instead of a number, by value; without accents, lower case. */
    words: z.partialRecord(z.enum(['1', '2', '3', '4', '5']), z.array(z.string())).default({}),
  }),
  /** One of the options, or several when `many`. */
  z.object({
    kind: z.literal('choice'),
    ...common,
    options: z.array(option).min(2).max(12),
    many: z.boolean().default(false),
    /** The value taken when a free answer matches none, e.g. `otro`; the words are kept as the answer's text. */
    otherwise: z.string().optional(),
  }),
  z.object({
    kind: z.literal('text'),
    ...common,
    maxLength: z.number().int().max(2000).default(1000),
  }),
  /** "sí" takes the number we know, anything else must be a phone number. */
  z.object({ kind: z.literal('phone'), ...common }),
])
export type SurveyQuestion = z.infer<typeof surveyQuestion>

const priorityRule = z.object({
  when: z.array(condition).min(1),
  priority: z.enum(['urgent', 'high', 'normal', 'low']),
})

/** A file `conversations/<id>.survey.json`. */
export const surveySchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  product: z.enum(['tv', 'movil']),
  title: localizedText,
  /** What it is for, said when the customer asks (encuesta_retencion). */
  explanation: localizedText,
  questions: z.array(surveyQuestion).min(1),
  thanks: localizedText,
  cancelled: localizedText,
  expired: localizedText,
  reminder: localizedText,
  remindAfterHours: z.array(z.number().positive()),
  expireAfterHours: z.number().positive(),
  /** First rule whose conditions all hold; `normal` when none does. */
  priorities: z.array(priorityRule),
})
export type Survey = z.infer<typeof surveySchema>

export type SurveyAnswer = { question: string; values: string[]; text: string | null; at: Date }

/** A run of a survey inside a conversation. It pins the survey's version: an edit never changes a question under way. */
export type SurveySession = {
  id: string
  surveyId: string
  surveyVersion: number
  product: 'tv' | 'movil'
  campaignId: string | null
  /** `offered`: invited, nothing answered yet. */
  state: 'offered' | 'running'
  /** Id of the question waiting for its answer. */
  question: string
  answers: SurveyAnswer[]
  /** Failed attempts at the current question. */
  misses: number
  startedAt: Date
  lastActivityAt: Date
  remindersSent: number
  /** When the next reminder or the expiry is due. */
  nextDueAt: Date
}

export type SurveyOutcome = 'completed' | 'cancelled' | 'expired'

/** What is kept of every session, also of one given up half way. */
export type SurveyResponse = {
  id: string
  conversationId: string
  contactId: string
  surveyId: string
  surveyVersion: number
  product: 'tv' | 'movil'
  campaignId: string | null
  outcome: SurveyOutcome
  answers: SurveyAnswer[]
  startedAt: Date
  endedAt: Date
  ticketId: string | null
}
