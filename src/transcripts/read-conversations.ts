import { can } from '../domain/agent.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import { DomainError } from '../domain/errors.js'
import type { Message } from '../domain/message.js'
import { isActive } from '../domain/ticket.js'
import type { Ticket } from '../domain/ticket.js'
import type { Page, PageRequest, Store } from '../store/store.js'
import type { ReaderAccess, Viewer } from './reader-access.js'

export type ConversationDetail = {
  conversation: Conversation
  contact: Contact | null
  /** The active ticket, else (for one conversation, not for a list) the latest. */
  ticket: Ticket | null
  assigneeName: string | null
  lastMessage: Message | null
  maySeePhone: boolean
}

export type ReadConversations = {
  list: (viewer: Viewer, page: PageRequest) => Promise<Page<ConversationDetail>>
  get: (viewer: Viewer, conversationId: string) => Promise<ConversationDetail>
}

type Found = Pick<ConversationDetail, 'conversation' | 'ticket' | 'maySeePhone'>

const join = async (store: Store, found: readonly Found[]): Promise<ConversationDetail[]> => {
  const assignees = found.map(({ ticket }) => ticket?.assigneeId ?? null)
  const [contacts, latest, agents] = await Promise.all([
    store.contacts.byIds([...new Set(found.map(({ conversation }) => conversation.contactId))]),
    store.messages.latestOf(found.map(({ conversation }) => conversation.id)),
    store.agents.byIds([...new Set(assignees.filter((id) => id !== null))]),
  ])
  const contactById = new Map(contacts.map((contact) => [contact.id, contact]))
  const nameById = new Map(agents.map((agent) => [agent.id, agent.name]))
  return found.map((row) => ({
    ...row,
    contact: contactById.get(row.conversation.contactId) ?? null,
    assigneeName: nameById.get(row.ticket?.assigneeId ?? '') ?? null,
    lastMessage: latest.get(row.conversation.id) ?? null,
  }))
}

export const createReadConversations = (store: Store, access: ReaderAccess): ReadConversations => ({
  list: async (viewer, page) => {
    if (!can(viewer, 'transcripts:read-any')) {
      throw new DomainError('forbidden', 'Solo un supervisor ve todas las conversaciones.')
    }
    const { items, next } = await store.conversations.list(page)
    const found = await Promise.all(
      items.map(async (conversation) => {
        const ticket = await store.tickets.activeOf(conversation.id)
        return {
          conversation,
          ticket: ticket && isActive(ticket) ? ticket : null,
          maySeePhone: can(viewer, 'phones:see'),
        }
      }),
    )
    return { items: await join(store, found), next }
  },
  get: async (viewer, conversationId) => {
    const [detail] = await join(store, [await access.open(viewer, conversationId)])
    if (detail === undefined) throw new Error('A conversation was lost while its page was made.')
    return detail
  },
})
