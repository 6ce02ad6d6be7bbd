import { hadTicket } from '../domain/access.js'
import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import { reopenUntil } from '../domain/reopening.js'
import { moveTicket } from '../domain/ticket-moves.js'
import { isActive, type Ticket } from '../domain/ticket.js'
import type { Actor } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { lostTo, saveTicket, visibleTicket } from './ticket-writer.js'
import type { Change, TicketWriter } from './ticket-writer.js'

/** Within the window, and while the conversation has no other active ticket. */
const requireReopenable = async (
  { collections, at, rules }: Change,
  ticket: Ticket,
): Promise<void> => {
  const until = reopenUntil(ticket, rules)
  if (until === null || until < at) {
    throw new DomainError('conflict', 'El plazo para reabrir este ticket ya terminó.')
  }
  const active = await collections.tickets.activeOf(ticket.conversationId)
  if (active) {
    const detail = `El cliente ya tiene el ticket ${active.number} abierto.`
    const { details } = await lostTo(collections, active)
    throw new DomainError('conflict', detail, { ...details, ticketId: active.id })
  }
}

/** By hand: for who had the ticket and for supervisors. It is theirs then. */
export const createReopen =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (
    actor: Actor,
    ticketId: string,
    { note }: { note: string | null },
  ): Promise<TicketDetail> => {
    await writer.write(actor, async (change) => {
      const ticket = await visibleTicket(change, ticketId)
      if (isActive(ticket)) {
        if (ticket.assigneeId === actor.id) return
        throw await lostTo(change.collections, ticket)
      }
      if (!can(actor, 'tickets:take-over') && !hadTicket(actor, ticket)) {
        throw new DomainError('forbidden', 'Solo quien tuvo el ticket o un supervisor lo reabre.')
      }
      await requireReopenable(change, ticket)
      const input = { at: change.at, assigneeId: actor.id }
      const changes = moveTicket(ticket, 'reopen-for', input, change.rules)
      const line = { kind: 'reopened', detail: 'agent', to: actor.id, note } as const
      await saveTicket(change, ticket, line, changes)
      await muteBot(change, ticket)
    })
    return reader.get(actor, ticketId)
  }
