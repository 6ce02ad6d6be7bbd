import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { keys } from '../query-keys.js'

type TicketPages = InfiniteData<Page<TicketView>, string | null>

const patchPages = (pages: TicketPages, id: string, change: Partial<TicketView>): TicketPages => ({
  ...pages,
  pages: pages.pages.map((page) => ({
    ...page,
    items: page.items.map((ticket) => (ticket.id === id ? { ...ticket, ...change } : ticket)),
  })),
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

/** Reads a ticket and all that counts it again; the server's word ends every optimism. */
export const reloadTicket = async (cache: QueryClient, id: string): Promise<void> => {
  await Promise.all(
    [keys.ticketLists, keys.stats, keys.ticket(id)].map((queryKey) =>
      cache.invalidateQueries({ queryKey }),
    ),
  )
}
