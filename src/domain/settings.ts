import { z } from 'zod'

/** A file `conversations/settings.json`: what the business may change without a programmer ([S] in domain.md). */
export const businessSettings = z.object({
  timeZone: z.literal('America/Guayaquil'),
  /** As each document writes it (A1 and B3 differ; both are kept, the difference is shown to the admin). */
  callNumbers: z.object({ callScript: z.string(), equipment: z.string() }),
  website: z.string(),
  turnPortal: z.string(),
  postSaleMail: z.string(),
  mailSubjectPattern: z.string(),
  /** A11: hours, calendar, from completion. */
  contactWithinHours: z.number().positive(),
  /** Something out of scope gets the call script once in this time. */
  quietPeriodHours: z.number().positive(),
  /** The loop breaker: bot replies in a row to a counterpart that repeats itself. */
  maximumBotStreak: z.number().int().positive(),
  /** Deadline of the running equipment campaign (ISO date), or null when there is none. */
  equipmentDeadline: z.string().nullable(),
  /** After this many hours an inbound message is stored but no longer answered by the bot. */
  answerLateMessagesHours: z.number().positive(),
})
export type BusinessSettings = z.infer<typeof businessSettings>
