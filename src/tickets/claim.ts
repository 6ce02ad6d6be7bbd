import { moveTicket } from '../domain/ticket-moves.js'
import { isActive } from '../domain/ticket.js'
import { createKeyedQueue } from '../lib/keyed-queue.js'
import type { Store } from '../store/store.js'
import type { Actor } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { lostTo, saveTicket, visibleTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

const ticketsAtOnce = 32

/**
 * Claims of one ticket take turns within a process: side by side they would only undo each other's transactions until all but
 * one have lost. Other processes are kept out by the claim itself.
 */
export const createClaim = (writer: TicketWriter, reader: ReadTickets, store: Store) => {
  const turns = createKeyedQueue(ticketsAtOnce)

  const claim = async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    // Who is plainly too late need not open a transaction to hear it; who is late by a moment hears it there.
    const seen = await visibleTicket({ collections: store, actor }, ticketId)
    if (seen.status !== 'open' && seen.assigneeId !== actor.id) throw await lostTo(store, seen)
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

  return (actor: Actor, ticketId: string): Promise<TicketDetail> =>
    turns.run(ticketId, () => claim(actor, ticketId))
}
