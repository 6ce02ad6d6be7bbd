import { can } from './agent.js'
import type { Agent } from './agent.js'
import { isActive } from './ticket.js'
import type { Ticket } from './ticket.js'

type Viewer = Pick<Agent, 'id' | 'role'>

/** Whose ticket it is or once was. */
export const hadTicket = (viewer: Pick<Agent, 'id'>, ticket: Ticket): boolean =>
  ticket.assigneeId === viewer.id ||
  ticket.history.some(
    (line) =>
      line.to === viewer.id ||
      (line.by === viewer.id && (line.kind === 'claimed' || line.kind === 'taken-over')),
  )

/** Tickets of the supervisors' queue (domain.md E2) are theirs alone; every other queue is open to the whole team. */
export const maySeeTicket = (viewer: Viewer, ticket: Ticket): boolean =>
  ticket.queue !== 'supervisor' || can(viewer, 'tickets:take-over') || hadTicket(viewer, ticket)

const mayClaim = (viewer: Viewer, ticket: Ticket): boolean =>
  ticket.status === 'open' && can(viewer, 'tickets:work') && maySeeTicket(viewer, ticket)

/**
 * A conversation is read by who may read any, by who has or had one of its tickets, and by who may claim the one that
 * waits (security.md 10). Nobody else, also when they know its id.
 */
export const mayReadConversation = (viewer: Viewer, tickets: readonly Ticket[]): boolean =>
  can(viewer, 'transcripts:read-any') ||
  tickets.some((ticket) => hadTicket(viewer, ticket) || mayClaim(viewer, ticket))

const mayWorkOn = (viewer: Viewer, ticket: Ticket): boolean =>
  (isActive(ticket) && ticket.assigneeId === viewer.id) || mayClaim(viewer, ticket)

/** The whole number: for who may see any, for who has the ticket now, and for who may claim the one that waits. */
export const maySeePhone = (viewer: Viewer, tickets: readonly Ticket[]): boolean =>
  can(viewer, 'phones:see') || tickets.some((ticket) => mayWorkOn(viewer, ticket))
