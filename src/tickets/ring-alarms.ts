import { createEscalation, escalationQueue } from '../domain/escalation.js'
import { ringAlarm } from '../domain/ticket-clocks.js'
import { moveTicket } from '../domain/ticket-moves.js'
import type { SlaClock, Ticket, TicketEvent } from '../domain/ticket.js'
import { eachApart } from '../lib/each-apart.js'
import { systemActor, type TicketDeskDeps } from './deps.js'
import type { Change, TicketWriter } from './ticket-writer.js'

const batch = 100

type Changes = Partial<Omit<Ticket, 'id' | 'version' | 'history'>>

/**
 * A first contact that was not made in time takes the ticket out of the hands that did not make it; nobody has written to the
 * customer, so the bot speaks again and can tell them the truth (domain.md A6). Other late clocks leave it with its owner. The
 * supervisors' tickets stay in their queue (E2).
 */
const handOver = async (
  { collections, at, rules, tell }: Change,
  ticket: Ticket,
  clocks: readonly SlaClock[],
): Promise<Changes> => {
  const queue = ticket.queue === 'retention' ? escalationQueue : ticket.queue
  const changes = { priority: 'urgent', escalatedAt: at } as const
  if (!clocks.some(({ kind }) => kind === 'first-contact')) return changes
  const { conversationId } = ticket
  await collections.conversations.update(conversationId, { mode: { kind: 'bot' } })
  tell({ kind: 'conversation.changed', conversationId, ticketId: ticket.id })
  return { ...changes, queue, ...moveTicket(ticket, 'escalate', { at }, rules) }
}

const sendPackets = async (
  { collections, at, rules }: Change,
  before: Ticket,
  after: Ticket,
  clocks: readonly SlaClock[],
): Promise<void> => {
  const { messages, conversations, escalations } = collections
  const lastSeq = (await conversations.byId(before.conversationId))?.lastSeq ?? 0
  const agentMessages = await messages.agentCount(before.conversationId, lastSeq)
  const { raiseAgainMinutes } = rules.desk.sla
  for (const clock of clocks) {
    const to = { assigneeId: after.assigneeId, queue: escalationQueue }
    const found = { at, lastSeq, agentMessages, raiseAgainMinutes }
    await escalations.insertMissing(createEscalation(before, to, clock, found))
  }
}

const escalate = async (
  change: Change,
  before: Ticket,
  moved: Ticket,
  clocks: readonly SlaClock[],
): Promise<{ changes: Changes; lines: TicketEvent[] }> => {
  if (clocks.length === 0) return { changes: {}, lines: [] }
  const changes = await handOver(change, moved, clocks)
  await sendPackets(change, before, { ...moved, ...changes }, clocks)
  const detail = clocks.map(({ kind }) => kind).join(',')
  return {
    changes,
    lines: [{ at: change.at, by: systemActor.id, kind: 'escalated', detail }],
  }
}

const ring = async (change: Change, ticketId: string): Promise<void> => {
  const { collections, at, rules, tell } = change
  const ticket = await collections.tickets.byId(ticketId)
  if (ticket?.alarmAt === null || ticket === null || ticket.alarmAt > at) return
  const alarm = ringAlarm(ticket, at, rules)
  if (alarm.changes === null) return
  const moved = { ...ticket, ...alarm.changes }
  const escalated = await escalate(change, ticket, moved, alarm.escalates)
  const history = [...ticket.history, ...alarm.lines, ...escalated.lines]
  const changes = { ...alarm.changes, ...escalated.changes, history }
  // Inside the transaction of what was read: who is second finds nothing left to ring.
  const saved = await collections.tickets.replaceIf(ticketId, { version: ticket.version }, changes)
  if (saved === null || alarm.lines.length === 0) return
  const about = { ticketId, conversationId: ticket.conversationId }
  tell({ kind: 'ticket.changed', ...about })
  if (alarm.warned.length > 0) tell({ kind: 'ticket.warned', ...about })
  if (escalated.lines.length > 0) tell({ kind: 'ticket.escalated', ...about })
}

/**
 * Everything that a moment brings to a ticket: the end of a wait, warnings at 50, 80 and 100 %, and at 100 % the escalation. The
 * alarm is in the store and is found there by whoever looks first, also when no process was running at the moment itself.
 */
export const createRingAlarms =
  ({ store, clock }: TicketDeskDeps, writer: TicketWriter): (() => Promise<void>) =>
  async () => {
    const due = await store.tickets.alarmDue(clock.now(), batch)
    await eachApart(due, ({ id }) => writer.write(systemActor, (change) => ring(change, id)))
  }
