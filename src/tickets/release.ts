import type { Actor } from './deps.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { ownTicket, saveTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

/** The conversation's mode is left as it is: a ticket that waits again for a person keeps the bot silent. */
export const createRelease =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    await writer.write(actor, async (change) => {
      const ticket = await ownTicket(change, ticketId)
      await saveTicket(
        change,
        ticket,
        { kind: 'released', detail: null },
        { status: 'open', assigneeId: null, claimedAt: null },
      )
    })
    return reader.get(actor, ticketId)
  }
