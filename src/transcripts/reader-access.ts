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

type Access = {
  conversation: Conversation
  /** The active ticket, else the latest one. */
  ticket: Ticket | null
  maySeePhone: boolean
}

export type ReaderAccess = {
  /** @throws DomainError `not-found` for what is not there and for what this viewer may not read; both look the same. */
  open: (viewer: Viewer, conversationId: string) => Promise<Access>
  /** Who may hear that something in this conversation changed. */
  audienceOf: (conversationId: string) => Promise<(viewer: Viewer) => boolean>
}

const ticketsShown = 50
/** A screen that stays open reads again with every message; that is one opening. */
const sameOpeningMs = 15 * 60_000
const openingsKept = 5_000

export const createReaderAccess = (deps: {
  store: Store
  clock: Clock
  newId: NewId
}): ReaderAccess => {
  const { store, clock, newId } = deps

  /** The first of them, and in any case the active one: it decides who reads. */
  const ticketsOf = async (conversationId: string): Promise<Ticket[]> => {
    const { items } = await store.tickets.list(
      { conversationId },
      { limit: ticketsShown, after: null },
    )
    if (items.length < ticketsShown || items.some(isActive)) return items
    const active = await store.tickets.activeOf(conversationId)
    return active ? [...items, active] : items
  }

  const audit = (viewer: Viewer, action: string, subject: string) =>
    store.audit.append({ id: newId(), at: clock.now(), agentId: viewer.id, action, subject })

  const openings = new Map<string, number>()
  const noteOpening = async (viewer: Viewer, conversationId: string): Promise<void> => {
    const key = `${viewer.id}/${conversationId}`
    const now = clock.now().getTime()
    if (now - (openings.get(key) ?? -Infinity) < sameOpeningMs) return
    if (openings.size >= openingsKept) openings.clear()
    openings.set(key, now)
    await audit(viewer, 'transcript.opened', conversationId)
  }

  return {
    open: async (viewer, conversationId) => {
      const conversation = await store.conversations.byId(conversationId)
      if (conversation === null) throw new DomainError('not-found', 'No existe esa conversación.')
      const tickets = await ticketsOf(conversationId)
      if (!mayReadConversation(viewer, tickets)) {
        await audit(viewer, 'transcript.refused', conversationId)
        throw new DomainError('not-found', 'No existe esa conversación.')
      }
      const theirs = tickets.some((ticket) => isActive(ticket) && ticket.assigneeId === viewer.id)
      if (!theirs) await noteOpening(viewer, conversationId)
      return {
        conversation,
        ticket: tickets.find(isActive) ?? newest(tickets),
        maySeePhone: maySeePhone(viewer, tickets),
      }
    },
    audienceOf: async (conversationId) => {
      const tickets = await ticketsOf(conversationId)
      return (viewer) => mayReadConversation(viewer, tickets)
    },
  }
}

const newest = (tickets: readonly Ticket[]): Ticket | null =>
  [...tickets].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0] ?? null
