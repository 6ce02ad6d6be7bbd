import type { SlaClockKind } from './desk-settings.js'
import type { SlaClock, Ticket, TicketQueue } from './ticket.js'

/** Where escalations go (domain.md A6). */
export const escalationQueue: TicketQueue = 'com-campanas-especificas'

/**
 * The packet that goes to COM Campañas Específicas: what happened, and who answers for it now. The answers are those of the ticket
 * and the transcript that of the conversation up to `lastSeq`: nothing of the customer's is copied.
 */
export type Escalation = {
  /** Made of the ticket and the clock: the same breach is one packet, however many processes see it. */
  id: string
  ticketId: string
  conversationId: string
  /** `customer`: they told us that nobody called (A6). */
  cause: SlaClockKind | 'customer'
  at: Date
  dueAt: Date
  /** Since the clock began. */
  elapsedMs: number
  lastSeq: number
  /** Tries to reach the customer before it: messages of agents, and how often somebody took the ticket. */
  attempts: { messages: number; claims: number }
  previousOwnerId: string | null
  /** Null: the queue. */
  newOwnerId: string | null
  queue: TicketQueue
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  note: string | null
  /** How often it was raised, the first time included. */
  raised: number
  /** When it is raised again; null once acknowledged or its ticket closed. */
  raiseAt: Date | null
}

const minuteMs = 60_000

export const raiseAgainAt = (now: Date, raiseAgainMinutes: number): Date =>
  new Date(now.getTime() + raiseAgainMinutes * minuteMs)

const claims = ({ history }: Ticket): number =>
  history.filter(({ kind }) => kind === 'claimed' || kind === 'assigned' || kind === 'taken-over')
    .length

/** The packet of an overdue clock, or of a customer's complaint (`clock` null). */
export const createEscalation = (
  before: Ticket,
  after: Pick<Ticket, 'assigneeId' | 'queue'>,
  clock: SlaClock | null,
  found: { at: Date; lastSeq: number; agentMessages: number; raiseAgainMinutes: number },
): Escalation => ({
  id: `${before.id}:${clock ? `${clock.kind}:${clock.startedAt.getTime()}` : `customer:${found.at.getTime()}`}`,
  ticketId: before.id,
  conversationId: before.conversationId,
  cause: clock?.kind ?? 'customer',
  at: found.at,
  dueAt: clock?.dueAt ?? before.dueAt,
  elapsedMs: found.at.getTime() - (clock?.startedAt ?? before.createdAt).getTime(),
  lastSeq: found.lastSeq,
  attempts: { messages: found.agentMessages, claims: claims(before) },
  previousOwnerId: before.assigneeId,
  newOwnerId: after.assigneeId,
  queue: after.queue,
  acknowledgedAt: null,
  acknowledgedBy: null,
  note: null,
  raised: 1,
  raiseAt: raiseAgainAt(found.at, found.raiseAgainMinutes),
})
