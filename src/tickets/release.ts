import { moveTicket } from '../domain/ticket-moves.js'
import type { Actor } from './deps.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { saveTicket, stillOwnTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

/** The conversation's mode is left as it is: a ticket that waits again for a person keeps the bot silent. */
export const createRelease =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    await writer.write(actor, async (change) => {
      const ticket = await stillOwnTicket(change, ticketId)
      const changes = moveTicket(ticket, 'release', { at: change.at }, change.rules)
      await saveTicket(change, ticket, { kind: 'released', detail: null }, changes)
    })
    return reader.get(actor, ticketId)
  }
