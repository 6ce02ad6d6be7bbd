import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { request } from '../../lib/request.js'
import { patchTicket } from '../../lib/tickets/cached-tickets.js'

/** The owner who has the ticket open before their eyes has read what is new; a tab in the background reads nothing. */
export const useSeen = (ticket: TicketView, isOwner: boolean): void => {
  const cache = useQueryClient()
  const hasNews = isOwner && ticket.unread > 0
  useEffect(() => {
    if (!hasNews) return
    const tell = () => {
      if (document.visibilityState !== 'visible') return
      patchTicket(cache, ticket.id, { unread: 0 })
      // Left unread when it fails; opening the ticket again tells again.
      void request(`/api/tickets/${ticket.id}/seen`, { method: 'POST' }).catch(() => undefined)
    }
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [cache, ticket.id, hasNews])
}
