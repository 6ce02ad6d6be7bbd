import { Link } from 'react-router'
import { t } from '../../lib/language/messages.js'
import { views } from '../../lib/tickets/views.js'
import type { View } from '../../lib/tickets/views.js'
import classes from './queue-tabs.module.css'

type QueueTabsProps = { current: View; counts: Record<View, number> | null }

/** The views of the queue, each with its live count and its own address. */
export const QueueTabs = ({ current, counts }: QueueTabsProps) => (
  <nav aria-label={t.queue.title} className={classes.tabs}>
    {views.map((view) => (
      <Link
        key={view}
        to={`/queue/${view}`}
        className={classes.tab}
        aria-current={view === current ? 'page' : undefined}
        data-current={view === current || undefined}
      >
        {t.queue.views[view]}
        <span className={classes.count}>{counts ? counts[view].toLocaleString(t.locale) : ''}</span>
      </Link>
    ))}
  </nav>
)
