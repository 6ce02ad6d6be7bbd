import type { Agent, Role } from '../../src/domain/agent.js'
import type { Contact } from '../../src/domain/contact.js'
import type { Conversation } from '../../src/domain/conversation.js'
import type { Message } from '../../src/domain/message.js'
import type { Ticket } from '../../src/domain/ticket.js'
import { systemClock } from '../../src/lib/clock.js'
import { createIds } from '../../src/lib/ids.js'

/** Records for tests: everything has a sensible value, overrides say what the test is about. */
export const newId = createIds(systemClock)
const at = new Date('2026-11-22T14:00:00.000Z')
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000)

export const anAgent = (overrides: Partial<Agent> & { role?: Role } = {}): Agent => {
  const id = overrides.id ?? newId()
  return {
    id,
    email: `${id}@cnt.example`,
    name: `Agente ${id.slice(8, 14)}`,
    role: 'agent',
    passwordHash: 'plain:correct horse',
    disabledAt: null,
    createdAt: at,
    skills: [],
    capacity: null,
    language: null,
    ...overrides,
  }
}

export const aContact = (overrides: Partial<Contact> = {}): Contact => ({
  id: newId(),
  phone: '+593987650001',
  lid: null,
  name: 'Rosa Quishpe',
  language: 'es',
  nationalId: null,
  services: [],
  optedOutAt: null,
  wrongNumberAt: null,
  createdAt: at,
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
  lastMessageAt: at,
  callScriptAt: null,
  botStreak: 0,
  burst: null,
  lastInboundText: null,
  lastIntent: null,
  lastIntentAt: null,
  unread: 1,
  createdAt: at,
  ...overrides,
})

export const aMessage = (overrides: Partial<Message> = {}): Message => {
  const id = overrides.id ?? newId()
  return {
    id,
    conversationId: newId(),
    contactId: newId(),
    channel: 'simulator',
    account: 'simulator',
    seq: 1,
    author: 'contact',
    agentId: null,
    content: { kind: 'text', text: 'hola' },
    providerId: `P${id}`,
    quotedProviderId: null,
    at,
    createdAt: at,
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

export const queuedDelivery = {
  status: 'queued' as const,
  attempts: 0,
  dueAt: at,
  leaseUntil: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failure: null,
}

let number = 0
export const aTicket = (overrides: Partial<Ticket> = {}): Ticket => ({
  id: newId(),
  number: (number += 1),
  kind: 'retention-survey',
  queue: 'retention',
  status: 'open',
  priority: 'normal',
  reason: 'leaving',
  product: 'tv',
  contactId: newId(),
  conversationId: newId(),
  surveySessionId: newId(),
  answers: [],
  surveyId: null,
  surveyVersion: null,
  assigneeId: null,
  createdAt: at,
  dueAt: later(24),
  claimedAt: null,
  firstContactAt: null,
  closedAt: null,
  outcome: null,
  closeReason: null,
  escalatedAt: null,
  waitingUntil: null,
  clocks: [],
  alarmAt: null,
  history: [{ at, by: 'system', kind: 'opened', detail: null }],
  tags: [],
  version: 0,
  ...overrides,
})
