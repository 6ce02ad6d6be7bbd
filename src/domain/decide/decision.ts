import type { Contact } from '../contact.js'
import type { Conversation } from '../conversation.js'
import type { SatisfactionSurvey } from '../satisfaction.js'
import type { SurveyOutcome, SurveySession } from '../survey.js'
import type { TicketKind, TicketPriority, TicketQueue } from '../ticket.js'

/**
 * A cause for a human. When the conversation has an active ticket already, that one is raised instead: its kind and
 * priority become the stronger of the two, and it takes the survey's answers.
 */
export type TicketRequest = {
  kind: TicketKind
  queue: TicketQueue
  priority: TicketPriority
  /** A code such as `survey-completed`; the screens have the words for it. */
  reason: string
  product: 'tv' | 'movil' | null
  session: SurveySession | null
  dueAt: Date
  /** A6: the ticket moves to its queue as an escalation. */
  escalated: boolean
  /** The closed ticket that goes on instead of a new one (reopening.ts). */
  reopens: string | null
}

/** What a turn changes. Written in one transaction, all or nothing (law 6). */
export type Decision = {
  /** Bot messages in the order they go out. */
  replies: string[]
  conversation: Partial<
    Pick<
      Conversation,
      | 'survey'
      | 'pendingQuestion'
      | 'language'
      | 'callScriptAt'
      | 'botStreak'
      | 'burst'
      | 'lastInboundText'
      | 'lastIntent'
      | 'lastIntentAt'
    >
  >
  contact: Partial<Pick<Contact, 'optedOutAt' | 'wrongNumberAt' | 'language'>>
  /** At most one of each kind. */
  tickets: TicketRequest[]
  /** A survey session that ended in this turn. */
  ended: { session: SurveySession; outcome: SurveyOutcome } | null
  /** What the message changes of the conversation's satisfaction survey. */
  satisfaction: { id: string; changes: Partial<Omit<SatisfactionSurvey, 'id'>> } | null
  /** Goes to the list of unanswered questions. */
  unanswered: boolean
  /** A2 without evidence: a report for the supervisors. */
  authenticityReport: boolean
  /** Short codes for transcripts and the simulator's drawer. */
  notes: string[]
}
