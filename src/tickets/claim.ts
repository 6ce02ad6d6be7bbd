import { DomainError } from '../domain/errors.js'
import { isActive } from '../domain/ticket.js'
import type { Ticket } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'
import type { Actor } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { saveTicket, visibleTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

/** Why it cannot be claimed: closed, or somebody has it; then `details.winner` is `{id, name}`. */
const refusal = async (collections: Collections, ticket: Ticket): Promise<DomainError> => {
  if (!isActive(ticket)) return new DomainError('conflict', 'El ticket ya está cerrado.')
  const holder = ticket.assigneeId ? await collections.agents.byId(ticket.assigneeId) : null
  if (holder === null) return new DomainError('conflict', 'El ticket ya está tomado.')
  return new DomainError('conflict', `${holder.name} ya tomó este ticket.`, {
    winner: { id: holder.id, name: holder.name },
  })
}

export const createClaim =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    await writer.write(actor, async (change) => {
      const ticket = await visibleTicket(change, ticketId)
      if (isActive(ticket) && ticket.assigneeId === actor.id) return
      if (ticket.status !== 'open') throw await refusal(change.collections, ticket)
      await saveTicket(
        change,
        ticket,
        { kind: 'claimed', detail: null },
        { status: 'claimed', assigneeId: actor.id, claimedAt: change.at },
      )
      await muteBot(change, ticket)
    })
    return reader.get(actor, ticketId)
  }
