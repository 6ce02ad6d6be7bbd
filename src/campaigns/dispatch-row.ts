import type { CampaignDefinition, LedgerRow } from '../domain/campaign.js'
import { mayReceiveCampaigns, type Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import { questionText } from '../domain/decide/survey-words.js'
import type { DomainEvent } from '../domain/events.js'
import { fillIn } from '../domain/phrases.js'
import { queuedMessage } from '../domain/queued-message.js'
import { currentQuestion, startSession } from '../domain/survey-flow.js'
import type { Survey, SurveySession } from '../domain/survey.js'
import type { Collections } from '../store/store.js'
import type { CampaignsDeps } from './deps.js'

export type Dispatched = { conversationId: string | null; events: DomainEvent[] }

/** Why this recipient gets nothing now; null when nothing stands in the way (domain.md A14, A15). */
const obstacle = (
  contact: Contact,
  conversation: Conversation,
  hasTicket: boolean,
): string | null => {
  if (!mayReceiveCampaigns(contact)) return contact.optedOutAt ? 'opted-out' : 'wrong-number'
  if (hasTicket || conversation.mode.kind === 'human') return 'open-ticket'
  return conversation.survey ? 'survey-under-way' : null
}

type Piece = { survey: Survey; session: SurveySession; text: string }

const pieceFor = (
  row: LedgerRow,
  definition: CampaignDefinition | null,
  language: 'es' | 'pt',
  deps: CampaignsDeps,
): Piece | null => {
  const invitation = row.product ? definition?.invitations[row.product] : undefined
  const survey = deps.newestSurvey(invitation?.survey ?? '')
  if (!invitation || !survey || !row.name) return null
  const session = startSession(survey, {
    id: deps.newId(),
    now: deps.clock.now(),
    campaignId: row.campaignId,
    state: 'offered',
  })
  const question = questionText(currentQuestion(survey, session), language)
  const text = `${fillIn(invitation.text[language], { nombre: row.name })}\n\n${question}`
  return { survey, session, text }
}

const queueInvitation = async (
  collections: Collections,
  conversation: Conversation,
  piece: Piece,
  deps: CampaignsDeps,
): Promise<{ messageId: string; event: DomainEvent }> => {
  const now = deps.clock.now()
  const seq = await collections.conversations.takeSeqs(conversation.id, 1)
  const message = queuedMessage(conversation, {
    id: deps.newId(),
    seq,
    author: 'campaign',
    content: { kind: 'text', text: piece.text },
    now,
    ...(piece.session.campaignId ? { campaignId: piece.session.campaignId } : {}),
  })
  await collections.messages.insert(message)
  await collections.conversations.update(conversation.id, {
    survey: piece.session,
    lastMessageAt: now,
  })
  const event: DomainEvent = {
    id: deps.newId(),
    at: now,
    kind: 'message.added',
    conversationId: conversation.id,
    ticketId: null,
    messageId: message.id,
    agentId: null,
  }
  await collections.events.append([event])
  return { messageId: message.id, event }
}

/**
 * Sends one recipient their invitation, or notes why not: the ledger row, the message and the survey session are one
 * transaction, so that a crash leaves either all or a pending row. Null when another worker had the row already.
 */
export const dispatchRow = async (
  collections: Collections,
  row: LedgerRow,
  definition: CampaignDefinition | null,
  deps: CampaignsDeps,
): Promise<Dispatched | null> => {
  const { channel, account } = deps.sender
  const address = { channel, account, chat: row.phone }
  const whom = { phone: row.phone, lid: null, name: row.name, address }
  const { contact, conversation } = await deps.openConversation(collections, whom, deps)
  const ticket = await collections.tickets.activeOf(conversation.id)
  const piece = pieceFor(row, definition, contact.language ?? conversation.language, deps)
  const reason = obstacle(contact, conversation, ticket !== null) ?? (piece ? null : 'incomplete')
  if (reason !== null || !piece) {
    const skipped = { status: 'skipped' as const, reason, messageId: null, contactId: contact.id }
    return (await collections.ledger.settle(row.id, skipped))
      ? { conversationId: null, events: [] }
      : null
  }
  const { messageId, event } = await queueInvitation(collections, conversation, piece, deps)
  const queued = { status: 'queued' as const, reason: null, messageId, contactId: contact.id }
  if (!(await collections.ledger.settle(row.id, queued))) throw new RowTaken()
  return { conversationId: conversation.id, events: [event] }
}

/** Rolls the transaction back: another worker settled the row between our read and our write. */
export class RowTaken extends Error {
  constructor() {
    super('another worker took this recipient')
    this.name = 'RowTaken'
  }
}
