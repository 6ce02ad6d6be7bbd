import { z } from 'zod'
import { deskSettings } from './desk-settings.js'

/** A file `conversations/settings.json`: what the business may change without a programmer ([S] in domain.md). */
export const businessSettings = z.object({
  timeZone: z.literal('America/Guayaquil'),
  /** As each document writes it (A1 and B3 differ; both are kept, the difference is shown to the admin). */
  callNumbers: z.object({ callScript: z.string(), equipment: z.string() }),
  website: z.string(),
  turnPortal: z.string(),
  postSaleMail: z.string(),
  mailSubjectPattern: z.string(),
  /** How services are called in messages, and as the business line of a mail subject (domain.md B8). */
  serviceNames: z.object({
    fija: z.string(),
    internet: z.string(),
    tv: z.string(),
    movil: z.string(),
  }),
  businessLines: z.object({
    fija: z.string(),
    internet: z.string(),
    tv: z.string(),
    movil: z.string(),
  }),
  /** A11: hours, calendar, from completion. */
  contactWithinHours: z.number().positive(),
  /** Something out of scope gets the call script once in this time. */
  quietPeriodHours: z.number().positive(),
  /** The loop breaker: replies to the same words repeated in a row. */
  maximumBotStreak: z.number().int().positive(),
  /** More replies than this within a minute to one customer: the bot falls silent until the minute is over. */
  maximumRepliesPerMinute: z.number().int().positive(),
  /** So long a short "and for the TV?" is the last question again; after it, words of their own. */
  sameQuestionMinutes: z.number().nonnegative().default(30),
  /** Deadline of the running equipment campaign (ISO date), or null when there is none. */
  equipmentDeadline: z.string().nullable(),
  /** After this many hours an inbound message is stored but no longer answered by the bot. */
  answerLateMessagesHours: z.number().positive(),
  /** Outcomes, reopening, assignment and SLA of the tickets. */
  desk: deskSettings.prefault({}),
})
export type BusinessSettings = z.infer<typeof businessSettings>

/** What the tickets need of it. */
export type DeskRules = Pick<BusinessSettings, 'contactWithinHours' | 'desk'>
