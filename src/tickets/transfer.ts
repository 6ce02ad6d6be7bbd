import { maySeeTicket } from '../domain/access.js'
import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import { moveTicket } from '../domain/ticket-moves.js'
import { isActive, type Ticket, type TicketQueue } from '../domain/ticket.js'
import type { Store } from '../store/store.js'
import type { Actor } from './deps.js'
import { muteBot } from './mute-bot.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { lostTo, saveTicket, stillOwnTicket, visibleTicket } from './ticket-writer.js'
import type { Change, TicketWriter } from './ticket-writer.js'

/** To an agent, or to a queue. */
export type Transfer = { to: { agentId: string } | { queue: TicketQueue }; note: string }

/** Its owner's, and a supervisor's while nobody took it since they looked. */
const mayPass = async (
  change: Change,
  ticketId: string,
  seenAssigneeId: string | null,
): Promise<Ticket> => {
  if (!can(change.actor, 'tickets:take-over')) return stillOwnTicket(change, ticketId)
  const ticket = await visibleTicket(change, ticketId)
  if (!isActive(ticket) || ticket.assigneeId !== seenAssigneeId) {
    throw await lostTo(change.collections, ticket)
  }
  return ticket
}

const toAgent = async (change: Change, ticket: Ticket, agentId: string, note: string) => {
  const agent = await change.collections.agents.byId(agentId)
  if (agent === null || agent.disabledAt || !can(agent, 'tickets:work')) {
    throw new DomainError('invalid', 'Esa persona no atiende tickets.')
  }
  const input = { at: change.at, assigneeId: agent.id }
  const changes = moveTicket(ticket, 'transfer', input, change.rules)
  const line = { kind: 'transferred', detail: agent.name, to: agent.id, note } as const
  await saveTicket(change, ticket, line, changes)
  await muteBot(change, ticket)
}

const toQueue = async (change: Change, ticket: Ticket, queue: TicketQueue, note: string) => {
  const changes = moveTicket(ticket, 'send-back', { at: change.at }, change.rules)
  const line = { kind: 'transferred', detail: queue, note } as const
  await saveTicket(change, ticket, line, { ...changes, queue })
}

/** Passes a ticket on with a note for the next colleague. The conversation stays with the humans. */
export const createTransfer =
  (writer: TicketWriter, reader: ReadTickets, { tickets }: Pick<Store, 'tickets'>) =>
  async (actor: Actor, ticketId: string, { to, note }: Transfer): Promise<TicketDetail | null> => {
    const seen = await tickets.byId(ticketId)
    await writer.write(actor, async (change) => {
      const ticket = await mayPass(change, ticketId, seen?.assigneeId ?? null)
      if ('queue' in to) await toQueue(change, ticket, to.queue, note)
      else if (to.agentId !== ticket.assigneeId) await toAgent(change, ticket, to.agentId, note)
    })
    const after = await tickets.byId(ticketId)
    return after && maySeeTicket(actor, after) ? reader.get(actor, ticketId) : null
  }
