import type { Survey } from '../../domain/survey.js'
import type { SlaClock, TicketEvent } from '../../domain/ticket.js'
import type { TicketDetail } from '../../tickets/read-tickets.js'
import type { HistoryLine, SlaClockView, TicketView } from '../contract/ticket.js'
import { presentAnswers } from './answer.js'
import { presentMoment } from './instant.js'
import { presentContact, presentNamed } from './person.js'
import { presentPreview } from './preview.js'

const historyLine =
  (names: ReadonlyMap<string, string>) =>
  ({ at, by, kind, detail, to, note }: TicketEvent): HistoryLine => ({
    at: at.toISOString(),
    by: by === 'system' ? null : presentNamed(by, names),
    kind,
    detail,
    to: presentNamed(to ?? null, names),
    note: note ?? null,
  })

const stateOf = ({ stoppedAt, pausedAt }: SlaClock): SlaClockView['state'] => {
  if (stoppedAt) return 'stopped'
  return pausedAt ? 'paused' : 'running'
}

const presentClock = (clock: SlaClock): SlaClockView => ({
  kind: clock.kind,
  state: stateOf(clock),
  startedAt: clock.startedAt.toISOString(),
  dueAt: clock.dueAt.toISOString(),
  withinMs: clock.withinMs,
  counted: clock.counted,
  warned: clock.warned,
  breachedAt: presentMoment(clock.breachedAt),
  stoppedAt: presentMoment(clock.stoppedAt),
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
    waitingUntil: presentMoment(ticket.waitingUntil),
    reopenUntil: presentMoment(detail.reopenUntil),
    clocks: ticket.clocks.map(presentClock),
    answers: mayRead ? presentAnswers(ticket, surveys, maySeePhone) : [],
    history: ticket.history.map(historyLine(names)),
    unread: conversation?.unread ?? 0,
    lastMessage: mayRead && lastMessage ? presentPreview(lastMessage) : null,
    tags: ticket.tags,
    version,
  }
}
