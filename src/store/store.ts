import type { LedgerRow, RecipientStatus } from '../domain/campaign.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { DomainEvent } from '../domain/events.js'
import type { ChatAddress } from '../domain/inbound.js'
import type { AuditEntry, CampaignRun, StoredMedia } from '../domain/records.js'
import type { SimulatedMessage } from '../domain/simulator.js'
import type { SurveyResponse } from '../domain/survey.js'
import type { KeyedDocuments } from '../lib/keyed-documents.js'
import type { Leases } from '../lib/lease.js'
import type { Page, PageRequest } from '../lib/page.js'
import type { DeskBlocks, Escalations, Presences } from './desk-collections.js'
import type { AuthenticityReports, Unanswered } from './handled-collections.js'
import type { Messages } from './message-collections.js'
import type { Agents, Sessions, SignInDoor } from './people-collections.js'
import type { ServiceCollections } from './service-collections.js'
import type { Tickets } from './ticket-collections.js'
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
export type { OutboxLane } from './message-collections.js'
export type { TicketFilter } from './ticket-collections.js'

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
