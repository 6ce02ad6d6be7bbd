import { mayReadConversation, maySeePhone } from '../domain/access.js'
import type { Agent } from '../domain/agent.js'
import type { Conversation } from '../domain/conversation.js'
import { DomainError } from '../domain/errors.js'
import { isActive } from '../domain/ticket.js'
import type { Ticket } from '../domain/ticket.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Store } from '../store/store.js'

export type Viewer = Pick<Agent, 'id' | 'role'>

export type Access = {
  conversation: Conversation
  /** The active ticket, else the latest one. */
  ticket: Ticket | null
  maySeePhone: boolean
}

export type ReaderAccess = {
  /** @throws DomainError `not-found` for what is not there and for what this viewer may not read; both look the same. */
  open: (viewer: Viewer, conversationId: string) => Promise<Access>
  /** Whether an event of this conversation may reach the viewer. */
  mayHear: (viewer: Viewer, conversationId: string) => Promise<boolean>
}

const ticketsShown = 50

export const createReaderAccess = (deps: {
  store: Store
  clock: Clock
  newId: NewId
}): ReaderAccess => {
  const { store, clock, newId } = deps

  const ticketsOf = async (conversationId: string): Promise<Ticket[]> => {
    const { items } = await store.tickets.list(
      { conversationId },
      { limit: ticketsShown, after: null },
    )
    return items
  }

  const audit = (viewer: Viewer, action: string, subject: string) =>
    store.audit.append({ id: newId(), at: clock.now(), agentId: viewer.id, action, subject })

  return {
    open: async (viewer, conversationId) => {
      const conversation = await store.conversations.byId(conversationId)
      if (conversation === null) throw new DomainError('not-found', 'No existe esa conversación.')
      const tickets = await ticketsOf(conversationId)
      if (!mayReadConversation(viewer, tickets)) {
        await audit(viewer, 'transcript.refused', conversationId)
        throw new DomainError('not-found', 'No existe esa conversación.')
      }
      return {
        conversation,
        ticket: tickets.find(isActive) ?? newest(tickets),
        maySeePhone: maySeePhone(viewer, tickets),
      }
    },
    mayHear: async (viewer, conversationId) =>
      mayReadConversation(viewer, await ticketsOf(conversationId)),
  }
}

const newest = (tickets: readonly Ticket[]): Ticket | null =>
  [...tickets].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0] ?? null
