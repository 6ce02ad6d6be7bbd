import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ConversationView, ServiceView } from '../../../../src/api/contract/conversation.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { calendarDay, wholeMoment } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { useCan } from '../../lib/session.js'
import { Moment } from '../../ui/moment.js'
import classes from './customer-card.module.css'
import { Fact } from './fact.js'
import { SurveyAnswers } from './survey-answers.js'

const Service = ({ service }: { service: ServiceView }) => (
  <li>
    {t.ticket.services[service.kind]}
    {service.number ? <span className="figures"> {service.number}</span> : null}
    <span className="quiet">
      {service.retiredAt
        ? ` ${t.card.serviceRetired(calendarDay(service.retiredAt))}`
        : service.since
          ? ` ${t.card.serviceSince(service.since.slice(0, 4))}`
          : ''}
    </span>
  </li>
)

const Contact = ({ conversation }: { conversation: ConversationView }) => {
  const { contact, services, optedOutAt, wrongNumberAt } = conversation
  return (
    <>
      {optedOutAt ? (
        <p className={classes.warning}>{t.card.optedOut(calendarDay(optedOutAt))}</p>
      ) : null}
      {wrongNumberAt ? (
        <p className={classes.warning}>{t.card.wrongNumber(calendarDay(wrongNumberAt))}</p>
      ) : null}
      <dl className={classes.facts}>
        <Fact name={t.card.phone}>
          <span className="figures" title={contact.phoneMasked ? t.card.masked : undefined}>
            {contact.phoneDisplay ?? t.common.unknownPhone}
          </span>
        </Fact>
        <Fact name={t.card.channel}>
          {t.channels.names[conversation.channel] ?? conversation.channel}
        </Fact>
        <Fact name={t.card.language}>{t.card.languages[conversation.language]}</Fact>
        <Fact name={t.card.services}>
          {services.length === 0 ? (
            t.card.noServices
          ) : (
            <ul className={classes.services}>
              {services.map((service, index) => (
                <Service key={index} service={service} />
              ))}
            </ul>
          )}
        </Fact>
      </dl>
    </>
  )
}

const AboutTicket = ({ ticket }: { ticket: TicketView }) => (
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
    {ticket.outcome ? <Fact name={t.card.outcome}>{t.ticket.outcomes[ticket.outcome]}</Fact> : null}
    {ticket.closeReason ? <Fact name={t.card.closeReason}>{ticket.closeReason}</Fact> : null}
  </dl>
)

/** Beside the conversation: who the customer is, what they answered, how the ticket stands. */
export const CustomerCard = ({ ticket }: { ticket: TicketView }) => {
  const canReadAny = useCan('transcripts:read-any')
  const conversation = useQuery({
    queryKey: keys.conversation(ticket.conversationId),
    queryFn: ({ signal }) =>
      request<ConversationView>(`/api/conversations/${ticket.conversationId}`, { signal }),
  })
  return (
    <aside className={classes.card} aria-label={t.actions.details}>
      <section>
        <h2>{ticket.contact.name ?? t.common.unknownName}</h2>
        {conversation.data ? <Contact conversation={conversation.data} /> : null}
      </section>
      <section>
        <h2>{t.card.answers}</h2>
        <SurveyAnswers answers={ticket.answers} />
      </section>
      <section>
        <h2>{t.card.ticket}</h2>
        <AboutTicket ticket={ticket} />
      </section>
      {canReadAny ? (
        <Link to={`/transcripts/${ticket.conversationId}`}>{t.card.openTranscript}</Link>
      ) : null}
    </aside>
  )
}
