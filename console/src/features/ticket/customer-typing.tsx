import { t } from '../../lib/language/messages.js'
import classes from './viewers.module.css'

/** Between the conversation and the place to answer; empty while the customer does not write, so that it is read out. */
export const CustomerTyping = ({ name }: { name: string | null }) => (
  <p role="status" className={name === null ? undefined : classes.customer}>
    {name === null ? null : t.viewers.typing(name)}
  </p>
)
