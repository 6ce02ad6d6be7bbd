import type { LedgerRow, RecipientStatus } from '../domain/campaign.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { DomainEvent } from '../domain/events.js'
import type { ChatAddress } from '../domain/inbound.js'
import type { Delivery, Message } from '../domain/message.js'
import type { AuditEntry, CampaignRun, StoredMedia } from '../domain/records.js'
import type { SimulatedMessage } from '../domain/simulator.js'
import type { SurveyResponse } from '../domain/survey.js'
import type {
  Ticket,
  TicketKind,
  TicketPriority,
  TicketQueue,
  TicketState,
  TicketStatus,
} from '../domain/ticket.js'
import type { KeyedDocuments } from '../lib/keyed-documents.js'
import type { Leases } from '../lib/lease.js'
import type { Page, PageRequest } from '../lib/page.js'
import type { DeskBlocks, Escalations, Presences } from './desk-collections.js'
import type { AuthenticityReports, Unanswered } from './handled-collections.js'
import type { Agents, Sessions, SignInDoor } from './people-collections.js'
import type { ServiceCollections } from './service-collections.js'
import type { TrainingCollections } from './training-collections.js'
import type {
  CannedReplies,
  Mentions,
  Notes,
  ReplyDrafts,
  SavedViews,
  Tags,
  Viewers,
} from './workspace-collections.js'

export type { Page, PageRequest } from '../lib/page.js'

export type Contacts = {
  byId: (id: string) => Promise<Contact | null>
  byIds: (ids: readonly string[]) => Promise<Contact[]>
  byPhone: (phone: string) => Promise<Contact | null>
  byLid: (lid: string) => Promise<Contact | null>
  insert: (contact: Contact) => Promise<void>
  update: (id: string, changes: Partial<Omit<Contact, 'id'>>) => Promise<void>
  remove: (id: string) => Promise<void>
  count: () => Promise<number>
}

export type Conversations = {
  byId: (id: string) => Promise<Conversation | null>
  byIds: (ids: readonly string[]) => Promise<Conversation[]>
  byContact: (contactId: string) => Promise<Conversation[]>
  /** One conversation per contact, channel and account. */
  find: (
    contactId: string,
    address: Pick<ChatAddress, 'channel' | 'account'>,
  ) => Promise<Conversation | null>
  insert: (conversation: Conversation) => Promise<void>
  /** Also raises `version`. */
  update: (
    id: string,
    changes: Partial<Omit<Conversation, 'id' | 'version' | 'lastSeq'>>,
  ) => Promise<void>
  /** Reserves `count` numbers and returns the first. */
  takeSeqs: (id: string, count: number) => Promise<number>
  remove: (id: string) => Promise<void>
  /** Survey sessions whose reminder or expiry is due. */
  withSurveyDue: (now: Date, limit: number) => Promise<Conversation[]>
  /** Newest activity first. */
  list: (page: PageRequest) => Promise<Page<Conversation>>
}

/** Campaign messages are one lane, everything else is the other. */
export type OutboxLane = 'replies' | 'campaigns'

export type Messages = {
  byId: (id: string) => Promise<Message | null>
  byProviderId: (account: string, providerId: string) => Promise<Message | null>
  inConversationByProviderId: (
    conversationId: string,
    providerId: string,
  ) => Promise<Message | null>
  /** Throws `DomainError('conflict')` when (channel, account, conversation, provider id) is there already. */
  insert: (message: Message) => Promise<void>
  update: (id: string, changes: Partial<Omit<Message, 'id' | 'conversationId'>>) => Promise<void>
  /** Moves every message to another conversation (a merged contact), renumbered from `firstSeq` in their order. */
  move: (
    fromConversationId: string,
    to: { conversationId: string; contactId: string; firstSeq: number },
  ) => Promise<number>
  /** Ascending seq; `after` excludes. */
  list: (
    conversationId: string,
    range: { after?: number; before?: number; limit: number },
  ) => Promise<Message[]>
  /** What customers wrote from one moment to before another, in the order it was stored; `after` is the last one had. */
  heard: (
    range: { from: Date; to: Date },
    page: { limit: number; after: Pick<Message, 'id' | 'createdAt'> | null },
  ) => Promise<Message[]>
  /** The inbound message with the lowest seq whose turn is pending. */
  nextTurn: (conversationId: string) => Promise<Message | null>
  /** Conversations with a pending turn, oldest first. */
  conversationsWithPendingTurns: (limit: number) => Promise<string[]>
  /** Conversations with an unsent message due by now: of one lane, or of both, replies first. */
  conversationsWithUnsent: (now: Date, limit: number, lane?: OutboxLane) => Promise<string[]>
  /**
   * Takes the unsent message with the lowest seq of the conversation for sending: status `sending`, lease until then.
   * Null when there is none, it is not due yet, or another holder's lease is running.
   */
  leaseNextUnsent: (conversationId: string, now: Date, leaseUntil: Date) => Promise<Message | null>
  /** After a crash of the only process: nobody holds a lease any more. Returns how many were freed. */
  freeLeases: () => Promise<number>
  setDelivery: (id: string, delivery: Delivery) => Promise<void>
  /** Ends every queued bot message of the conversation with status `expired` (an agent took over). Returns how many. */
  expireQueuedOfBot: (conversationId: string, reason: string) => Promise<number>
  /** Messages of agents up to a seq. */
  agentCount: (conversationId: string, lastSeq: number) => Promise<number>
  /** Newest inbound/outbound text of each conversation, for lists. */
  latestOf: (conversationIds: readonly string[]) => Promise<Map<string, Message>>
}

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

