import { dayName } from '../../lib/instants.js'
import { useNow } from '../../lib/use-now.js'
import classes from './lines.module.css'

/** Separates the days of a conversation. */
export const DayLine = ({ at }: { at: string }) => {
  const now = useNow()
  return (
    <li className={classes.day}>
      <span>{dayName(at, now)}</span>
    </li>
  )
}
