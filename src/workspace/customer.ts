import type { LedgerRow } from '../domain/campaign.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { SurveyResponse } from '../domain/survey.js'
import type { Ticket } from '../domain/ticket.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { withNames } from './notes.js'
import type { NoteDetail } from './notes.js'

/** Everything the desk knows of the customer of a conversation. */
export type CustomerDetail = {
  conversation: Conversation
  contact: Contact | null
  maySeePhone: boolean
  now: Date
  campaigns: LedgerRow[]
  /** Definition id by campaign id. */
  campaignNames: ReadonlyMap<string, string>
  tickets: Ticket[]
  conversations: Conversation[]
  surveys: SurveyResponse[]
  notes: NoteDetail[]
  names: ReadonlyMap<string, string>
}

const shown = 20
const runsKnown = 200

/** For who may read the conversation; each list newest first and bounded, each from its own index. */
export const createCustomer =
  ({ store, clock, openConversation }: WorkspaceDeps) =>
  async (actor: Actor, conversationId: string): Promise<CustomerDetail> => {
    const { conversation, contact, maySeePhone } = await openConversation(actor, conversationId)
    const { contactId } = conversation
    const phone = contact?.phone ?? null
    const [campaigns, runs, tickets, conversations, surveys, notes] = await Promise.all([
      phone === null ? [] : store.ledger.ofPhone(phone, shown),
      store.campaignRuns.list({ limit: runsKnown, after: null }),
      store.tickets.latestOfContact(contactId, shown),
      store.conversations.byContact(contactId),
      store.surveyResponses.latestOfContact(contactId, shown),
      store.notes.latestOfContact(contactId, shown),
    ])
    const owners = tickets.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId]))
    const agents = owners.length === 0 ? [] : await store.agents.byIds([...new Set(owners)])
    return {
      conversation,
      contact,
      maySeePhone,
      now: clock.now(),
      campaigns,
      campaignNames: new Map(runs.items.map((run) => [run.id, run.definitionId])),
      tickets,
      conversations,
      surveys,
      notes: await withNames(store, notes),
      names: new Map(agents.map(({ id, name }) => [id, name])),
    }
  }
