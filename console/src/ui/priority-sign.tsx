import { IconArrowDown, IconArrowUp, IconExclamationMark, IconMinus } from '@tabler/icons-react'
import type { TicketPriority } from '../../../src/api/contract/ticket.js'
import { t } from '../lib/language/messages.js'
import classes from './priority-sign.module.css'

const icons = {
  urgent: IconExclamationMark,
  high: IconArrowUp,
  normal: IconMinus,
  low: IconArrowDown,
}

/** Form first, colour second; the word is on hover and for screen readers. */
export const PrioritySign = ({ priority }: { priority: TicketPriority }) => {
  const Icon = icons[priority]
  const word = t.ticket.priorities[priority]
  return (
    <span className={classes.sign} data-priority={priority} title={word}>
      <Icon size={14} stroke={2.4} aria-hidden />
      <span className="visually-hidden">{word}</span>
    </span>
  )
}
