import { Button } from '@mantine/core'
import { useRef } from 'react'
import { Link, useNavigate } from 'react-router'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { useTicketAction } from '../../lib/tickets/use-ticket-action.js'
import { ticketLink } from '../../lib/tickets/views.js'
import type { View } from '../../lib/tickets/views.js'
import { useShortcuts } from '../../lib/use-shortcuts.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { moveFocus } from '../../ui/move-focus.js'
import { Notice } from '../../ui/notice.js'
import classes from './queue-pane.module.css'
import { QueueTabs } from './queue-tabs.js'
import { TicketRow } from './ticket-row.js'
import { useArrivals } from './use-arrivals.js'
import { useHeldList } from './use-held-list.js'
import { useCounts, useTickets } from './use-tickets.js'

type QueuePaneProps = { view: View; openTicketId: string | null }

const EmptyQueue = ({ view }: { view: View }) => {
  const [title, body] = t.queue.empty[view]
  return (
    <Notice title={title} body={body}>
      {view === 'mine' ? (
        <Button component={Link} to="/queue/free" variant="default">
          {t.queue.goToFree}
        </Button>
      ) : null}
    </Notice>
  )
}

/** While there is no ticket to show: coming, failed, or none. */
const InsteadOfTickets = ({
  tickets,
  view,
}: {
  tickets: ReturnType<typeof useTickets>
  view: View
}) => {
  if (tickets.data) return tickets.data.length === 0 ? <EmptyQueue view={view} /> : null
  if (tickets.error) return <Failure error={tickets.error} retry={() => void tickets.refetch()} />
  return <Bones count={6} height={44} />
}

const focusedTicket = (tickets: TicketView[]): TicketView | undefined => {
  const id = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-ticket]')
    ?.dataset['ticket']
  return tickets.find((ticket) => ticket.id === id)
}

/** The queue: its views with counts, the tickets of one view, and the keys that walk them. */
export const QueuePane = ({ view, openTicketId }: QueuePaneProps) => {
  const tickets = useTickets(view)
  const counts = useCounts()
  const action = useTicketAction()
  const navigate = useNavigate()
  const list = useRef<HTMLUListElement>(null)
  const { shown, waiting, hold, release } = useHeldList(tickets.data ?? [])
  const arrived = useArrivals(tickets.data?.map((ticket) => ticket.id))

  const claim = (ticket: TicketView) =>
    action.mutate(
      { kind: 'claim', ticket },
      { onSuccess: () => void navigate(ticketLink(ticket.id, view)) },
    )
  const walk = (step: 1 | -1) => () => moveFocus(list.current, '[data-ticket]', step)
  useShortcuts({
    j: walk(1),
    k: walk(-1),
    c: () => {
      if (openTicketId !== null) return
      const ticket = focusedTicket(shown) ?? shown[0]
      if (ticket?.status === 'open') claim(ticket)
    },
  })

  // The open ticket names the page.
  const Heading = openTicketId === null ? 'h1' : 'h2'
  return (
    <section className={classes.pane} aria-label={t.queue.title}>
      <Heading className="visually-hidden">{t.queue.title}</Heading>
      <QueueTabs current={view} counts={counts} />
      <p role="status" className="visually-hidden">
        {arrived > 0 ? t.queue.announced(arrived) : ''}
      </p>
      {waiting > 0 ? (
        <button type="button" className={classes.waiting} onClick={release}>
          {t.queue.newTickets(waiting)}
        </button>
      ) : null}
      <InsteadOfTickets tickets={tickets} view={view} />
      <ul
        ref={list}
        className={classes.list}
        aria-label={t.queue.list(t.queue.views[view])}
        onPointerEnter={(event) => event.pointerType === 'mouse' && hold()}
        onPointerLeave={release}
      >
        {shown.map((ticket) => (
          <TicketRow
            key={ticket.id}
            ticket={ticket}
            view={view}
            isOpen={ticket.id === openTicketId}
            onClaim={claim}
          />
        ))}
      </ul>
      {tickets.hasNextPage ? (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={tickets.isFetchingNextPage}
            onClick={() => {
              release()
              void tickets.fetchNextPage()
            }}
          >
            {t.common.loadMore}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
