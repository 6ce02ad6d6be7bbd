import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type { StatsView } from '../../../../src/api/contract/report.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { ticketsAddress } from '../../lib/tickets/views.js'
import type { View } from '../../lib/tickets/views.js'

export const useTickets = (view: View) =>
  useInfiniteQuery({
    queryKey: keys.ticketList(view),
    queryFn: ({ pageParam, signal }) =>
      request<Page<TicketView>>(ticketsAddress(view, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: (data) => data.pages.flatMap((page) => page.items),
  })

export const useCounts = (): Record<View, number> | null => {
  const { data } = useQuery({
    queryKey: keys.stats,
    queryFn: ({ signal }) => request<StatsView>('/api/stats', { signal }),
  })
  if (!data) return null
  const { open, claimed, waiting, closed } = data.tickets
  return { mine: data.mine, free: open, all: open + claimed + waiting, closed }
}