export type SurveyResponses = {
  reassign: (
    fromConversationId: string,
    to: { conversationId: string; contactId: string },
  ) => Promise<void>
  insert: (response: SurveyResponse) => Promise<void>
  latestOfContact: (contactId: string, limit: number) => Promise<SurveyResponse[]>
}

export type Ledger = {
  /** Inserts the rows that are not there yet; returns how many were new. Safe to repeat. */
  addMissing: (rows: readonly LedgerRow[]) => Promise<number>
  /** Pending rows of every campaign, oldest first. */
  pending: (limit: number) => Promise<LedgerRow[]>
  /** Compare-and-set from `pending`; false when another worker was faster. */
  settle: (
    id: string,
    changes: Pick<LedgerRow, 'status' | 'reason' | 'messageId' | 'contactId'>,
  ) => Promise<boolean>
  /** Receipts: the row of an outbound message moves on. */
  setStatusByMessage: (
    messageId: string,
    status: RecipientStatus,
    at: Date,
    reason: string | null,
  ) => Promise<void>
  /** Newest first. */
  ofPhone: (phone: string, limit: number) => Promise<LedgerRow[]>
  countsOf: (campaignId: string) => Promise<Partial<Record<RecipientStatus, number>>>
}

export type CampaignRuns = {
  /** The run under this id, made if missing. */
  ensure: (run: CampaignRun) => Promise<CampaignRun>
  list: (page: PageRequest) => Promise<Page<CampaignRun>>
}

export type Events = {
  append: (events: readonly DomainEvent[]) => Promise<void>
  /** Ascending by id, those with id > after. */
  since: (after: string, limit: number) => Promise<DomainEvent[]>
}

export type Audit = { append: (entry: AuditEntry) => Promise<void> }

/** Small facts of the installation, e.g. `setup-token-hash`, `demo-loaded`. */
export type Facts = {
  get: (key: string) => Promise<string | null>
  set: (key: string, value: string | null) => Promise<void>
}

export type Media = {
  insert: (media: StoredMedia) => Promise<void>
  /** Whether these very bytes are kept as a piece that may not be passed on. */
  isReferenceOnly: (bytes: Buffer) => Promise<boolean>
  byId: (id: string) => Promise<StoredMedia | null>
}

export type SimulatorPhones = {
  /** Idempotent on (phone, id); the stored message. */
  append: (message: Omit<SimulatedMessage, 'seq'>) => Promise<SimulatedMessage>
  setStatus: (phone: string, id: string, status: SimulatedMessage['status']) => Promise<void>
  setAccepted: (phone: string, id: string) => Promise<void>
  notAccepted: (limit: number) => Promise<SimulatedMessage[]>
  list: (phone: string, after: number, limit: number) => Promise<SimulatedMessage[]>
  phones: () => Promise<string[]>
}

/** Every collection; inside `transaction` all of them belong to one MongoDB transaction. */
export type Collections = ServiceCollections &
  TrainingCollections & {
    contacts: Contacts
    conversations: Conversations
    messages: Messages
    tickets: Tickets
    presences: Presences
    escalations: Escalations
    deskBlocks: DeskBlocks
    surveyResponses: SurveyResponses
    ledger: Ledger
    campaignRuns: CampaignRuns
    agents: Agents
    sessions: Sessions
    signInDoor: SignInDoor
    events: Events
    unanswered: Unanswered
    authenticityReports: AuthenticityReports
    audit: Audit
    facts: Facts
    media: Media
    simulatorPhones: SimulatorPhones
    notes: Notes
    mentions: Mentions
    tags: Tags
    savedViews: SavedViews
    cannedReplies: CannedReplies
    replyDrafts: ReplyDrafts
    viewers: Viewers
  }

export type Store = Collections & {
  /**
   * Runs `work` in one transaction with majority write concern, from the start again on a transient conflict. `work` must
   * have no effect but through the collections it is given, and must not run two operations at the same time.
   */
  transaction: <Result>(work: (collections: Collections) => Promise<Result>) => Promise<Result>
  leases: Leases
  keyedDocuments: (namespace: string) => KeyedDocuments
  /** True when the database answers. */
  ping: () => Promise<boolean>
  /** Human words: `embedded, ./data` or the host of the URI, without credentials. */
  description: string
  /** True when this process started the embedded database itself: leases of a crashed one may be freed at once. */
  soleProcess: boolean
  close: () => Promise<void>
}
