import { Link } from 'react-router'
import type { SavedView } from '../../../../src/api/contract/saved-view.js'
import { t } from '../../lib/language/messages.js'
import { queueLink } from '../../lib/tickets/views.js'
import type { View } from '../../lib/tickets/views.js'
import classes from './queues.module.css'
import { useCounts } from './use-tickets.js'
import type { Count } from './use-tickets.js'

const groups: { name: keyof typeof t.queue.groups; views: View[] }[] = [
  { name: 'inbox', views: ['mine', 'free', 'waiting', 'late'] },
  { name: 'teams', views: ['campaigns', 'tv', 'movil'] },
  { name: 'everything', views: ['all', 'closed'] },
]

type EntryProps = {
  view: string
  label: string
  count: Count | undefined
  isCurrent: boolean
}

const inWords = ({ count, capped }: Count): string => {
  if (count === null) return ''
  return capped ? t.queue.atLeast(count) : count.toLocaleString(t.locale)
}

const Entry = ({ view, label, count, isCurrent }: EntryProps) => (
  <li>
    <Link
      to={queueLink(view)}
      className={classes.entry}
      aria-current={isCurrent ? 'page' : undefined}
      data-late={(view === 'late' && (count?.count ?? 0) > 0) || undefined}
    >
      <span className={classes.label}>{label}</span>
      <span className={classes.count}>{count ? inWords(count) : ''}</span>
    </Link>
  </li>
)

type QueuesProps = { current: string; saved: SavedView[] }

/** Where tickets wait, each with its live count and its own address. */
export const Queues = ({ current, saved }: QueuesProps) => {
  const counts = useCounts()
  return (
    <nav aria-label={t.queue.title} className={classes.queues}>
      {groups.map(({ name, views }) => (
        <section key={name}>
          <h2 className={classes.group}>{t.queue.groups[name]}</h2>
          <ul className={classes.list}>
            {views.map((view) => (
              <Entry
                key={view}
                view={view}
                label={t.queue.views[view]}
                count={counts[view]}
                isCurrent={view === current}
              />
            ))}
          </ul>
        </section>
      ))}
      {saved.length > 0 ? (
        <section>
          <h2 className={classes.group}>{t.queue.groups.saved}</h2>
          <ul className={classes.list}>
            {saved.map(({ id, name }) => (
              <Entry
                key={id}
                view={`saved-${id}`}
                label={name}
                count={counts[`saved-${id}`]}
                isCurrent={`saved-${id}` === current}
              />
            ))}
          </ul>
        </section>
      ) : null}
    </nav>
  )
}
