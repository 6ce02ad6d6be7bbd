import type { Agent } from '../domain/agent.js'
import type { RecipientStatus } from '../domain/campaign.js'
import type { Contact } from '../domain/contact.js'
import type { Message } from '../domain/message.js'
import type {
  AuditEntry,
  AuthenticityReport,
  CampaignRun,
  Session,
  SignInAttempts,
  StoredMedia,
  UnansweredMessage,
} from '../domain/records.js'
import type { Ticket } from '../domain/ticket.js'

/** What the API reads and writes without a room between: the store fits these shapes, `app.ts` hands it in. */
export type PageRequest = { limit: number; after: string | null }
type Paged<Item> = (page: PageRequest) => Promise<{ items: Item[]; next: string | null }>

export type AgentRecords = {
  byId: (id: string) => Promise<Agent | null>
  byIds: (ids: readonly string[]) => Promise<Agent[]>
  byEmail: (email: string) => Promise<Agent | null>
  insert: (agent: Agent) => Promise<void>
  update: (id: string, changes: Partial<Omit<Agent, 'id'>>) => Promise<void>
  list: () => Promise<Agent[]>
}

type SessionRecords = {
  byTokenHash: (tokenHash: string) => Promise<Session | null>
  insert: (session: Session) => Promise<void>
  touch: (tokenHash: string, lastSeenAt: Date) => Promise<void>
  remove: (tokenHash: string) => Promise<void>
  removeOfAgent: (agentId: string) => Promise<void>
}

type SignInDoorRecords = {
  byId: (id: string) => Promise<SignInAttempts | null>
  count: (id: string, now: Date, windowEndsAt: Date) => Promise<SignInAttempts>
  lock: (id: string, now: Date, until: Date) => Promise<void>
  remove: (id: string) => Promise<void>
}

type FactRecords = {
  get: (key: string) => Promise<string | null>
  set: (key: string, value: string | null) => Promise<void>
}

type AuditRecords = { append: (entry: AuditEntry) => Promise<void> }

type PeopleRecords = {
  agents: AgentRecords
  sessions: SessionRecords
  facts: FactRecords
  audit: AuditRecords
}

/** Things that somebody deals with once; `handle` is null when somebody else was faster. */
export type HandledRecords<Item> = {
  byId: (id: string) => Promise<Item | null>
  list: (
    filter: { state?: 'pending' | 'handled' },
    page: PageRequest,
  ) => Promise<{ items: Item[]; next: string | null }>
  handle: (
    id: string,
    handling: { by: string; at: Date; resolution: string },
  ) => Promise<Item | null>
}

export type ApiRecords = PeopleRecords & {
  signInDoor: SignInDoorRecords
  contacts: {
    byIds: (ids: readonly string[]) => Promise<Contact[]>
    byPhone: (phone: string) => Promise<Contact | null>
  }
  tickets: { byId: (id: string) => Promise<Ticket | null> }
  messages: { byId: (id: string) => Promise<Pick<Message, 'conversationId'> | null> }
  media: { byId: (id: string) => Promise<StoredMedia | null> }
  unanswered: HandledRecords<UnansweredMessage>
  authenticityReports: HandledRecords<AuthenticityReport>
  campaignRuns: { list: Paged<CampaignRun> }
  ledger: { countsOf: (campaignId: string) => Promise<Partial<Record<RecipientStatus, number>>> }
  transaction: <Result>(work: (records: PeopleRecords) => Promise<Result>) => Promise<Result>
}
