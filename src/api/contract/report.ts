import { z } from 'zod'
import { contactView, identifier, instant, named, pageOf, pageQuery } from './common.js'
import { ticketStatuses } from './ticket.js'

/** `pending` (newest first) or `handled` (the last handled first); without it all, newest first. */
export const handlingQuery = pageQuery.extend({ state: z.enum(['pending', 'handled']).optional() })

/** `resolution`: what was done about it. Handled once: the second is told who was first (409, `winner`). */
export const handleRequest = z.strictObject({ resolution: z.string().trim().min(1).max(500) })

export const unansweredView = z.object({
  id: identifier,
  conversationId: identifier,
  messageId: identifier,
  text: z.string(),
  bestIntent: z.string().nullable(),
  score: z.number().nullable(),
  at: instant,
  reviewedAt: instant.nullable(),
  reviewedBy: named.nullable(),
  /** What was done about it. */
  resolution: z.string().nullable(),
})
export type UnansweredView = z.infer<typeof unansweredView>
export const unansweredPage = pageOf(unansweredView)

/** A customer asked about a message that our send ledger does not hold. */
export const authenticityReportView = z.object({
  id: identifier,
  contact: contactView.nullable(),
  conversationId: identifier,
  messageId: identifier,
  text: z.string(),
  at: instant,
  handledAt: instant.nullable(),
  handledBy: named.nullable(),
  /** What was done about it. */
  resolution: z.string().nullable(),
})
export type AuthenticityReportView = z.infer<typeof authenticityReportView>
export const authenticityReportPage = pageOf(authenticityReportView)

/** What the business set, and what an admin should look at because the documents disagree. */
export const settingsView = z.object({
  timeZone: z.string(),
  callNumbers: z.object({ callScript: z.string(), equipment: z.string() }),
  callNumbersDiffer: z.boolean(),
  contactWithinHours: z.number(),
  quietPeriodHours: z.number(),
  equipmentDeadline: z.string().nullable(),
  website: z.string(),
  turnPortal: z.string(),
})
export type SettingsView = z.infer<typeof settingsView>

export const statsView = z.object({
  tickets: z.object(
    Object.fromEntries(ticketStatuses.map((status) => [status, z.number().int()])) as Record<
      (typeof ticketStatuses)[number],
      z.ZodNumber
    >,
  ),
  mine: z.number().int(),
})
