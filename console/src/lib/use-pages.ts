import { useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from '../../../src/api/contract/common.js'
import { request } from './request.js'

/** A list of the API, page after page. `address` may carry its own query. */
export const usePages = <Item>(queryKey: readonly string[], address: string) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const glue = address.includes('?') ? '&' : '?'
      const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
      return request<Page<Item>>(`${address}${glue}limit=50${after}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: (data) => data.pages.flatMap((page) => page.items),
  })
