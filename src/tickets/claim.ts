import { moveTicket } from '../domain/ticket-moves.js'
import { isActive } from '../domain/ticket.js'
import type { Actor } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { lostTo, saveTicket, visibleTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

export const createClaim =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    await writer.write(actor, async (change) => {
      const ticket = await visibleTicket(change, ticketId)
      if (isActive(ticket) && ticket.assigneeId === actor.id) return
      if (ticket.status !== 'open') throw await lostTo(change.collections, ticket)
      const input = { at: change.at, assigneeId: actor.id }
      const changes = moveTicket(ticket, 'claim', input, change.rules)
      await saveTicket(change, ticket, { kind: 'claimed', detail: null }, changes)
      await muteBot(change, ticket)
    })
    return reader.get(actor, ticketId)
  }
