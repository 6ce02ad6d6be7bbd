import { IconCommand, IconKeyboard } from '@tabler/icons-react'
import { NavLink, useLocation } from 'react-router'
import { t } from '../../lib/language/messages.js'
import { useSession } from '../../lib/session.js'
import { AccountMenu } from './account-menu.js'
import { destinationsFor } from './destinations.js'
import type { Destination } from './destinations.js'
import classes from './navigation.module.css'
import { useUnreadMentions } from './use-unread-mentions.js'

type NavigationProps = {
  onHelp: () => void
  onPalette: () => void
  /** A destination was chosen; the drawer of the phone closes. */
  onLeave: () => void
  /** Labels also where the side is narrow (in the drawer). */
  spacious?: boolean
}

const Badge = ({ unread }: { unread: number }) => (
  <span className={classes.badge}>
    <span aria-hidden>{unread > 99 ? '99+' : unread}</span>
    <span className="visually-hidden">{t.shell.unreadMentions(unread)}</span>
  </span>
)

type EntryProps = { destination: Destination; unread: number; onLeave: () => void }

const Entry = ({ destination, unread, onLeave }: EntryProps) => {
  const { pathname } = useLocation()
  const { icon: Icon, label, to } = destination
  const inside = (
    <>
      <Icon size={20} stroke={1.6} aria-hidden />
      <span className={classes.label}>{label}</span>
      {unread > 0 ? <Badge unread={unread} /> : null}
    </>
  )
  if (destination.outside) {
    return (
      <a href={to} className={classes.entry} target="_blank" rel="noreferrer" title={label}>
        {inside}
      </a>
    )
  }
  const holdsTickets = to.startsWith('/queue') && /^\/(queue|tickets)/.test(pathname)
  return (
    <NavLink
      to={to}
      title={label}
      onClick={onLeave}
      className={({ isActive }) =>
        isActive || holdsTickets ? `${classes.entry} ${classes.active}` : classes.entry
      }
      {...(holdsTickets ? { 'aria-current': 'page' as const } : {})}
    >
      {inside}
    </NavLink>
  )
}

export const Navigation = (props: NavigationProps) => {
  const { onHelp, onPalette, onLeave, spacious = false } = props
  const { capabilities, simulator } = useSession()
  const unread = useUnreadMentions()
  return (
    <nav
      aria-label={t.shell.navigation}
      className={spacious ? `${classes.nav} ${classes.spacious}` : classes.nav}
    >
      <div className={classes.brand} aria-hidden>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span className={classes.label}>{t.product}</span>
      </div>
      {destinationsFor(capabilities, simulator).map((group) => (
        <ul key={group.label} aria-label={group.label} className={classes.group}>
          {group.destinations.map((destination) => (
            <li key={destination.to}>
              <Entry
                destination={destination}
                unread={destination.to === '/mentions' ? unread : 0}
                onLeave={onLeave}
              />
            </li>
          ))}
        </ul>
      ))}
      <div className={classes.foot}>
        <button
          type="button"
          className={classes.entry}
          onClick={() => {
            onLeave()
            onPalette()
          }}
          title={t.palette.open}
        >
          <IconCommand size={20} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t.palette.title}</span>
        </button>
        <button type="button" className={classes.entry} onClick={onHelp} title={t.shell.keys}>
          <IconKeyboard size={20} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t.shell.keys}</span>
        </button>
        <AccountMenu labelClassName={classes.label ?? ''} buttonClassName={classes.entry ?? ''} />
      </div>
    </nav>
  )
}
