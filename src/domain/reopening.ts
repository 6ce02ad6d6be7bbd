import { wrongNumber } from './desk-settings.js'
import type { DeskRules } from './settings.js'
import type { Ticket, TicketKind } from './ticket.js'

const hourMs = 3_600_000

/** Until when a closed ticket may be opened again; null when it never may: still active, or closed because it was merged. */
export const reopenUntil = (ticket: Ticket, { desk }: DeskRules): Date | null => {
  if (ticket.status !== 'closed' || !ticket.closedAt || ticket.outcome === null) return null
  return new Date(ticket.closedAt.getTime() + desk.reopenWithinHours * hourMs)
}

/** A contact-data task is a matter of its own: it does not go on as a case, nor a case as a task. */
const sameMatter = (ticket: Ticket, kind: TicketKind): boolean =>
  (ticket.kind === 'contact-data') === (kind === 'contact-data')

/**
 * The closed ticket that goes on when this customer brings a cause of this kind now: the newest one of the conversation, within
 * the window. A wrong number is not reopened by whoever owns that number.
 */
export const ticketToReopen = (
  tickets: readonly Ticket[],
  cause: { conversationId: string; kind: TicketKind; now: Date },
  rules: DeskRules,
): Ticket | null => {
  const closed = tickets
    .filter(
      (ticket) =>
        ticket.conversationId === cause.conversationId &&
        ticket.outcome !== wrongNumber &&
        sameMatter(ticket, cause.kind) &&
        (reopenUntil(ticket, rules)?.getTime() ?? 0) >= cause.now.getTime(),
    )
    .sort((a, b) => (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0))
  return closed[0] ?? null
}
