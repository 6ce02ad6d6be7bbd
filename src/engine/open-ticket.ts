import type { TicketRequest } from '../domain/decide/decision.js'
import type { DeskRules } from '../domain/settings.js'
import { withClocks } from '../domain/sla.js'
import { openingClocks } from '../domain/ticket-clocks.js'
import type { Ticket } from '../domain/ticket.js'
import { higherPriority, strongerKind } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'
import { escalateByCustomer } from './escalate-by-customer.js'
import { reopenTicket } from './reopen-ticket.js'

export type Opening = {
  contactId: string
  conversationId: string
  now: Date
  newId: () => string
  rules: DeskRules
}

const fresh = async (
  { tickets }: Collections,
  request: TicketRequest,
  { contactId, conversationId, now, newId, rules }: Opening,
): Promise<Ticket> => ({
  id: newId(),
  number: await tickets.nextNumber(),
  kind: request.kind,
  queue: request.queue,
  status: 'open',
  priority: request.priority,
  reason: request.reason,
  product: request.product,
  contactId,
  conversationId,
  surveySessionId: request.session?.id ?? null,
  answers: request.session?.answers ?? [],
  surveyId: request.session?.surveyId ?? null,
  surveyVersion: request.session?.surveyVersion ?? null,
  assigneeId: null,
  createdAt: now,
  claimedAt: null,
  firstContactAt: null,
  closedAt: null,
  outcome: null,
  closeReason: null,
  escalatedAt: request.escalated ? now : null,
  waitingUntil: null,
  ...withClocks(
    { status: 'open', dueAt: request.dueAt, waitingUntil: null },
    openingClocks(rules, request.kind, now),
    rules,
  ),
  history: [{ at: now, by: 'system', kind: 'opened', detail: request.reason }],
  tags: [],
  version: 0,
})

/** What a second cause changes in a ticket: it takes the stronger of each, and the survey's answers. */
const raised = (ticket: Ticket, request: TicketRequest, now: Date): Partial<Ticket> => {
  const survey = request.session
    ? {
        surveySessionId: ticket.surveySessionId ?? request.session.id,
        answers: request.session.answers,
        surveyId: request.session.surveyId,
        surveyVersion: request.session.surveyVersion,
      }
    : {}
  return {
    ...survey,
    kind: strongerKind(ticket.kind, request.kind),
    priority: higherPriority(ticket.priority, request.priority),
    queue: request.queue === 'retention' ? ticket.queue : request.queue,
    product: ticket.product ?? request.product,
    escalatedAt: request.escalated ? now : ticket.escalatedAt,
  }
}

const raise = async (
  { tickets }: Collections,
  ticket: Ticket,
  request: TicketRequest,
  now: Date,
): Promise<void> => {
  const kind = request.escalated ? 'escalated' : 'raised'
  await tickets.replaceIf(
    ticket.id,
    { version: ticket.version },
    {
      ...raised(ticket, request, now),
      dueAt: ticket.dueAt < request.dueAt ? ticket.dueAt : request.dueAt,
      history: [...ticket.history, { at: now, by: 'system', kind, detail: request.reason }],
    },
  )
}

export type TicketWritten = { ticketId: string; opened: boolean; escalated: boolean }

const write = async (
  collections: Collections,
  request: TicketRequest,
  opening: Opening,
): Promise<{ ticketId: string; opened: boolean }> => {
  const { tickets } = collections
  const active = await tickets.activeOf(opening.conversationId)
  if (active) {
    await raise(collections, active, request, opening.now)
    return { ticketId: active.id, opened: false }
  }
  const closed = request.reopens === null ? null : await tickets.byId(request.reopens)
  if (closed?.status === 'closed') {
    await reopenTicket(collections, closed, {
      ...opening,
      reason: request.reason,
      changes: raised(closed, request, opening.now),
    })
    return { ticketId: closed.id, opened: false }
  }
  const ticket = await fresh(collections, request, opening)
  await tickets.insert(ticket)
  return { ticketId: ticket.id, opened: true }
}

/**
 * Makes the ticket asked for, goes on with the closed one that it belongs to, or raises the active one of the conversation: never
 * two at once (the partial unique index is the last guard).
 */
export const openOrRaiseTicket = async (
  collections: Collections,
  request: TicketRequest,
  opening: Opening,
): Promise<TicketWritten> => {
  const written = await write(collections, request, opening)
  if (request.escalated) await escalateByCustomer(collections, written.ticketId, opening)
  return { ...written, escalated: request.escalated }
}
