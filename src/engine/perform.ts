import type { Conversation } from '../domain/conversation.js'
import type { Decision } from '../domain/decide/decision.js'
import type { Situation } from '../domain/decide/situation.js'
import type { DomainEvent } from '../domain/events.js'
import { textOf, type TurnRecord } from '../domain/message.js'
import { queuedMessage } from '../domain/queued-message.js'
import { responseOf } from '../domain/survey-flow.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'
import { noteCustomerMessage } from './note-customer-message.js'
import { openOrRaiseTicket, type TicketWritten } from './open-ticket.js'

/** `answeredByBot`: the bot was on duty for this turn, whether or not it had something to say. */
export type Performed = { events: DomainEvent[]; replies: number; answeredByBot: boolean }

/** A message that nobody read: a call, a file, or one that came while a human had the conversation. */
const unread = { normalized: null, intent: null, score: null, alternatives: [], model: null }

const turnRecord = ({ understanding, now }: Situation, decision: Decision): TurnRecord => {
  const taken = { decisions: decision.notes, takenAt: now }
  if (understanding === null) return { ...unread, ...taken }
  const { normalized, intents, alternatives, model = null } = understanding
  const intent = intents[0] ?? null
  const score = alternatives[0]?.score ?? null
  return { normalized, intent, score, alternatives, model, ...taken }
}

/** Stores bot messages at the end of the conversation, in order; returns their ids. */
export const queueReplies = async (
  { conversations, messages }: Collections,
  conversation: Conversation,
  texts: readonly string[],
  fresh: { now: Date; newId: NewId },
): Promise<string[]> => {
  if (texts.length === 0) return []
  const first = await conversations.takeSeqs(conversation.id, texts.length)
  const rows = texts.map((text, index) =>
    queuedMessage(conversation, {
      id: fresh.newId(),
      seq: first + index,
      author: 'bot',
      content: { kind: 'text', text },
      now: fresh.now,
    }),
  )
  for (const row of rows) await messages.insert(row)
  return rows.map(({ id }) => id)
}

const keepForReview = async (
  collections: Collections,
  { message, conversation, contact, understanding, now }: Situation,
  decision: Decision,
  newId: NewId,
): Promise<void> => {
  const text = textOf(message.content) ?? ''
  const common = { conversationId: conversation.id, messageId: message.id, text, at: now }
  const best = understanding?.alternatives[0]
  if (decision.unanswered) {
    await collections.unanswered.insert({
      id: newId(),
      ...common,
      bestIntent: best?.intent ?? null,
      score: best?.score ?? null,
      reviewedAt: null,
      reviewedBy: null,
      resolution: null,
    })
  }
  if (decision.authenticityReport) {
    await collections.authenticityReports.insert({
      id: newId(),
      ...common,
      contactId: contact.id,
      handledAt: null,
      handledBy: null,
      resolution: null,
    })
  }
}

/** Every ticket asked for; all land on the conversation's one active ticket. Without one, what the message means for it. */
const openTickets = async (
  collections: Collections,
  situation: Situation,
  decision: Decision,
  newId: NewId,
): Promise<TicketWritten | null> => {
  const written: TicketWritten[] = []
  for (const request of decision.tickets) {
    written.push(
      await openOrRaiseTicket(collections, request, {
        contactId: situation.contact.id,
        conversationId: situation.conversation.id,
        now: situation.now,
        newId,
        rules: situation.texts.settings,
      }),
    )
  }
  const last = written.at(-1)
  if (last) {
    return {
      ticketId: last.ticketId,
      opened: written.some(({ opened }) => opened),
      escalated: written.some(({ escalated }) => escalated),
    }
  }
  const changed = await noteCustomerMessage(collections, situation)
  return changed === null ? null : { ticketId: changed, opened: false, escalated: false }
}

const eventsOf = (
  { now, conversation, message }: Situation,
  written: { replyIds: readonly string[]; ticket: TicketWritten | null; rated: string | null },
  newId: NewId,
): DomainEvent[] => {
  const event = (change: Pick<DomainEvent, 'kind'> & Partial<DomainEvent>): DomainEvent => ({
    id: newId(),
    at: now,
    conversationId: conversation.id,
    ticketId: null,
    messageId: null,
    agentId: null,
    ...change,
  })
  const { replyIds, ticket } = written
  return [
    event({ kind: 'message.changed', messageId: message.id }),
    ...replyIds.map((messageId) => event({ kind: 'message.added', messageId })),
    ...(ticket
      ? [
          event({
            kind: ticket.opened ? 'ticket.opened' : 'ticket.changed',
            ticketId: ticket.ticketId,
          }),
        ]
      : []),
    // A rating belongs to the ticket that it rates (the survey has the ticket's id).
    ...(written.rated === null ? [] : [event({ kind: 'ticket.changed', ticketId: written.rated })]),
    ...(ticket?.escalated ? [event({ kind: 'ticket.escalated', ticketId: ticket.ticketId })] : []),
  ]
}

/** Writes a whole decision with the collections of one transaction (law 6). The events go out after its commit. */
export const perform = async (
  collections: Collections,
  situation: Situation,
  decision: Decision,
  newId: NewId,
): Promise<Performed> => {
  const { now, conversation, contact, message } = situation
  const replyIds = await queueReplies(collections, conversation, decision.replies, { now, newId })
  const ticket = await openTickets(collections, situation, decision, newId)
  if (decision.ended) {
    await collections.surveyResponses.insert(
      responseOf(decision.ended.session, {
        conversationId: conversation.id,
        contactId: contact.id,
        outcome: decision.ended.outcome,
        now,
        ticketId: ticket?.ticketId ?? null,
      }),
    )
  }
  if (decision.satisfaction) {
    const { id, changes } = decision.satisfaction
    await collections.satisfactionSurveys.update(id, changes)
  }
  await keepForReview(collections, situation, decision, newId)
  if (Object.keys(decision.contact).length > 0) {
    await collections.contacts.update(contact.id, decision.contact)
  }
  await collections.conversations.update(conversation.id, {
    ...decision.conversation,
    ...(replyIds.length > 0 ? { lastMessageAt: now } : {}),
  })
  await collections.messages.update(message.id, {
    turnPending: false,
    turn: turnRecord(situation, decision),
  })
  const events = eventsOf(
    situation,
    { replyIds, ticket, rated: decision.satisfaction?.id ?? null },
    newId,
  )
  await collections.events.append(events)
  return { events, replies: replyIds.length, answeredByBot: conversation.mode.kind === 'bot' }
}
