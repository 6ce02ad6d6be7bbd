import { can } from '../domain/agent.js'
import { hasRoom } from '../domain/assignment.js'
import type { DeskRules } from '../domain/settings.js'
import { moveTicket } from '../domain/ticket-moves.js'
import type { Ticket } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'

type Reopening = {
  now: Date
  rules: DeskRules
  reason: string
  /** What the cause changes besides. */
  changes: Partial<Ticket>
}

/** Who had it, when they are online with room; in the supervisors' queue only a supervisor. Null: the queue. */
const formerOwner = async (
  { agents, presences, tickets }: Collections,
  ticket: Ticket,
  { now, rules, changes }: Reopening,
): Promise<string | null> => {
  const agent = ticket.assigneeId === null ? null : await agents.byId(ticket.assigneeId)
  if (agent === null) return null
  if (changes.queue === 'supervisor' && !can(agent, 'tickets:take-over')) return null
  const candidate = {
    agent,
    presence: await presences.byId(agent.id),
    claimed: await tickets.claimedCount(agent.id),
  }
  return hasRoom(candidate, now, rules.desk) ? agent.id : null
}

/** A closed ticket goes on with its history; with its former owner the conversation is a human's again. */
export const reopenTicket = async (
  collections: Collections,
  ticket: Ticket,
  reopening: Reopening,
): Promise<void> => {
  const { now, rules, reason, changes } = reopening
  const to = await formerOwner(collections, ticket, reopening)
  const moved = moveTicket(
    ticket,
    to === null ? 'reopen-to-queue' : 'reopen-for',
    { at: now, ...(to === null ? {} : { assigneeId: to }) },
    rules,
  )
  const line = { at: now, by: 'system', kind: 'reopened', detail: reason, to } as const
  await collections.tickets.replaceIf(
    ticket.id,
    { version: ticket.version, status: ['closed'] },
    { ...changes, ...moved, history: [...ticket.history, line] },
  )
  if (to === null) return
  const { conversationId } = ticket
  await collections.conversations.update(conversationId, {
    mode: { kind: 'human', ticketId: ticket.id },
  })
}
