import { mayReadConversation, maySeeTicket } from '../domain/access.js'
import { DomainError } from '../domain/errors.js'
import type { Ticket } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'
import type { Actor } from './deps.js'

type Tickets = Pick<Collections, 'tickets'>

/** @throws DomainError `not-found` unless this actor may read what was said in the ticket. */
export const readableTicket = async (
  { tickets }: Tickets,
  actor: Actor,
  ticketId: string,
): Promise<Ticket> => {
  const ticket = await tickets.byId(ticketId)
  if (!ticket || !maySeeTicket(actor, ticket) || !mayReadConversation(actor, [ticket])) {
    throw new DomainError('not-found', 'No existe ese ticket.', { ticketId })
  }
  return ticket
}

/** @throws DomainError `not-found`, `conflict` for a closed ticket, `forbidden` unless it is the actor's own. */
export const workedTicket = async (
  collections: Tickets,
  actor: Actor,
  ticketId: string,
): Promise<Ticket> => {
  const ticket = await readableTicket(collections, actor, ticketId)
  if (ticket.status === 'closed') throw new DomainError('conflict', 'El ticket ya está cerrado.')
  if (ticket.assigneeId !== actor.id) {
    throw new DomainError('forbidden', 'Solo quien tomó el ticket puede hacer esto.')
  }
  return ticket
}
