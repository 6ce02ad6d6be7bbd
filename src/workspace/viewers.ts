import { maySeeTicket } from '../domain/access.js'
import { DomainError } from '../domain/errors.js'
import type { DomainEvent } from '../domain/events.js'
import type { Ticket } from '../domain/ticket.js'
import { viewingMs } from '../domain/viewer.js'
import type { Viewer } from '../domain/viewer.js'
import type { Actor, WorkspaceDeps } from './deps.js'

export type ViewerDetail = { viewer: Viewer; name: string }

export type Viewers = {
  /** The others who have the ticket on their screen. */
  others: (actor: Actor, ticketId: string) => Promise<ViewerDetail[]>
  /** A heartbeat; who comes, and who begins or ends to type, is told to the others. */
  look: (actor: Actor, ticketId: string, typing: boolean) => Promise<ViewerDetail[]>
  leave: (actor: Actor, ticketId: string) => Promise<void>
}

const idOf = (ticketId: string, agentId: string): string => `${ticketId}/${agentId}`

export const createViewers = ({ store, clock, newId, publish }: WorkspaceDeps): Viewers => {
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

  return {
    others: async (actor, ticketId) => {
      await visible(actor, ticketId)
      return others(actor, ticketId)
    },
    look: async (actor, ticketId, typing) => {
      await visible(actor, ticketId)
      const id = idOf(ticketId, actor.id)
      const now = clock.now()
      const before = await store.viewers.byId(id)
      const until = new Date(now.getTime() + viewingMs)
      await store.viewers.put({ id, ticketId, agentId: actor.id, typing, until })
      const isNews = before === null || before.until <= now || before.typing !== typing
      if (isNews) await tell(actor, ticketId)
      return others(actor, ticketId)
    },
    leave: async (actor, ticketId) => {
      const gone = await store.viewers.remove(idOf(ticketId, actor.id))
      if (gone > 0) await tell(actor, ticketId)
    },
  }
}
