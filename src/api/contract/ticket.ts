import { z } from 'zod'
import {
  contactView,
  identifier,
  instant,
  messagePreview,
  named,
  pageOf,
  products,
} from './common.js'

export const ticketStatuses = ['open', 'claimed', 'waiting', 'closed'] as const
export const ticketStatus = z.enum(ticketStatuses)

export const ticketKinds = [
  'retention-survey',
  'cancellation',
  'regulator',
  'survey-escalation',
  'contact-data',
] as const
export const ticketKind = z.enum(ticketKinds)

const ticketQueues = ['retention', 'supervisor', 'com-campanas-especificas'] as const
export const ticketQueue = z.enum(ticketQueues)

export const ticketPriorities = ['urgent', 'high', 'normal', 'low'] as const
const ticketPriority = z.enum(ticketPriorities)
export type TicketPriority = z.infer<typeof ticketPriority>

/** An id of the desk's settings (`GET /api/desk/settings`); the standard ones are `saved`, `offer-made`, `leaving`, … */
const ticketOutcome = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

/** A survey answer in words: what was asked and what was said. */
export const answerView = z.object({
  questionId: z.string(),
  question: z.string(),
  answer: z.string(),
  at: instant,
})
export type AnswerView = z.infer<typeof answerView>

const historyLine = z.object({
  at: instant,
  /** Null: the system did it. */
  by: named.nullable(),
  kind: z.enum([
    'opened',
    'raised',
    'claimed',
    'assigned',
    'released',
    'transferred',
    'taken-over',
    'replied',
    'waiting',
    'resumed',
    'warned',
    'breached',
    'escalated',
    'acknowledged',
    'closed',
    'reopened',
  ]),
  /** A code: of `warned` and `breached` `<clock>:<percent>`, of `closed` the outcome, of `transferred` the queue when no agent got it. */
  detail: z.string().nullable(),
  /** Who has the ticket because of it, when that is not `by`. */
  to: named.nullable(),
  /** Words for the next colleague. */
  note: z.string().nullable(),
})
export type HistoryLine = z.infer<typeof historyLine>

export const slaClockKind = z.enum(['first-contact', 'next-reply', 'resolution'])

/** One promise about time. `dueAt` moves on when a pause ends. */
const slaClockView = z.object({
  kind: slaClockKind,
  state: z.enum(['running', 'paused', 'stopped']),
  startedAt: instant,
  dueAt: instant,
  withinMs: z.number(),
  counted: z.enum(['calendar', 'business']),
  /** The highest of 50, 80 and 100 % that was told. */
  warned: z.union([z.literal(0), z.literal(50), z.literal(80), z.literal(100)]),
  breachedAt: instant.nullable(),
  stoppedAt: instant.nullable(),
})
export type SlaClockView = z.infer<typeof slaClockView>

export const ticketView = z.object({
  id: identifier,
  number: z.number().int(),
  kind: ticketKind,
  queue: ticketQueue,
  status: ticketStatus,
  priority: ticketPriority,
  reason: z.string(),
  product: z.enum(products).nullable(),
  contact: contactView,
  assignee: named.nullable(),
  conversationId: identifier,
  channel: z.string(),
  createdAt: instant,
  dueAt: instant,
  claimedAt: instant.nullable(),
  firstContactAt: instant.nullable(),
  closedAt: instant.nullable(),
  outcome: ticketOutcome.nullable(),
  closeReason: z.string().nullable(),
  escalatedAt: instant.nullable(),
  /** `waiting` for the customer, at most until then. */
  waitingUntil: instant.nullable(),
  /** Closed: until when it may be opened again; null: not any more, or never. */
  reopenUntil: instant.nullable(),
  clocks: z.array(slaClockView),
  answers: z.array(answerView),
  history: z.array(historyLine),
  /** Ids of tags; `GET /api/tags` has their names and colours. */
  tags: z.array(identifier),
  /** Messages of the customer that nobody has opened yet. */
  unread: z.number().int(),
  lastMessage: messagePreview.nullable(),
  version: z.number().int(),
})
export type TicketView = z.infer<typeof ticketView>
export const ticketPage = pageOf(ticketView)

/** `id` is the client's own: the same id twice is one message. */
export const replyRequest = z.strictObject({
  text: z
    .string()
    .max(4096)
    .refine((text) => text.trim().length > 0, 'The message is empty.'),
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
})

export const closeRequest = z.strictObject({
  outcome: ticketOutcome,
  reason: z.string().trim().min(1).max(500),
  /** Why steps of the service protocol are missing; without it such a close is refused (422, `missingSteps`). */
  protocolReason: z.string().trim().min(1).max(500).optional(),
})
export type CloseRequest = z.infer<typeof closeRequest>
