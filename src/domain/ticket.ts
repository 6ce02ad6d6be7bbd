import { z } from 'zod'
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

export const ticketOutcome = z.enum([
  'saved',
  'offer-made',
  'leaving',
  'no-contact',
  'not-interested',
  'wrong-number',
])
export type TicketOutcome = z.infer<typeof ticketOutcome>

/** `retention`: the team; `supervisor`: E2; `com-campanas-especificas`: where A6 escalates to. */
export type TicketQueue = 'retention' | 'supervisor' | 'com-campanas-especificas'

/** Line of a ticket's history: who did what, when. `by` is an agent id, or `system`. */
export type TicketEvent = {
  at: Date
  by: string
  kind:
    'opened' | 'raised' | 'claimed' | 'released' | 'replied' | 'closed' | 'escalated' | 'taken-over'
  detail: string | null
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
  history: TicketEvent[]
  /** Ids of tags; what the team calls them is looked up. */
  tags: string[]
  version: number
}

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
