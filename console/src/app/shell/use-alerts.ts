import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Page } from '../../../../src/api/contract/common.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { alertUser, useAlertSettings } from '../../lib/alerts.js'
import { t } from '../../lib/language/messages.js'
import { useLiveEvent } from '../../lib/live-context.js'
import { request } from '../../lib/request.js'
import { useNow } from '../../lib/use-now.js'

const nameOf = ({ contact }: TicketView): string =>
  contact.name ?? contact.phoneDisplay ?? t.common.unknownName

const dueQuery = 'status=claimed,waiting&assignee=me&limit=200'

/** Tells of a ticket that came, and of one of the agent's own whose time is over. */
export const useAlerts = (): void => {
  const { sound, browser } = useAlertSettings()
  const isOn = sound || browser
  const cache = useQueryClient()
  const navigate = useNavigate()
  const now = useNow()
  const told = useRef(new Set<string>())

  const tell = (ticket: TicketView, title: string, body: string) =>
    alertUser({
      title,
      body,
      tag: `${title}-${ticket.id}`,
      onClick: () => void navigate(`/tickets/${ticket.id}`),
    })

  useLiveEvent(({ kind, ticketId }) => {
    if (!isOn || kind !== 'ticket.opened' || ticketId === null) return
    void request<TicketView>(`/api/tickets/${ticketId}`).then(
      (ticket) => {
        const reason = t.ticket.reasons[ticket.reason] ?? ticket.reason
        tell(ticket, t.alerts.newTicket, t.alerts.newBody(nameOf(ticket), reason))
      },
      // A ticket this agent may not see, or no network: nothing to tell.
      () => undefined,
    )
  })

  useEffect(() => {
    if (!isOn) return
    const look = async () => {
      const mine = await cache.fetchQuery({
        queryKey: ['alerts', 'mine'],
        queryFn: () => request<Page<TicketView>>(`/api/tickets?${dueQuery}`),
        staleTime: 60_000,
      })
      const late = mine.items.filter(({ dueAt }) => Date.parse(dueAt) <= now)
      for (const ticket of late.filter(({ id }) => !told.current.has(id))) {
        told.current.add(ticket.id)
        tell(ticket, t.alerts.late, t.alerts.lateBody(nameOf(ticket)))
      }
    }
    void look().catch(() => undefined)
    // `tell` changes with every drawing and only carries the way to the page.
  }, [isOn, now, cache])
}
