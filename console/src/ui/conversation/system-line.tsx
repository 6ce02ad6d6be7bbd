import { timeOfDay, wholeMoment } from '../../lib/instants.js'
import classes from './lines.module.css'

/** What happened rather than what was said: one centred line. */
export const SystemLine = ({ text, at }: { text: string; at: string }) => (
  <li className={classes.system}>
    {text} ·{' '}
    <time dateTime={at} title={wholeMoment(at)}>
      {timeOfDay(at)}
    </time>
  </li>
)
