import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import type { SlaClockView, TicketView } from '../../../src/api/contract/ticket.js'
import { due, wholeMoment } from '../lib/instants.js'
import { t } from '../lib/language/messages.js'
import { useNow } from '../lib/use-now.js'
import classes from './due-time.module.css'

const share = (clock: SlaClockView, now: number): number =>
  1 - (Date.parse(clock.dueAt) - now) / Math.max(1, clock.withinMs)

type State = 'calm' | 'half' | 'soon' | 'late'

/** From how much of its time is over: 50, 80 and 100 %, as the warnings of the desk are. */
const stateOf = (clock: SlaClockView, now: number): State => {
  const over = Math.max(share(clock, now) * 100, clock.warned)
  if (Date.parse(clock.dueAt) <= now) return 'late'
  if (over >= 80) return 'soon'
  return over >= 50 ? 'half' : 'calm'
}

/** The promise that runs out first. */
const nextClock = (ticket: TicketView): SlaClockView | undefined =>
  ticket.clocks
    .filter((clock) => clock.state === 'running')
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0]

/** Countdown of a ticket with the moment it counts to; each state differs in colour, sign and word. */
export const Clock = ({ ticket }: { ticket: TicketView }) => {
  const now = useNow()
  const clock = nextClock(ticket)
  const at = clock?.dueAt ?? ticket.dueAt
  const plain = due(at, now)
  const state = clock ? stateOf(clock, now) : plain.state
  const isLate = state === 'late'
  const which = clock ? `${t.ticket.clocks[clock.kind]} · ` : ''
  return (
    <time dateTime={at} title={which + wholeMoment(at)} className={classes.due} data-state={state}>
      {state === 'calm' ? null : isLate ? (
        <IconAlertTriangle size={14} aria-hidden />
      ) : (
        <IconClock size={14} aria-hidden />
      )}
      {isLate ? null : <span data-part="verb">{t.time.due}</span>}
      <span>{isLate ? t.time.lateBy(plain.left) : t.time.within(plain.left)}</span>
      <span data-part="moment">· {plain.moment}</span>
    </time>
  )
}
