import type { TicketRequest } from '../domain/decide/decision.js'
import type { Ticket } from '../domain/ticket.js'
import { higherPriority, strongerKind } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'

type Opening = {
  contactId: string
  conversationId: string
  now: Date
  newId: () => string
}

const fresh = async (
  { tickets }: Collections,
  request: TicketRequest,
  { contactId, conversationId, now, newId }: Opening,
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
  dueAt: request.dueAt,
  claimedAt: null,
  firstContactAt: null,
  closedAt: null,
  outcome: null,
  closeReason: null,
  escalatedAt: request.escalated ? now : null,
  history: [{ at: now, by: 'system', kind: 'opened', detail: request.reason }],
  tags: [],
  version: 0,
})

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
    dueAt: ticket.dueAt < request.dueAt ? ticket.dueAt : request.dueAt,
    escalatedAt: request.escalated ? now : ticket.escalatedAt,
    history: [
      ...ticket.history,
      {
        at: now,
        by: 'system',
        kind: request.escalated ? 'escalated' : 'raised',
        detail: request.reason,
      },
    ],
  }
}

/**
 * Makes the ticket asked for, or raises the active one of the conversation: never two at once (the partial unique index is the
 * last guard). Returns the ticket's id and whether it is new.
 */
export const openOrRaiseTicket = async (
  collections: Collections,
  request: TicketRequest,
  opening: Opening,
): Promise<{ ticketId: string; opened: boolean }> => {
  const active = await collections.tickets.activeOf(opening.conversationId)
  if (!active) {
    const ticket = await fresh(collections, request, opening)
    await collections.tickets.insert(ticket)
    return { ticketId: ticket.id, opened: true }
  }
  await collections.tickets.replaceIf(
    active.id,
    { version: active.version },
    raised(active, request, opening.now),
  )
  return { ticketId: active.id, opened: false }
}
