import type { Conversation } from '../domain/conversation.js'
import type { Situation, Texts } from '../domain/decide/situation.js'
import { DomainError } from '../domain/errors.js'
import type { Message } from '../domain/message.js'
import type { SatisfactionSurvey } from '../domain/satisfaction.js'
import type { Ticket } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'

/** How far back evidence is looked for; newest first. */
const recent = 20

const found = <Item>(item: Item | null, what: string, id: string): Item => {
  if (item === null) throw new DomainError('not-found', `There is no ${what} ${id}.`)
  return item
}

const quotesAgent = async (
  { messages }: Collections,
  { conversationId, quotedProviderId }: Message,
): Promise<boolean> =>
  quotedProviderId !== null &&
  (await messages.inConversationByProviderId(conversationId, quotedProviderId))?.author === 'agent'

/** The survey after a ticket of this conversation; who never had a closed ticket was never asked. */
const openSatisfaction = async (
  { satisfactionSurveys }: Collections,
  conversation: Conversation,
  tickets: readonly Ticket[],
): Promise<SatisfactionSurvey | null> => {
  if (!tickets.some(({ closedAt }) => closedAt !== null)) return null
  const surveys = await satisfactionSurveys.latestOfContact(conversation.contactId, recent)
  return (
    surveys.find(
      ({ conversationId, status }) => conversationId === conversation.id && status !== 'not-sent',
    ) ?? null
  )
}

/** Reads everything a turn depends on, inside the turn's transaction: who owns the conversation is decided with what is written. */
export const gather = async (
  collections: Collections,
  message: Message,
  given: { now: Date; freshId: string; texts: Texts },
): Promise<Omit<Situation, 'understanding'>> => {
  const conversation = found(
    await collections.conversations.byId(message.conversationId),
    'conversation',
    message.conversationId,
  )
  const contact = found(
    await collections.contacts.byId(conversation.contactId),
    'contact',
    conversation.contactId,
  )
  const ledger = contact.phone ? await collections.ledger.ofPhone(contact.phone, recent) : []
  const responses = await collections.surveyResponses.latestOfContact(contact.id, recent)
  const tickets = await collections.tickets.latestOfContact(contact.id, recent)
  const activeTicket =
    tickets.find(
      ({ conversationId, status }) => conversationId === conversation.id && status !== 'closed',
    ) ?? null
  const satisfaction = await openSatisfaction(collections, conversation, tickets)
  return {
    ...given,
    message,
    contact,
    conversation,
    evidence: {
      ledger,
      responses,
      tickets,
      activeTicket,
      satisfaction,
      quotesAgent: await quotesAgent(collections, message),
    },
  }
}
