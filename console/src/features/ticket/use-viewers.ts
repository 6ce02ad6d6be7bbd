import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { ViewersView } from '../../../../src/api/contract/viewer.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { useSession } from '../../lib/session.js'
import { useNow } from '../../lib/use-now.js'

const beatMs = 15_000
/** Typing is over this long after the last key. */
const restMs = 4_000

export type Viewer = { id: string; name: string; typing: boolean }

/** Who else has this ticket open, and telling them that this reader has. `typing` tells that something is being written. */
export const useViewers = (ticketId: string) => {
  const cache = useQueryClient()
  const { agent } = useSession()
  const now = useNow()
  const address = `/api/tickets/${ticketId}/viewing`
  const isTyping = useRef(false)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)

  const beat = useCallback(async () => {
    if (document.visibilityState !== 'visible') return
    try {
      const body = { typing: isTyping.current }
      cache.setQueryData(keys.viewers(ticketId), await request<ViewersView>(address, { body }))
    } catch {
      // Nobody is told meanwhile; the next beat tries again.
    }
  }, [cache, address, ticketId])

  useEffect(() => {
    void beat()
    const timer = setInterval(() => void beat(), beatMs)
    return () => {
      clearInterval(timer)
      clearTimeout(rest.current)
      isTyping.current = false
      void request(address, { method: 'DELETE' }).catch(() => undefined)
    }
  }, [beat, address])

  const typing = useCallback(
    (writes: boolean) => {
      clearTimeout(rest.current)
      if (writes) rest.current = setTimeout(() => typing(false), restMs)
      if (isTyping.current === writes) return
      isTyping.current = writes
      void beat()
    },
    [beat],
  )

  const { data } = useQuery({
    queryKey: keys.viewers(ticketId),
    queryFn: ({ signal }) => request<ViewersView>(`/api/tickets/${ticketId}/viewers`, { signal }),
    retry: false,
  })
  const others: Viewer[] = (data?.items ?? [])
    .filter((viewer) => viewer.agent.id !== agent.id && Date.parse(viewer.until) > now)
    .map((viewer) => ({ ...viewer.agent, typing: viewer.typing }))
  return { others, typing }
}
