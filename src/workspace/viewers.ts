import { maySeeTicket } from '../domain/access.js'
import { DomainError } from '../domain/errors.js'
import type { DomainEvent } from '../domain/events.js'
import { isActive } from '../domain/ticket.js'
import type { Ticket } from '../domain/ticket.js'
import { viewingMs } from '../domain/viewer.js'
import type { Viewer } from '../domain/viewer.js'
import type { Actor, WorkspaceDeps } from './deps.js'

export type ViewerDetail = { viewer: Viewer; name: string }

export type Viewers = {
  /** The others who have the ticket on their screen. */
  others: (actor: Actor, ticketId: string) => Promise<ViewerDetail[]>
  /**
   * A heartbeat; who comes, and who begins or ends to type, is told to the others. That the assignee types the customer sees too.
   */
  look: (actor: Actor, ticketId: string, typing: boolean) => Promise<ViewerDetail[]>
  leave: (actor: Actor, ticketId: string) => Promise<void>
}

const idOf = (ticketId: string, agentId: string): string => `${ticketId}/${agentId}`

export const createViewers = (deps: WorkspaceDeps): Viewers => {
  const { store, clock, newId, publish } = deps
  const visible = async (actor: Actor, ticketId: string): Promise<Ticket> => {
    const ticket = await store.tickets.byId(ticketId)
    if (ticket === null || !maySeeTicket(actor, ticket)) {
      throw new DomainError('not-found', 'No existe ese ticket.')
    }
    return ticket
  }
  const others = async (actor: Actor, ticketId: string): Promise<ViewerDetail[]> => {
    const looking = await store.viewers.ofTicket(ticketId, clock.now())
    const found = looking.filter(({ agentId }) => agentId !== actor.id)
    if (found.length === 0) return []
    const agents = await store.agents.byIds(found.map(({ agentId }) => agentId))
    const names = new Map(agents.map(({ id, name }) => [id, name]))
    return found.map((viewer) => ({ viewer, name: names.get(viewer.agentId) ?? viewer.agentId }))
  }
  const tell = async (actor: Actor, ticketId: string): Promise<void> => {
    const about = { conversationId: null, ticketId, messageId: null, agentId: actor.id }
    const event: DomainEvent = { id: newId(), at: clock.now(), kind: 'viewers.changed', ...about }
    await store.events.append([event])
    publish([event])
  }

  const showCustomer = (actor: Actor, ticket: Ticket, typing: boolean): void => {
    if (!isActive(ticket) || ticket.assigneeId !== actor.id) return
    deps.showTyping(ticket.conversationId, typing)
  }

  return {
    others: async (actor, ticketId) => {
      await visible(actor, ticketId)
      return others(actor, ticketId)
    },
    look: async (actor, ticketId, typing) => {
      const ticket = await visible(actor, ticketId)
      const id = idOf(ticketId, actor.id)
      const now = clock.now()
      const before = await store.viewers.byId(id)
      const until = new Date(now.getTime() + viewingMs)
      await store.viewers.put({ id, ticketId, agentId: actor.id, typing, until })
      const isNews = before === null || before.until <= now || before.typing !== typing
      if (isNews) await tell(actor, ticketId)
      // With every heartbeat again: on a phone it goes out by itself.
      if (typing || before?.typing) showCustomer(actor, ticket, typing)
      return others(actor, ticketId)
    },
    leave: async (actor, ticketId) => {
      const id = idOf(ticketId, actor.id)
      const before = await store.viewers.byId(id)
      const gone = await store.viewers.remove(id)
      if (gone > 0) await tell(actor, ticketId)
      const ticket = before?.typing ? await store.tickets.byId(ticketId) : null
      if (ticket) showCustomer(actor, ticket, false)
    },
  }
}
