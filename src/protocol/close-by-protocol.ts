import { DomainError } from '../domain/errors.js'
import type { DomainEvent } from '../domain/events.js'
import { missingAtClose, type ProtocolDefinition, type StepState } from '../domain/protocol.js'
import { queuedMessage } from '../domain/queued-message.js'
import { hourMs, whyNotSent, type SatisfactionSurvey } from '../domain/satisfaction.js'
import type { Ticket } from '../domain/ticket.js'
import type { Collections } from '../store/store.js'
import type { Actor, ProtocolDeps } from './deps.js'
import { catchUp, statesOf } from './read-progress.js'

/** A close under way; the same as the ticket desk's. Everything written belongs to its transaction. */
type Closing = {
  collections: Collections
  actor: Actor
  at: Date
  tell: (
    event: Pick<DomainEvent, 'kind'> &
      Partial<Pick<DomainEvent, 'conversationId' | 'ticketId' | 'messageId'>>,
  ) => void
}

type End = { outcome: string; protocolReason?: string | null }

const isReady = ({ beforeSurvey }: ProtocolDefinition, states: readonly StepState[]): boolean =>
  beforeSurvey.every((id) => states.find(({ step }) => step === id)?.state !== 'missing')

const unsent = (
  ticket: Ticket,
  { actor, at }: Closing,
  reason: SatisfactionSurvey['reason'],
): SatisfactionSurvey => ({
  id: ticket.id,
  conversationId: ticket.conversationId,
  contactId: ticket.contactId,
  agentId: actor.id,
  status: 'not-sent',
  reason,
  messageId: null,
  rating: null,
  comment: null,
  misses: 0,
  late: [],
  closedAt: at,
  askedAt: null,
  ratedAt: null,
  expiresAt: null,
})

/** Queues the question and notes it, or notes why it is not asked; a ticket is asked about once, however often it is closed. */
const settleSatisfaction = async (
  deps: ProtocolDeps,
  closing: Closing,
  ticket: Ticket,
  { outcome, ready }: { outcome: string; ready: boolean },
): Promise<void> => {
  const { collections, at } = closing
  const earlier = await collections.satisfactionSurveys.byId(ticket.id)
  if (earlier?.askedAt) return
  const conversation = await collections.conversations.byId(ticket.conversationId)
  const contact = await collections.contacts.byId(ticket.contactId)
  if (!conversation || !contact) return
  const surveys = await collections.satisfactionSurveys.latestOfContact(contact.id, 10)
  const previous = surveys.find(({ askedAt }) => askedAt !== null) ?? null
  const settings = deps.content().satisfaction
  const given = { settings, contact, conversation, outcome, ready, previous, now: at }
  const reason = whyNotSent(given)
  const survey = unsent(ticket, closing, reason)
  if (reason !== null) return collections.satisfactionSurveys.save(survey)
  const message = queuedMessage(conversation, {
    id: deps.newId(),
    seq: await collections.conversations.takeSeqs(conversation.id, 1),
    author: 'bot',
    content: { kind: 'text', text: deps.phrases()[conversation.language].satisfactionAsk },
    now: at,
  })
  await collections.messages.insert(message)
  await collections.conversations.update(conversation.id, { lastMessageAt: at })
  await collections.satisfactionSurveys.save({
    ...survey,
    status: 'asked',
    messageId: message.id,
    askedAt: at,
    expiresAt: new Date(at.getTime() + settings.expireAfterHours * hourMs),
  })
  closing.tell({
    kind: 'message.added',
    conversationId: conversation.id,
    ticketId: ticket.id,
    messageId: message.id,
  })
}

/**
 * The last word on a close (domain.md C2): steps that are missing need a reason, the survey goes out only after the closing check
 * and the goodbye, and how it went is kept for the agent's adherence.
 * @throws DomainError `refused` with `details.missingSteps`
 */
export const createCloseByProtocol =
  (deps: ProtocolDeps) =>
  async (closing: Closing, ticket: Ticket, end: End): Promise<void> => {
    const { collections, actor, at } = closing
    const { protocol } = deps.content()
    const record = await catchUp(collections, ticket, deps)
    const states = statesOf(protocol, ticket, record, null)
    const missing = missingAtClose(protocol, states, end.outcome)
    const reason = end.protocolReason ?? null
    if (missing.length > 0 && reason === null) {
      throw new DomainError('refused', 'Faltan pasos del protocolo: complételos o diga por qué.', {
        reason: 'protocol-incomplete',
        missingSteps: missing,
      })
    }
    const counted = !protocol.outcomesWithoutTalk.includes(end.outcome)
    await collections.ticketProtocols.save({
      ...record,
      closing: {
        at,
        agentId: actor.id,
        outcome: end.outcome,
        counted,
        done: states.filter(({ state }) => state !== 'missing').map(({ step }) => step),
        missing,
        reason: missing.length > 0 ? reason : null,
      },
    })
    const ready = isReady(protocol, states)
    await settleSatisfaction(deps, closing, ticket, { outcome: end.outcome, ready })
  }
