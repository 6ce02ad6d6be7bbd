import { mayReadConversation, maySeePhone, maySeeTicket } from '../domain/access.js'
import { can } from '../domain/agent.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Message } from '../domain/message.js'
import { reopenUntil } from '../domain/reopening.js'
import { searchTermsOf } from '../domain/ticket-search.js'
import type { Ticket } from '../domain/ticket.js'
import type { Page, PageRequest, TicketFilter } from '../store/store.js'
import type { Actor, TicketDeskDeps } from './deps.js'
import { visibleTicket } from './ticket-writer.js'

/** A ticket with what a screen shows beside it. */
export type TicketDetail = {
  ticket: Ticket
  contact: Contact | null
  conversation: Conversation | null
  /** Names of the assignee and of everyone in the history, by id. */
  names: ReadonlyMap<string, string>
  lastMessage: Message | null
  /** May read what was said and answered; without it only the outside of the ticket is shown. */
  mayRead: boolean
  maySeePhone: boolean
  /** Closed: until when it may be opened again. */
  reopenUntil: Date | null
}

/** `search`: as people write a name, a phone or a ticket number. */
export type TicketListFilter = Omit<TicketFilter, 'conversationId' | 'search'> & { search?: string }

export type ReadTickets = {
  list: (actor: Actor, filter: TicketListFilter, page: PageRequest) => Promise<Page<TicketDetail>>
  get: (actor: Actor, ticketId: string) => Promise<TicketDetail>
}

const agentsOf = (tickets: readonly Ticket[]): string[] => {
  const ids = tickets.flatMap((ticket) => [
    ...(ticket.assigneeId === null ? [] : [ticket.assigneeId]),
    ...ticket.history.flatMap(({ by, to }) => [by, to ?? by]).filter((id) => id !== 'system'),
  ])
  return [...new Set(ids)]
}

type Deps = Pick<TicketDeskDeps, 'store' | 'rules' | 'clock'>

const stillAhead = (until: Date | null, now: Date): Date | null =>
  until !== null && until >= now ? until : null

const createJoin =
  ({ store, rules, clock }: Deps) =>
  async (actor: Actor, tickets: readonly Ticket[]): Promise<TicketDetail[]> => {
    const conversationIds = [...new Set(tickets.map((ticket) => ticket.conversationId))]
    const [contacts, agents, latest, conversations] = await Promise.all([
      store.contacts.byIds([...new Set(tickets.map((ticket) => ticket.contactId))]),
      store.agents.byIds(agentsOf(tickets)),
      store.messages.latestOf(conversationIds),
      store.conversations.byIds(conversationIds),
    ])
    const contactById = new Map(contacts.map((contact) => [contact.id, contact]))
    const names = new Map(agents.map((agent) => [agent.id, agent.name]))
    const conversationById = new Map(conversations.map((found) => [found.id, found]))
    return tickets.map((ticket) => ({
      ticket,
      contact: contactById.get(ticket.contactId) ?? null,
      conversation: conversationById.get(ticket.conversationId) ?? null,
      names,
      lastMessage: latest.get(ticket.conversationId) ?? null,
      mayRead: mayReadConversation(actor, [ticket]),
      maySeePhone: maySeePhone(actor, [ticket]),
      reopenUntil: stillAhead(reopenUntil(ticket, rules()), clock.now()),
    }))
  }

export const createReadTickets = (deps: Deps): ReadTickets => {
  const { store } = deps
  const join = createJoin(deps)
  return {
    list: async (actor, { search, ...narrowed }, page) => {
      const terms = search === undefined ? undefined : searchTermsOf(search)
      if (terms?.length === 0) return { items: [], next: null }
      const phonesOf = can(actor, 'phones:see') ? null : actor.id
      const filter: TicketFilter = {
        ...narrowed,
        ...(terms ? { search: { terms, phonesOf } } : {}),
      }
      const { items, next } = await store.tickets.list(filter, page)
      const visible = items.filter((ticket) => maySeeTicket(actor, ticket))
      return { items: await join(actor, visible), next }
    },
    get: async (actor, ticketId) => {
      const ticket = await visibleTicket({ collections: store, actor }, ticketId)
      const [detail] = await join(actor, [ticket])
      if (detail === undefined) throw new Error('A ticket was lost while its page was made.')
      return detail
    },
  }
}
