import type { LedgerRow } from '../../src/domain/campaign.js'
import type { Contact } from '../../src/domain/contact.js'
import type { Conversation } from '../../src/domain/conversation.js'
import type { Escalation } from '../../src/domain/escalation.js'
import type { Delivery, Message } from '../../src/domain/message.js'
import type { Ticket } from '../../src/domain/ticket.js'
import { systemClock } from '../../src/lib/clock.js'
import { createIds } from '../../src/lib/ids.js'

export const newId = createIds(systemClock)

/** An instant of the test's day. */
export const at = (time: string): Date => new Date(`2026-11-22T${time}Z`)

export const aContact = (overrides: Partial<Contact> = {}): Contact => ({
  id: newId(),
  phone: null,
  lid: null,
  name: 'Ana',
  language: 'es',
  nationalId: null,
  services: [],
  optedOutAt: null,
  wrongNumberAt: null,
  createdAt: at('12:00:00'),
  ...overrides,
})

export const aConversation = (overrides: Partial<Conversation> = {}): Conversation => ({
  id: newId(),
  contactId: newId(),
  address: { channel: 'simulator', account: 'simulator', chat: '+593987650001' },
  mode: { kind: 'bot' },
  survey: null,
  pendingQuestion: null,
  language: 'es',
  lastSeq: 0,
  version: 0,
  lastInboundAt: null,
  lastMessageAt: null,
  callScriptAt: null,
  botStreak: 0,
  burst: null,
  lastInboundText: null,
  lastIntent: null,
  lastIntentAt: null,
  unread: 0,
  createdAt: at('12:00:00'),
  ...overrides,
})

export const aDelivery = (overrides: Partial<Delivery> = {}): Delivery => ({
  status: 'queued',
  attempts: 0,
  dueAt: at('12:00:00'),
  leaseUntil: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failure: null,
  ...overrides,
})

/** Inbound; `anOutbound` for the other direction. */
export const aMessage = (overrides: Partial<Message> = {}): Message => {
  const id = newId()
  return {
    id,
    conversationId: 'conversation',
    contactId: 'contact',
    channel: 'simulator',
    account: 'simulator',
    seq: 1,
    author: 'contact',
    agentId: null,
    content: { kind: 'text', text: 'hola' },
    providerId: `provider-${id}`,
    quotedProviderId: null,
    at: at('12:00:00'),
    createdAt: at('12:00:00'),
    turnPending: false,
    turn: null,
    delivery: null,
    campaignId: null,
    edits: [],
    deletedAt: null,
    reactions: [],
    ...overrides,
  }
}

export const anOutbound = ({
  delivery,
  ...overrides
}: Partial<Omit<Message, 'delivery'>> & { delivery?: Partial<Delivery> } = {}): Message =>
  aMessage({ author: 'bot', delivery: aDelivery(delivery), ...overrides })

let lastNumber = 0

export const aTicket = (overrides: Partial<Ticket> = {}): Ticket => ({
  id: newId(),
  number: ++lastNumber,
  kind: 'retention-survey',
  queue: 'retention',
  status: 'open',
  priority: 'normal',
  reason: 'survey',
  product: 'tv',
  contactId: newId(),
  conversationId: newId(),
  surveySessionId: null,
  answers: [],
  surveyId: null,
  surveyVersion: null,
  assigneeId: null,
  createdAt: at('12:00:00'),
  dueAt: at('18:00:00'),
  claimedAt: null,
  firstContactAt: null,
  closedAt: null,
  outcome: null,
  closeReason: null,
  escalatedAt: null,
  waitingUntil: null,
  clocks: [],
  alarmAt: null,
  history: [],
  tags: [],
  version: 1,
  ...overrides,
})

export const aLedgerRow = (overrides: Partial<LedgerRow> = {}): LedgerRow => ({
  id: newId(),
  campaignId: 'preventive-survey-1',
  campaignKind: 'preventive-survey',
  phone: '+593987650001',
  contactId: null,
  name: 'Ana',
  product: 'tv',
  status: 'pending',
  reason: null,
  messageId: null,
  createdAt: at('12:00:00'),
  sentAt: null,
  ...overrides,
})

export const anEscalation = (overrides: Partial<Escalation> = {}): Escalation => ({
  id: newId(),
  ticketId: newId(),
  conversationId: newId(),
  cause: 'first-contact',
  at: at('12:00:00'),
  dueAt: at('12:00:00'),
  elapsedMs: 86_400_000,
  lastSeq: 3,
  attempts: { messages: 0, claims: 1 },
  previousOwnerId: null,
  newOwnerId: null,
  queue: 'com-campanas-especificas',
  acknowledgedAt: null,
  acknowledgedBy: null,
  note: null,
  raised: 1,
  raiseAt: at('13:00:00'),
  ...overrides,
})
