import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import classes from './composer.module.css'

const why = (ticket: TicketView): string => {
  if (ticket.status === 'closed') return t.composer.closed
  return ticket.assignee ? t.composer.others(ticket.assignee.name) : t.composer.free
}

/** In the composer's place: why this agent cannot write here, and how they could. The action itself is in the header. */
export const CannotSend = ({ ticket }: { ticket: TicketView }) => (
  <p className={classes.silent}>{why(ticket)}</p>
)
