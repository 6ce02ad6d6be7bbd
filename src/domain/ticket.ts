import type { SlaClockKind } from './desk-settings.js'
import type { SurveyAnswer } from './survey.js'

export const ticketStatuses = ['open', 'claimed', 'waiting', 'closed'] as const
export type TicketStatus = (typeof ticketStatuses)[number]

export const ticketKinds = [
  'retention-survey',
  'cancellation',
  'regulator',
  'survey-escalation',
  'contact-data',
] as const
export type TicketKind = (typeof ticketKinds)[number]

export const ticketPriorities = ['urgent', 'high', 'normal', 'low'] as const
export type TicketPriority = (typeof ticketPriorities)[number]

/** One of the ids in the desk's settings (desk-settings.ts). */
export type TicketOutcome = string

/** `retention`: the team; `supervisor`: E2; `com-campanas-especificas`: where A6 escalates to. */
export type TicketQueue = 'retention' | 'supervisor' | 'com-campanas-especificas'

export const ticketEventKinds = [
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
] as const
export type TicketEventKind = (typeof ticketEventKinds)[number]

/** Line of a ticket's history: who did what, when. `by` is an agent id, or `system`. */
export type TicketEvent = {
  at: Date
  by: string
  kind: TicketEventKind
  detail: string | null
  /** The agent who has the ticket because of it, where `by` is another. */
  to?: string | null
  /** What was written to the next colleague; never to the customer. */
  note?: string | null
}

/** One promise about time, running, paused or over (sla.ts). */
export type SlaClock = {
  kind: SlaClockKind
  startedAt: Date
  withinMs: number
  counted: 'calendar' | 'business'
  /** Since the start, or since the last pause ended. */
  runningFrom: Date
  dueAt: Date
  pausedAt: Date | null
  /** The highest of 50, 80 and 100 % that was told. */
  warned: 0 | 50 | 80 | 100
  breachedAt: Date | null
  /** It was met, or its ticket was closed. */
  stoppedAt: Date | null
}

export type Ticket = {
  id: string
  number: number
  kind: TicketKind
  queue: TicketQueue
  status: TicketStatus
  priority: TicketPriority
  /** Short reason code or words shown in the queue; data of the content, not of the customer's privacy. */
  reason: string
  product: 'tv' | 'movil' | null
  contactId: string
  conversationId: string
  /** The survey session this ticket came from; unique, so that a session makes one ticket. */
  surveySessionId: string | null
  answers: SurveyAnswer[]
  surveyId: string | null
  surveyVersion: number | null
  assigneeId: string | null
  createdAt: Date
  dueAt: Date
  claimedAt: Date | null
  /** First agent message to the customer. */
  firstContactAt: Date | null
  closedAt: Date | null
  outcome: TicketOutcome | null
  closeReason: string | null
  escalatedAt: Date | null
  /** `waiting` for the customer, at most until then. */
  waitingUntil: Date | null
  clocks: SlaClock[]
  /** The next instant at which a clock or a wait asks for something; null: none. */
  alarmAt: Date | null
  history: TicketEvent[]
  /** Ids of tags; what the team calls them is looked up. */
  tags: string[]
  version: number
}

/** As much of a ticket as a list can be narrowed by, but for its customer. */
export type TicketState = Pick<
  Ticket,
  | 'id'
  | 'queue'
  | 'status'
  | 'assigneeId'
  | 'product'
  | 'kind'
  | 'priority'
  | 'tags'
  | 'dueAt'
  | 'version'
>

export const isActive = (ticket: Pick<Ticket, 'status'>): boolean => ticket.status !== 'closed'

const priorityRank: Record<TicketPriority, number> = { urgent: 0, high: 1, normal: 2, low: 3 }
export const higherPriority = (a: TicketPriority, b: TicketPriority): TicketPriority =>
  priorityRank[a] <= priorityRank[b] ? a : b

const kindRank: Record<TicketKind, number> = {
  regulator: 0,
  'retention-survey': 1,
  cancellation: 2,
  'survey-escalation': 3,
  'contact-data': 4,
}
/** One active ticket per conversation: a second cause raises the one that is there (the stronger kind names it). */
export const strongerKind = (a: TicketKind, b: TicketKind): TicketKind =>
  kindRank[a] <= kindRank[b] ? a : b
