import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { due, wholeMoment } from '../lib/instants.js'
import { t } from '../lib/language/messages.js'
import { useNow } from '../lib/use-now.js'
import classes from './due-time.module.css'

/** Countdown with the moment it counts to; soon and late differ in colour, sign and word. */
export const DueTime = ({ at }: { at: string }) => {
  const now = useNow()
  const { state, left, moment } = due(at, now)
  return (
    <time dateTime={at} title={wholeMoment(at)} className={classes.due} data-state={state}>
      {state === 'calm' ? null : state === 'late' ? (
        <IconAlertTriangle size={14} aria-hidden />
      ) : (
        <IconClock size={14} aria-hidden />
      )}
      {state === 'late' ? null : <span data-part="verb">{t.time.due}</span>}
      <span>{state === 'late' ? t.time.lateBy(left) : t.time.within(left)}</span>
      <span data-part="moment">· {moment}</span>
    </time>
  )
}
