import { Outlet, useParams, useSearchParams } from 'react-router'
import { QueuePane } from '../features/queue/queue-pane.js'
import { viewOf } from '../lib/tickets/views.js'
import classes from './desk.module.css'

/** The agent's desk: the queue, and beside it (on its own where there is no room) the ticket that is open. */
export const Desk = () => {
  const { view, ticketId } = useParams()
  const [parameters] = useSearchParams()
  const openTicketId = ticketId ?? null
  return (
    <div className={classes.desk} data-ticket-open={openTicketId !== null || undefined}>
      <div className={classes.queue}>
        <QueuePane view={viewOf(view ?? parameters.get('view'))} openTicketId={openTicketId} />
      </div>
      {openTicketId !== null ? (
        <div className={classes.ticket}>
          <Outlet />
        </div>
      ) : null}
    </div>
  )
}
