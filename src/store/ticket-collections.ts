import type {
  Ticket,
  TicketKind,
  TicketPriority,
  TicketQueue,
  TicketState,
  TicketStatus,
} from '../domain/ticket.js'
import type { Page, PageRequest } from '../lib/page.js'

export type TicketFilter = {
  statuses?: readonly TicketStatus[]
  assigneeId?: string | null
  queue?: TicketQueue
  /** Any of these; not beside `queue`. */
  queues?: readonly TicketQueue[]
  conversationId?: string
  kinds?: readonly TicketKind[]
  products?: readonly NonNullable<Ticket['product']>[]
  priorities?: readonly TicketPriority[]
  /** Id of a tag. */
  tag?: string
  /** Inclusive. */
  dueFrom?: Date
  /** Exclusive. */
  dueBefore?: Date
  /**
   * `terms` of `searchTermsOf`. `phonesOf`: keys of phones count only where this agent sees the number; null: everywhere.
   */
  search?: { terms: readonly (readonly string[])[]; phonesOf: string | null }
}

export type InHand = { assigneeId: string; status: 'claimed' | 'waiting'; count: number }

export type Tickets = {
  /** Moves every ticket of a conversation (a merged contact). */
  reassign: (
    fromConversationId: string,
    to: { conversationId: string; contactId: string },
  ) => Promise<void>
  byId: (id: string) => Promise<Ticket | null>
  activeOf: (conversationId: string) => Promise<Ticket | null>
  bySurveySession: (surveySessionId: string) => Promise<Ticket | null>
  latestOfContact: (contactId: string, limit: number) => Promise<Ticket[]>
  /** Throws `DomainError('conflict')` when the conversation has an active ticket or the session has one. */
  insert: (ticket: Ticket) => Promise<void>
  nextNumber: () => Promise<number>
  /**
   * Compare-and-set: writes `changes` and raises `version` when the stored ticket still matches `expected`;
   * null when it does not.
   */
  replaceIf: (
    id: string,
    expected: { status?: readonly TicketStatus[]; assigneeId?: string | null; version?: number },
    changes: Partial<Omit<Ticket, 'id' | 'version'>>,
  ) => Promise<Ticket | null>
  /** Oldest due first. */
  list: (filter: TicketFilter, page: PageRequest) => Promise<Page<Ticket>>
  counts: () => Promise<Record<TicketStatus, number>>
  /** Tickets whose alarm has come, earliest first. */
  alarmDue: (now: Date, limit: number) => Promise<Ticket[]>
  /** Claimed tickets of one agent. */
  claimedCount: (assigneeId: string) => Promise<number>
  /** Tickets in the hands of these agents, claimed or waiting. */
  inHand: (agentIds: readonly string[]) => Promise<InHand[]>
  /**
   * Without `since`: every active ticket. With it: every ticket, closed ones too, that was written since; also some that were
   * written shortly before. `seenUpTo` is the `since` of the next look, in the store's own time.
   */
  states: (since: Date | null) => Promise<{ states: TicketState[]; seenUpTo: Date }>
  /** No further than `atMost`; null when counting takes longer than `withinMs`. */
  countUpTo: (
    filter: TicketFilter,
    limits: { atMost: number; withinMs: number },
  ) => Promise<number | null>
}
