import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import { moveTicket } from '../domain/ticket-moves.js'
import type { Store } from '../store/store.js'
import type { Actor } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { lostTo, saveTicket, visibleTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

export const createTakeOver =
  (writer: TicketWriter, reader: ReadTickets, { tickets }: Pick<Store, 'tickets'>) =>
  async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    if (!can(actor, 'tickets:take-over')) {
      throw new DomainError('forbidden', 'Solo un supervisor puede hacerse cargo de un ticket.')
    }
    // Whom it is taken from: of two supervisors at once the second must not take it from the first without knowing.
    const seen = await tickets.byId(ticketId)
    await writer.write(actor, async (change) => {
      const ticket = await visibleTicket(change, ticketId)
      if (ticket.assigneeId === actor.id && ticket.status !== 'closed') return
      if (ticket.status === 'closed' || ticket.assigneeId !== seen?.assigneeId) {
        throw await lostTo(change.collections, ticket)
      }
      const previous = ticket.assigneeId
        ? await change.collections.agents.byId(ticket.assigneeId)
        : null
      const input = { at: change.at, assigneeId: actor.id }
      const changes = moveTicket(ticket, 'take-over', input, change.rules)
      const line = { kind: 'taken-over', detail: previous?.name ?? null } as const
      await saveTicket(change, ticket, line, changes)
      await muteBot(change, ticket)
    })
    return reader.get(actor, ticketId)
  }
