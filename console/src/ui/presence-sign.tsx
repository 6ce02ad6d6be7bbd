import { IconCircle, IconCircleFilled, IconClock } from '@tabler/icons-react'
import { t } from '../lib/language/messages.js'
import classes from './presence-sign.module.css'

const icons = { online: IconCircleFilled, away: IconClock, offline: IconCircle }

/** Form first, colour second, and the word. */
export const PresenceSign = ({ presence }: { presence: keyof typeof icons }) => {
  const Icon = icons[presence]
  return (
    <span className={classes.sign} data-presence={presence}>
      <Icon size={12} aria-hidden />
      {t.presence.states[presence]}
    </span>
  )
}
