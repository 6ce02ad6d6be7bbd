import { Link } from 'react-router'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { ticketLink } from '../../lib/tickets/views.js'
import { Clock } from '../../ui/clock.js'
import { Initials } from '../../ui/initials.js'
import { Moment } from '../../ui/moment.js'
import { PrioritySign } from '../../ui/priority-sign.js'
import { Tag } from '../../ui/tag.js'
import classes from './ticket-row.module.css'

type TicketRowProps = {
  ticket: TicketView
  /** Where in the list it stands. */
  place: { index: number; start: number; size: number; of: number }
  view: string
  narrowing: URLSearchParams
  isOpen: boolean
  onClaim: (ticket: TicketView) => void
  /** Null: no tickets are being marked. */
  isMarked: boolean | null
  onMark: (id: string) => void
}

const nameOf = (ticket: TicketView): string =>
  ticket.contact.name ?? ticket.contact.phoneDisplay ?? t.common.unknownName

/** What the customer said that waits to be read, else why the ticket is there. */
const gist = ({ unread, lastMessage, reason }: TicketView): string =>
  unread > 0 && lastMessage?.author === 'contact' && lastMessage.text !== ''
    ? lastMessage.text
    : (t.ticket.reasons[reason] ?? reason)

const When = ({ ticket }: { ticket: TicketView }) => {
  if (ticket.status !== 'closed') return <Clock ticket={ticket} />
  return (
    <span className="quiet">
      {ticket.outcome
        ? (t.ticket.outcomes[ticket.outcome] ?? ticket.outcome)
        : t.ticket.statuses.closed}
      {ticket.closedAt ? (
        <>
          {' · '}
          <Moment at={ticket.closedAt} />
        </>
      ) : null}
    </span>
  )
}

const Unread = ({ count }: { count: number }) => (
  <span className={classes.unread}>
    {count > 0 ? (
      <>
        <span className={classes.badge}>{count}</span>
        <span className="visually-hidden"> {t.ticket.unread}</span>
      </>
    ) : null}
  </span>
)

const Owner = ({ ticket }: { ticket: TicketView }) => (
  <span className={classes.owner}>
    {ticket.assignee ? (
      <>
        <Initials name={ticket.assignee.name} />
        <span className="visually-hidden">{ticket.assignee.name}</span>
      </>
    ) : (
      t.ticket.free
    )}
  </span>
)

/** One ticket of the queue in a line, or in two where the list is narrow. */
export const TicketRow = (props: TicketRowProps) => {
  const { ticket, place, view, narrowing, isOpen, onClaim, isMarked, onMark } = props
  const isLeaving = view === 'free' && ticket.status !== 'open'
  return (
    <li
      className={classes.row}
      style={{ transform: `translateY(${place.start}px)`, height: place.size }}
      aria-setsize={place.of}
      aria-posinset={place.index + 1}
      data-row={place.index}
      data-id={ticket.id}
      data-leaving={isLeaving || undefined}
      data-open={isOpen || undefined}
      data-marking={isMarked !== null || undefined}
    >
      {isMarked === null ? null : (
        <input
          type="checkbox"
          className={classes.mark}
          checked={isMarked}
          aria-label={t.bulk.mark(ticket.number)}
          onChange={() => onMark(ticket.id)}
        />
      )}
      <Link
        to={ticketLink(ticket.id, view, narrowing)}
        className={classes.link}
        aria-current={isOpen ? 'true' : undefined}
        data-ticket={ticket.id}
      >
        <span className="visually-hidden">{t.ticket.numbered(ticket.number)}, </span>
        <span className={classes.sign}>
          <PrioritySign priority={ticket.priority} />
        </span>
        <span className={classes.line}>
          <span className={classes.name}>{nameOf(ticket)}</span>
          <span className={classes.product}>
            {ticket.product ? <Tag>{t.ticket.products[ticket.product]}</Tag> : null}
          </span>
          <span className={classes.when}>
            <When ticket={ticket} />
          </span>
        </span>
        <span className={classes.line}>
          <span className={classes.gist} data-unread={ticket.unread > 0 || undefined}>
            {gist(ticket)}
          </span>
          <Unread count={ticket.unread} />
          <Owner ticket={ticket} />
        </span>
      </Link>
      {ticket.status === 'open' ? (
        <button
          type="button"
          className={classes.claim}
          aria-label={t.queue.claimNumbered(ticket.number)}
          onClick={() => onClaim(ticket)}
        >
          {t.queue.claim}
        </button>
      ) : null}
    </li>
  )
}
