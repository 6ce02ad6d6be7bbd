import type { Survey } from '../../domain/survey.js'
import type { TicketEvent } from '../../domain/ticket.js'
import type { TicketDetail } from '../../tickets/read-tickets.js'
import type { HistoryLine, TicketView } from '../contract/ticket.js'
import { presentAnswers } from './answer.js'
import { presentMoment } from './instant.js'
import { presentContact, presentNamed } from './person.js'
import { presentPreview } from './preview.js'

const historyLine =
  (names: ReadonlyMap<string, string>) =>
  ({ at, by, kind, detail }: TicketEvent): HistoryLine => ({
    at: at.toISOString(),
    by: by === 'system' ? null : presentNamed(by, names),
    kind,
    detail,
  })

/** Answers and words of the conversation are left out for who may not read it. */
export const presentTicket = (detail: TicketDetail, surveys: readonly Survey[]): TicketView => {
  const { ticket, contact, conversation, names, lastMessage, mayRead, maySeePhone } = detail
  const { id, number, kind, queue, status, priority, reason, product } = ticket
  const { conversationId, contactId, outcome, closeReason, version } = ticket
  return {
    id,
    number,
    kind,
    queue,
    status,
    priority,
    reason,
    product,
    contact: presentContact(contact, { contactId, maySeePhone }),
    assignee: presentNamed(ticket.assigneeId, names),
    conversationId,
    channel: conversation?.address.channel ?? '',
    createdAt: ticket.createdAt.toISOString(),
    dueAt: ticket.dueAt.toISOString(),
    claimedAt: presentMoment(ticket.claimedAt),
    firstContactAt: presentMoment(ticket.firstContactAt),
    closedAt: presentMoment(ticket.closedAt),
    outcome,
    closeReason,
    escalatedAt: presentMoment(ticket.escalatedAt),
    answers: mayRead ? presentAnswers(ticket, surveys, maySeePhone) : [],
    history: ticket.history.map(historyLine(names)),
    unread: conversation?.unread ?? 0,
    lastMessage: mayRead && lastMessage ? presentPreview(lastMessage) : null,
    version,
  }
}
