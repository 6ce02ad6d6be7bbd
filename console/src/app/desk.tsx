import { Outlet, useParams, useSearchParams } from 'react-router'
import { QueuePane } from '../features/queue/queue-pane.js'
import { Queues } from '../features/queue/queues.js'
import { t } from '../lib/language/messages.js'
import { savedQuery, useSavedViews } from '../lib/tickets/use-saved-views.js'
import { isView, savedIdOf, viewOf } from '../lib/tickets/views.js'
import classes from './desk.module.css'

/**
 * The agent's desk: queues, tickets of one queue, and the open ticket. Where there is no room they are shown one at a time,
 * each with a way back: `/queue`, `/queue/:view`, `/tickets/:ticketId`.
 */
export const Desk = () => {
  const { view: named, ticketId } = useParams()
  const [parameters] = useSearchParams()
  const openTicketId = ticketId ?? null
  const view = viewOf(named ?? parameters.get('view'))
  const saved = useSavedViews()
  const chosen = saved.find(({ id }) => id === savedIdOf(view))
  const title = isView(view) ? t.queue.views[view] : (chosen?.name ?? t.queue.title)
  const pane = openTicketId !== null ? 'ticket' : named === undefined ? 'queues' : 'list'
  return (
    <div className={classes.desk} data-pane={pane}>
      <div className={classes.queues}>
        <Queues current={view} saved={saved} />
      </div>
      <div className={classes.list}>
        <QueuePane
          view={view}
          title={title}
          saved={savedQuery(chosen)}
          openTicketId={openTicketId}
        />
      </div>
      {openTicketId !== null ? (
        <div className={classes.ticket}>
          <Outlet />
        </div>
      ) : null}
    </div>
  )
}
