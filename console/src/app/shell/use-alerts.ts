import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import type { Page } from '../../../../src/api/contract/common.js'
import type { HistoryLine, TicketView } from '../../../../src/api/contract/ticket.js'
import { alertUser, useAlertSettings } from '../../lib/alerts.js'
import { t } from '../../lib/language/messages.js'
import { useLiveEvent } from '../../lib/live-context.js'
import { request } from '../../lib/request.js'
import { useCan, useSession } from '../../lib/session.js'
import { useNow } from '../../lib/use-now.js'

const nameOf = ({ contact }: TicketView): string =>
  contact.name ?? contact.phoneDisplay ?? t.common.unknownName

const dueQuery = 'status=claimed,waiting&assignee=me&limit=200'

/** The promises of a ticket that are not kept: running, and over. */
const brokenAt = ({ clocks }: TicketView, now: number): string[] =>
  clocks
    .filter(({ state, dueAt }) => state === 'running' && Date.parse(dueAt) <= now)
    .map(({ kind, dueAt }) => `${kind}-${dueAt}`)

const handing = new Set<HistoryLine['kind']>([
  'claimed',
  'assigned',
  'taken-over',
  'transferred',
  'reopened',
  'released',
])

/** Who has the ticket, or had it when it was taken away: a first contact that is late loses its owner with the same change. */
const holderOf = ({ assignee, history }: TicketView): string | undefined => {
  if (assignee) return assignee.id
  const last = history.findLast(({ kind }) => handing.has(kind))
  return last?.kind === 'released' ? undefined : (last?.to ?? last?.by)?.id
}

/**
 * Tells of a ticket that came, and of a promise that is over: the agent whose ticket it is, and the supervisors where it goes to
 * them. Of each once.
 */
export const useAlerts = (): void => {
  const { sound, browser } = useAlertSettings()
  const isOn = sound || browser
  const { agent } = useSession()
  const supervises = useCan('tickets:take-over')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const now = useNow()

  const tell = (ticket: TicketView, what: { title: string; body: string; tag: string }) =>
    alertUser({ ...what, onClick: () => void navigate(`/tickets/${ticket.id}`) })

  const tellLate = (ticket: TicketView, at: number) => {
    for (const broken of brokenAt(ticket, at)) {
      const body = t.alerts.lateBody(nameOf(ticket))
      tell(ticket, { title: t.alerts.late, body, tag: `late-${ticket.id}-${broken}` })
    }
  }

  const isFor = (kind: string, ticket: TicketView): boolean =>
    holderOf(ticket) === agent.id || (kind === 'ticket.escalated' && supervises)

  const tellNew = (ticket: TicketView) => {
    const reason = t.ticket.reasons[ticket.reason] ?? ticket.reason
    const body = t.alerts.newBody(nameOf(ticket), reason)
    tell(ticket, { title: t.alerts.newTicket, body, tag: `new-${ticket.id}` })
  }

  useLiveEvent(({ kind, ticketId }) => {
    if (!isOn || ticketId === null || !/^ticket\.(opened|warned|escalated)$/.test(kind)) return
    void request<TicketView>(`/api/tickets/${ticketId}`).then(
      (ticket) => {
        if (kind === 'ticket.opened') tellNew(ticket)
        else if (isFor(kind, ticket)) tellLate(ticket, Date.now())
      },
      // A ticket this agent may not see, or no network: nothing to tell.
      () => undefined,
    )
  })

  // What the feed did not tell: promises that were over before this page was opened, or while it was away.
  useEffect(() => {
    if (!isOn) return
    const look = async () => {
      const mine = await cache.fetchQuery({
        queryKey: ['alerts', 'mine'],
        queryFn: () => request<Page<TicketView>>(`/api/tickets?${dueQuery}`),
        staleTime: 60_000,
      })
      for (const ticket of mine.items) tellLate(ticket, now)
    }
    void look().catch(() => undefined)
    // `tellLate` changes with every drawing and only carries the way to the page.
  }, [isOn, now, cache])
}
