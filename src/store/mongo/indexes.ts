import { serviceIndexes } from './service-indexes.js'
import { trainingIndexes } from './training-indexes.js'

/** An index as data. `name` says what it is for; the checks compare everything else. */
export type IndexDefinition = {
  name: string
  key: Record<string, 1 | -1>
  unique?: true
  /** Only documents that fulfil this are in the index: what makes a work list small, and a rule apply to some. */
  partialFilterExpression?: Record<string, unknown>
  expireAfterSeconds?: number
}

const oneHour = 60 * 60
const twoDays = 2 * 24 * 60 * 60
const ninetyDays = 90 * 24 * 60 * 60
const unsent = { unsent: true }
const turnPending = { turnPending: true }
const present = { $type: 'string' }

/** Every index of every collection. A query that finds none here is a defect (test/store/query-plans.test.ts). */
export const indexes: Record<string, readonly IndexDefinition[]> = {
  contacts: [
    { name: 'phone', key: { phone: 1 }, unique: true, partialFilterExpression: { phone: present } },
    { name: 'lid', key: { lid: 1 }, unique: true, partialFilterExpression: { lid: present } },
  ],
  conversations: [
    {
      name: 'one-per-address',
      key: { contactId: 1, 'address.channel': 1, 'address.account': 1 },
      unique: true,
    },
    { name: 'survey-due', key: { 'survey.nextDueAt': 1 } },
    { name: 'newest-first', key: { activityAt: -1, _id: -1 } },
  ],
  messages: [
    {
      name: 'once-per-provider-id',
      key: { conversationId: 1, providerId: 1, channel: 1, account: 1 },
      unique: true,
    },
    { name: 'order', key: { conversationId: 1, seq: 1 }, unique: true },
    { name: 'by-provider-id', key: { providerId: 1, account: 1 } },
    {
      name: 'unsent-of-conversation',
      key: { unsent: 1, conversationId: 1, seq: 1 },
      partialFilterExpression: unsent,
    },
    {
      name: 'unsent-by-due-time',
      key: { unsent: 1, campaign: 1, dueAt: 1, _id: 1 },
      partialFilterExpression: unsent,
    },
    {
      name: 'pending-turns-of-conversation',
      key: { turnPending: 1, conversationId: 1, seq: 1 },
      partialFilterExpression: turnPending,
    },
    {
      name: 'pending-turns-by-age',
      key: { turnPending: 1, createdAt: 1 },
      partialFilterExpression: turnPending,
    },
    {
      name: 'heard-by-time',
      key: { author: 1, createdAt: 1, _id: 1 },
      partialFilterExpression: { author: 'contact' },
    },
  ],
  tickets: [
    { name: 'number', key: { number: 1 }, unique: true },
    {
      name: 'one-per-survey-session',
      key: { surveySessionId: 1 },
      unique: true,
      partialFilterExpression: { surveySessionId: present },
    },
    {
      name: 'one-active-per-conversation',
      key: { conversationId: 1, active: 1 },
      unique: true,
      partialFilterExpression: { active: true },
    },
    { name: 'due', key: { dueAt: 1, _id: 1 } },
    { name: 'status-due', key: { status: 1, dueAt: 1, _id: 1 } },
    { name: 'assignee-due', key: { assigneeId: 1, status: 1, dueAt: 1, _id: 1 } },
    { name: 'queue-due', key: { queue: 1, status: 1, dueAt: 1, _id: 1 } },
    { name: 'conversation-due', key: { conversationId: 1, dueAt: 1, _id: 1 } },
    { name: 'contact-newest', key: { contactId: 1, createdAt: -1, _id: -1 } },
    { name: 'alarm', key: { alarmAt: 1, _id: 1 } },
    { name: 'touched', key: { touchedAt: 1 } },
    { name: 'active-due', key: { active: 1, dueAt: 1, _id: 1 } },
    { name: 'kind-due', key: { kind: 1, dueAt: 1, _id: 1 } },
    { name: 'product-due', key: { product: 1, dueAt: 1, _id: 1 } },
    { name: 'tag-due', key: { tags: 1, dueAt: 1, _id: 1 } },
    { name: 'search', key: { searchKeys: 1, dueAt: 1, _id: 1 } },
  ],
  escalations: [
    { name: 'newest-first', key: { at: -1, _id: -1 } },
    { name: 'open-newest-first', key: { acknowledged: 1, at: -1, _id: -1 } },
    { name: 'raise', key: { raiseAt: 1, _id: 1 } },
  ],
  surveyResponses: [
    { name: 'contact-newest', key: { contactId: 1, endedAt: -1, _id: -1 } },
    { name: 'conversation', key: { conversationId: 1 } },
  ],
  ledger: [
    {
      name: 'once-per-recipient',
      key: { campaignId: 1, phone: 1, product: 1 },
      unique: true,
    },
    { name: 'campaign-status', key: { campaignId: 1, status: 1 } },
    { name: 'phone-newest', key: { phone: 1, createdAt: -1, _id: -1 } },
    {
      name: 'pending-oldest',
      key: { status: 1, createdAt: 1, _id: 1 },
      partialFilterExpression: { status: 'pending' },
    },
    { name: 'message', key: { messageId: 1 }, partialFilterExpression: { messageId: present } },
  ],
  campaignRuns: [{ name: 'newest-first', key: { startedAt: -1, _id: -1 } }],
  media: [
    { name: 'reference-only', key: { sha256: 1 }, partialFilterExpression: { sha256: present } },
  ],
  agents: [{ name: 'email', key: { email: 1 }, unique: true }],
  sessions: [
    { name: 'agent', key: { agentId: 1 } },
    { name: 'expiry', key: { removeAt: 1 }, expireAfterSeconds: 0 },
  ],
  signInDoor: [{ name: 'expiry', key: { removeAt: 1 }, expireAfterSeconds: 0 }],
  events: [{ name: 'expiry', key: { storedAt: 1 }, expireAfterSeconds: twoDays }],
  unanswered: [
    { name: 'newest-first', key: { at: -1, _id: -1 } },
    { name: 'by-state', key: { reviewedAt: 1, at: -1, _id: -1 } },
    { name: 'last-handled', key: { reviewedAt: -1, _id: -1 } },
  ],
  authenticityReports: [
    { name: 'newest-first', key: { at: -1, _id: -1 } },
    { name: 'by-state', key: { handledAt: 1, at: -1, _id: -1 } },
    { name: 'last-handled', key: { handledAt: -1, _id: -1 } },
  ],
  notes: [
    { name: 'conversation-newest', key: { conversationId: 1, at: -1, _id: -1 } },
    { name: 'contact-newest', key: { contactId: 1, at: -1, _id: -1 } },
  ],
  mentions: [
    { name: 'agent-newest', key: { agentId: 1, at: -1, _id: -1 } },
    {
      name: 'unread-of-agent',
      key: { agentId: 1, unread: 1, at: -1, _id: -1 },
      partialFilterExpression: { unread: true },
    },
  ],
  tags: [{ name: 'one-of-a-name', key: { key: 1 }, unique: true }],
  savedViews: [
    { name: 'owner', key: { ownerId: 1, name: 1, _id: 1 } },
    {
      name: 'shared',
      key: { shared: 1, name: 1, _id: 1 },
      partialFilterExpression: { shared: true },
    },
  ],
  replyDrafts: [
    { name: 'agent-newest', key: { agentId: 1, updatedAt: -1 } },
    { name: 'expiry', key: { updatedAt: 1 }, expireAfterSeconds: ninetyDays },
  ],
  viewers: [
    { name: 'ticket', key: { ticketId: 1, until: 1 } },
    { name: 'expiry', key: { until: 1 }, expireAfterSeconds: oneHour },
  ],
  audit: [{ name: 'newest-first', key: { at: -1, _id: -1 } }],
  simulatorPhones: [
    { name: 'order', key: { phone: 1, seq: 1 }, unique: true },
    {
      name: 'not-accepted',
      key: { accepted: 1, at: 1, seq: 1 },
      partialFilterExpression: { accepted: false },
    },
  ],
  ...serviceIndexes,
  ...trainingIndexes,
  keyedDocuments: [{ name: 'list', key: { namespace: 1, type: 1, key: 1 } }],
}
