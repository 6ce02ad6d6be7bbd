import { hadTicket, maySeeTicket } from '../domain/access.js'
import { DomainError } from '../domain/errors.js'
import type { DomainEvent } from '../domain/events.js'
import type { DeskRules } from '../domain/settings.js'
import { isActive } from '../domain/ticket.js'
import type { Ticket, TicketEvent } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'
import { systemActor } from './deps.js'
import type { Actor, TicketDeskDeps } from './deps.js'

type Told = Pick<DomainEvent, 'kind'> &
  Partial<Pick<DomainEvent, 'conversationId' | 'ticketId' | 'messageId'>>

/** One change under way: everything it writes belongs to one transaction. */
export type Change = {
  collections: Collections
  actor: Actor
  at: Date
  rules: DeskRules
  /** Writes the event with the change and publishes it after the commit. */
  tell: (event: Told) => void
}

export type TicketWriter = {
  write: <Result>(actor: Actor, work: (change: Change) => Promise<Result>) => Promise<Result>
}

export const createTicketWriter = ({
  store,
  clock,
  newId,
  rules,
  publish,
}: TicketDeskDeps): TicketWriter => ({
  write: async (actor, work) => {
    const done = await store.transaction(async (collections) => {
      // Inside: a transaction that starts again must not tell twice.
      const events: DomainEvent[] = []
      const at = clock.now()
      const tell = (event: Told) => {
        events.push({
          id: newId(),
          at,
          conversationId: null,
          ticketId: null,
          messageId: null,
          ...event,
          agentId: actor.id === systemActor.id ? null : actor.id,
        })
      }
      const result = await work({ collections, actor, at, rules: rules(), tell })
      if (events.length > 0) await collections.events.append(events)
      return { result, events }
    })
    if (done.events.length > 0) publish(done.events)
    return done.result
  },
})

/** @throws DomainError `not-found`, also for a ticket that this actor may not see. */
export const visibleTicket = async (
  { collections, actor }: Pick<Change, 'collections' | 'actor'>,
  ticketId: string,
): Promise<Ticket> => {
  const ticket = await collections.tickets.byId(ticketId)
  if (ticket === null || !maySeeTicket(actor, ticket)) {
    throw new DomainError('not-found', 'No existe ese ticket.', { ticketId })
  }
  return ticket
}

/** @throws DomainError `forbidden` unless the actor has this ticket, `conflict` when it is closed. */
export const ownTicket = async (change: Change, ticketId: string): Promise<Ticket> => {
  const ticket = await visibleTicket(change, ticketId)
  if (ticket.status === 'closed') {
    throw new DomainError('conflict', 'El ticket ya está cerrado.', { ticketId })
  }
  if (ticket.assigneeId !== change.actor.id) {
    throw new DomainError('forbidden', 'Solo quien tomó el ticket puede hacer esto.', { ticketId })
  }
  return ticket
}

/** Somebody else has it, or nobody any more. `details.winner` is who was faster. */
export const lostTo = async (
  { agents }: Pick<Collections, 'agents'>,
  ticket: Ticket,
): Promise<DomainError> => {
  if (!isActive(ticket)) return new DomainError('conflict', 'El ticket ya está cerrado.')
  const holder = ticket.assigneeId ? await agents.byId(ticket.assigneeId) : null
  if (holder === null) return new DomainError('conflict', 'El ticket volvió a la cola.')
  return new DomainError('conflict', `${holder.name} tiene ahora este ticket.`, {
    winner: { id: holder.id, name: holder.name },
  })
}

/**
 * For what its owner does with a ticket besides writing to the customer. Who had it and lost it meanwhile is told to whom.
 * @throws DomainError `conflict` then, `forbidden` for anybody else.
 */
export const stillOwnTicket = async (change: Change, ticketId: string): Promise<Ticket> => {
  const ticket = await visibleTicket(change, ticketId)
  if (isActive(ticket) && ticket.assigneeId === change.actor.id) return ticket
  if (!isActive(ticket) || hadTicket(change.actor, ticket)) {
    throw await lostTo(change.collections, ticket)
  }
  throw new DomainError('forbidden', 'Solo quien tomó el ticket puede hacer esto.', { ticketId })
}

/** Writes a change of the ticket with its line of history; @throws DomainError `conflict` when it changed meanwhile. */
export const saveTicket = async (
  { collections, actor, at, tell }: Change,
  ticket: Ticket,
  line: Omit<TicketEvent, 'at' | 'by'>,
  changes: Partial<Omit<Ticket, 'id' | 'version' | 'history'>>,
): Promise<void> => {
  const history = [...ticket.history, { at, by: actor.id, ...line }]
  const expected = { version: ticket.version, status: [ticket.status] }
  const saved = await collections.tickets.replaceIf(ticket.id, expected, { ...changes, history })
  if (saved === null) {
    throw new DomainError('conflict', 'El ticket cambió mientras tanto. Vuelva a mirarlo.')
  }
  tell({ kind: 'ticket.changed', ticketId: ticket.id, conversationId: ticket.conversationId })
}
