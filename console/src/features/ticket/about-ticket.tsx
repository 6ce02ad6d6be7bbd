import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { wholeMoment } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { outcomeName, useDeskSettings } from '../../lib/tickets/use-desk-settings.js'
import { Moment } from '../../ui/moment.js'
import classes from './customer-card.module.css'
import { Fact } from './fact.js'

/** How the ticket came about and how it stands. */
export const AboutTicket = ({ ticket }: { ticket: TicketView }) => {
  const settings = useDeskSettings()
  return (
    <dl className={classes.facts}>
      <Fact name={t.card.kind}>{t.ticket.kinds[ticket.kind]}</Fact>
      <Fact name={t.card.reason}>{t.ticket.reasons[ticket.reason] ?? ticket.reason}</Fact>
      <Fact name={t.card.queue}>{t.ticket.queues[ticket.queue]}</Fact>
      <Fact name={t.card.owner}>{ticket.assignee?.name ?? t.ticket.free}</Fact>
      <Fact name={t.card.created}>
        <Moment at={ticket.createdAt} />
      </Fact>
      <Fact name={t.card.due}>{wholeMoment(ticket.dueAt)}</Fact>
      <Fact name={t.card.firstContact}>
        {ticket.firstContactAt ? <Moment at={ticket.firstContactAt} /> : t.common.none}
      </Fact>
      {ticket.outcome ? (
        <Fact name={t.card.outcome}>{outcomeName(ticket.outcome, settings)}</Fact>
      ) : null}
      {ticket.closeReason ? <Fact name={t.card.closeReason}>{ticket.closeReason}</Fact> : null}
    </dl>
  )
}
