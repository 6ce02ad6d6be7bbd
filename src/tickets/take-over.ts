import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import type { Actor } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { saveTicket, visibleTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

export const createTakeOver =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    if (!can(actor, 'tickets:take-over')) {
      throw new DomainError('forbidden', 'Solo un supervisor puede hacerse cargo de un ticket.')
    }
    await writer.write(actor, async (change) => {
      const ticket = await visibleTicket(change, ticketId)
      if (ticket.status === 'closed') {
        throw new DomainError('conflict', 'El ticket ya está cerrado.')
      }
      if (ticket.assigneeId === actor.id) return
      const previous = ticket.assigneeId
        ? await change.collections.agents.byId(ticket.assigneeId)
        : null
      await saveTicket(
        change,
        ticket,
        { kind: 'taken-over', detail: previous?.name ?? null },
        { status: 'claimed', assigneeId: actor.id, claimedAt: change.at },
      )
      await muteBot(change, ticket)
    })
    return reader.get(actor, ticketId)
  }
