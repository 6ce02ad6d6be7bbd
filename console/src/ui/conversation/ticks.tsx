import { IconAlertCircleFilled, IconCheck, IconChecks, IconClock } from '@tabler/icons-react'
import type { DeliveryStatus } from '../../../../src/api/contract/message.js'
import { t } from '../../lib/language/messages.js'
import classes from './ticks.module.css'

const icons = {
  queued: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircleFilled,
  expired: IconAlertCircleFilled,
}

/** How far a message got, as on WhatsApp: clock, one tick, two, two in colour, and a red sign. */
export const Ticks = ({ status }: { status: DeliveryStatus }) => {
  const Icon = icons[status]
  const words = t.conversation.deliveries[status]
  return (
    <span className={classes.ticks} data-status={status} title={words}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
