import { z } from 'zod'
import { identifier, instant, named, pageOf, pageQuery } from './common.js'
import { messageView } from './message.js'
import { slaClockKind, ticketQueue, ticketView } from './ticket.js'

/** The packet that goes to COM Campañas Específicas when a promise was not kept. */
export const escalationView = z.object({
  id: z.string(),
  ticketId: identifier,
  ticketNumber: z.number().int().nullable(),
  /** `customer`: they told us that nobody called. */
  cause: z.union([slaClockKind, z.literal('customer')]),
  at: instant,
  dueAt: instant,
  elapsedMs: z.number(),
  attempts: z.object({ messages: z.number().int(), claims: z.number().int() }),
  previousOwner: named.nullable(),
  /** Null: nobody yet, the queue has it. */
  newOwner: named.nullable(),
  queue: ticketQueue,
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: named.nullable(),
  note: z.string().nullable(),
  /** How often it was raised. */
  raised: z.number().int(),
  raiseAt: instant.nullable(),
})
export type EscalationView = z.infer<typeof escalationView>
export const escalationPage = pageOf(escalationView)

/** With the ticket (its answers are in it) and the transcript up to that moment. */
export const escalationPacket = escalationView.extend({
  ticket: ticketView,
  transcript: z.array(messageView),
})

export const escalationQuery = pageQuery.extend({
  /** `false`: those that nobody has acknowledged. */
  acknowledged: z.enum(['true', 'false']).optional(),
})

export const acknowledgeRequest = z.strictObject({ note: z.string().trim().max(1_000).optional() })
