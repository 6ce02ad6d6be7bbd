import { Button } from '@mantine/core'
import { Suspense, useCallback, useRef } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { lazily } from '../../lib/lazily.js'
import { useClaimNext } from '../../lib/tickets/use-claim-next.js'
import { useTicketAction } from '../../lib/tickets/use-ticket-action.js'
import {
  isView,
  narrowingOf,
  queueLink,
  ticketLink,
  ticketsQuery,
} from '../../lib/tickets/views.js'
import { useShortcuts } from '../../lib/use-shortcuts.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Notice } from '../../ui/notice.js'
import { ListMenu } from './list-menu.js'
import { QueueHeader } from './queue-header.js'
import classes from './queue-pane.module.css'
import { TicketList } from './ticket-list.js'
import type { TicketListHandle } from './ticket-list.js'
import { useArrivals } from './use-arrivals.js'
import { useHeldList } from './use-held-list.js'
import { useSelection } from './use-selection.js'
import { useTickets } from './use-tickets.js'

const BulkBar = lazily(async () => (await import('./bulk-bar.js')).BulkBar)

type QueuePaneProps = {
  view: string
  title: string
  /** The query of a saved view. */
  saved: string
  openTicketId: string | null
}

const emptyOf = (view: string, isNarrowed: boolean): [string, string] => {
  if (isNarrowed) return t.queue.nothingFound
  return (isView(view) ? t.queue.empty[view] : undefined) ?? t.queue.emptyOther
}

const EmptyQueue = ({ view, isNarrowed }: { view: string; isNarrowed: boolean }) => {
  const [title, body] = emptyOf(view, isNarrowed)
  return (
    <Notice title={title} body={body}>
      {isNarrowed ? (
        <Button component={Link} to={queueLink(view)} variant="default">
          {t.queue.clear}
        </Button>
      ) : view === 'mine' ? (
        <Button component={Link} to="/queue/free" variant="default">
          {t.queue.goToFree}
        </Button>
      ) : null}
    </Notice>
  )
}

type InsteadProps = { tickets: ReturnType<typeof useTickets>; view: string; isNarrowed: boolean }

/** While there is no ticket to show: coming, failed, or none. */
const InsteadOfTickets = ({ tickets, view, isNarrowed }: InsteadProps) => {
  if (tickets.data) {
    return tickets.data.length === 0 ? <EmptyQueue view={view} isNarrowed={isNarrowed} /> : null
  }
  if (tickets.error) return <Failure error={tickets.error} retry={() => void tickets.refetch()} />
  return <Bones count={8} height={44} />
}

/** One queue: its tickets, oldest due first, and the keys that walk them. */
export const QueuePane = ({ view, title, saved, openTicketId }: QueuePaneProps) => {
  const [parameters, setParameters] = useSearchParams()
  const narrowing = narrowingOf(parameters)
  const query = ticketsQuery(view, narrowing, saved)
  const tickets = useTickets(query)
  const selection = useSelection()
  const action = useTicketAction()
  const next = useClaimNext()
  const navigate = useNavigate()
  const list = useRef<TicketListHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  const { shown, waiting, hold, release } = useHeldList(tickets.data ?? [])
  const arrived = useArrivals(tickets.data?.map((ticket) => ticket.id))

  const search = useCallback(
    (text: string) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before)
          if (text === '') after.delete('search')
          else after.set('search', text)
          return after
        },
        { replace: true },
      ),
    [setParameters],
  )
  const claim = (ticket: TicketView) =>
    action.mutate(
      { kind: 'claim', ticket },
      { onSuccess: () => void navigate(ticketLink(ticket.id, view, narrowing)) },
    )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = tickets
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  useShortcuts({
    j: () => list.current?.walk(1),
    k: () => list.current?.walk(-1),
    n: next.claimNext,
    x: () => {
      const ticket = list.current?.focused()
      if (ticket) selection.toggle(ticket.id)
      else selection.begin()
    },
    ...(selection.marked ? { Escape: selection.end } : {}),
    '/': () => field.current?.focus(),
    c: () => {
      if (openTicketId !== null || action.isPending) return
      const ticket = list.current?.focused() ?? shown[0]
      if (ticket?.status === 'open') claim(ticket)
    },
  })

  return (
    <section className={classes.pane} aria-label={t.queue.list(title)}>
      <QueueHeader
        title={title}
        // The open ticket names the page.
        isPageTitle={openTicketId === null}
        search={narrowing.get('search') ?? ''}
        onSearch={search}
        field={field}
      >
        <Button size="xs" loading={next.isPending} onClick={next.claimNext}>
          {t.actions.claimNext}
        </Button>
        <ListMenu view={view} query={query} onSelect={selection.begin} />
      </QueueHeader>
      {selection.marked ? (
        <Suspense fallback={null}>
          <BulkBar
            marked={selection.marked}
            onAll={() => selection.mark(shown.map(({ id }) => id))}
            onEnd={selection.end}
          />
        </Suspense>
      ) : null}
      <p role="status" className="visually-hidden">
        {arrived > 0 ? t.queue.announced(arrived) : ''}
      </p>
      {waiting > 0 ? (
        <button type="button" className={classes.waiting} onClick={release}>
          {t.queue.newTickets(waiting)}
        </button>
      ) : null}
      <InsteadOfTickets tickets={tickets} view={view} isNarrowed={narrowing.size > 0} />
      {shown.length > 0 ? (
        <TicketList
          key={`${view}?${narrowing.toString()}`}
          handle={list}
          label={t.queue.list(title)}
          tickets={shown}
          view={view}
          narrowing={narrowing}
          openTicketId={openTicketId}
          onClaim={claim}
          marked={selection.marked}
          onMark={selection.toggle}
          onEnd={more}
          onHold={hold}
          onRelease={release}
        />
      ) : null}
    </section>
  )
}
