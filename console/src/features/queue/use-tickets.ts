import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type { TicketCountsView } from '../../../../src/api/contract/ticket-filter.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import type { View } from '../../lib/tickets/views.js'

const everyMinuteMs = 60_000

const active = ({ open, claimed, waiting }: TicketCountsView['all']): number =>
  open + claimed + waiting

const address = (query: string, after: string | null): string => {
  const parameters = new URLSearchParams(query)
  parameters.set('limit', '200')
  if (after !== null) parameters.set('after', after)
  return `/api/tickets?${parameters.toString()}`
}

/** The tickets of one query, page after page. A list of late ones grows without an event, so that one is read each minute. */
export const useTickets = (query: string) =>
  useInfiniteQuery({
    queryKey: keys.ticketList(query),
    queryFn: ({ pageParam, signal }) =>
      request<Page<TicketView>>(address(query, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: (data) => data.pages.flatMap((page) => page.items),
    refetchInterval: query.includes('due=') ? everyMinuteMs : false,
  })

/** `capped`: at least so many. */
export type Count = { count: number | null; capped: boolean }

/** How many tickets each queue holds now, saved views as `saved-<id>`; a queue that is not counted is missing. */
export const useCounts = (): Partial<Record<string, Count>> => {
  const { data } = useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => request<TicketCountsView>('/api/tickets/counts', { signal }),
    refetchInterval: everyMinuteMs,
  })
  if (!data) return {}
  const { all, mine, free, queues, products, closed, views } = data
  const campaigns = queues['com-campanas-especificas']
  const exact: Partial<Record<View, number>> = {
    mine: mine.claimed + mine.waiting,
    free,
    waiting: all.waiting,
    late: all.overdue,
    campaigns: campaigns ? active(campaigns) : 0,
    tv: active(products.tv),
    movil: active(products.movil),
    all: active(all),
  }
  return Object.fromEntries([
    ...Object.entries(exact).map(([view, count]) => [view, { count, capped: false }]),
    ['closed', closed],
    ...Object.entries(views).map(([id, tally]) => [`saved-${id}`, tally]),
  ]) as Partial<Record<string, Count>>
}
