import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { keys } from '../query-keys.js'
import { belongs } from './belongs.js'

type TicketPages = InfiniteData<Page<TicketView>, string | null>

const patchPages = (pages: TicketPages, id: string, change: Partial<TicketView>): TicketPages => ({
  ...pages,
  pages: pages.pages.map((page) =>
    page.items.some((ticket) => ticket.id === id)
      ? {
          ...page,
          items: page.items.map((ticket) => (ticket.id === id ? { ...ticket, ...change } : ticket)),
        }
      : page,
  ),
})

/** Shows a change of one ticket on every screen at once, before the server said so or with its answer. */
export const patchTicket = (cache: QueryClient, id: string, change: Partial<TicketView>): void => {
  cache.setQueriesData<TicketPages>({ queryKey: keys.ticketLists }, (pages) =>
    pages ? patchPages(pages, id, change) : pages,
  )
  cache.setQueryData<TicketView>(keys.ticket(id), (ticket) =>
    ticket ? { ...ticket, ...change } : ticket,
  )
}

const without = (pages: TicketPages, id: string): TicketPages => ({
  ...pages,
  pages: pages.pages.map((page) =>
    page.items.some((ticket) => ticket.id === id)
      ? { ...page, items: page.items.filter((ticket) => ticket.id !== id) }
      : page,
  ),
})

/** Oldest due first, as the server sorts. */
const isBefore = (one: TicketView, other: TicketView): boolean =>
  one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.id < other.id)

/** Where nothing later is known and more pages are to come, the ticket belongs to one of those. */
const inserted = (pages: TicketPages, ticket: TicketView): TicketPages => {
  const last = pages.pages.length - 1
  const at = pages.pages.findIndex(
    (page, index) =>
      page.items.some((each) => isBefore(ticket, each)) || (index === last && page.next === null),
  )
  if (at === -1) return pages
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      if (index !== at) return page
      const later = page.items.findIndex((each) => isBefore(ticket, each))
      const place = later === -1 ? page.items.length : later
      return { ...page, items: page.items.toSpliced(place, 0, ticket) }
    }),
  }
}

const holds = (pages: TicketPages, id: string): TicketView | undefined =>
  pages.pages.flatMap((page) => page.items).find((ticket) => ticket.id === id)

const placed = (pages: TicketPages, ticket: TicketView, isIn: boolean | null): TicketPages => {
  const known = holds(pages, ticket.id)
  if (isIn === false) return known ? without(pages, ticket.id) : pages
  if (known?.dueAt === ticket.dueAt) return patchPages(pages, ticket.id, ticket)
  if (known) return inserted(without(pages, ticket.id), ticket)
  return isIn === true ? inserted(pages, ticket) : pages
}

/** Puts the server's word on one ticket into every list that is loaded: in, out, or to another place. */
export const placeTicket = (cache: QueryClient, ticket: TicketView, agentId: string): void => {
  const reader = { agentId, now: Date.now() }
  for (const [queryKey, pages] of cache.getQueriesData<TicketPages>({
    queryKey: keys.ticketLists,
  })) {
    if (!pages) continue
    const next = placed(pages, ticket, belongs(ticket, String(queryKey[1]), reader))
    if (next !== pages) cache.setQueryData(queryKey, next)
  }
  cache.setQueryData<TicketView>(keys.ticket(ticket.id), (held) => (held ? ticket : held))
}

/** Takes a ticket that this reader may no longer see out of every list. */
export const dropTicket = (cache: QueryClient, id: string): void =>
  void cache.setQueriesData<TicketPages>({ queryKey: keys.ticketLists }, (pages) =>
    pages ? without(pages, id) : pages,
  )

/** The tickets of a conversation among those that are on the screen. */
export const ticketsOfConversation = (cache: QueryClient, conversationId: string): string[] => {
  const shown = cache
    .getQueriesData<TicketPages>({ queryKey: keys.ticketLists })
    .flatMap(([, pages]) => pages?.pages ?? [])
    .flatMap((page) => page.items)
  const found = shown.filter((ticket) => ticket.conversationId === conversationId)
  return [...new Set(found.map((ticket) => ticket.id))]
}
