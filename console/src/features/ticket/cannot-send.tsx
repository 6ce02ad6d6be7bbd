import { Button } from '@mantine/core'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import classes from './composer.module.css'

const why = (ticket: TicketView): string => {
  if (ticket.status === 'closed') return t.composer.closed
  return ticket.assignee ? t.composer.others(ticket.assignee.name) : t.composer.free
}

/** In the composer's place: why this agent cannot write here, and how they could. */
export const CannotSend = ({ ticket, onClaim }: { ticket: TicketView; onClaim: () => void }) => (
  <div className={classes.silent}>
    <p>{why(ticket)}</p>
    {ticket.status === 'open' ? (
      <Button variant="default" onClick={onClaim}>
        {t.actions.claim}
      </Button>
    ) : null}
  </div>
)
