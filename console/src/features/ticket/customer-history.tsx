import { Link } from 'react-router'
import type { CustomerView } from '../../../../src/api/contract/customer.js'
import type { NoteView } from '../../../../src/api/contract/note.js'
import { t } from '../../lib/language/messages.js'
import { useCan } from '../../lib/session.js'
import { outcomeName, useDeskSettings } from '../../lib/tickets/use-desk-settings.js'
import { Moment } from '../../ui/moment.js'
import classes from './customer-card.module.css'

const None = ({ text }: { text: string }) => <p className="quiet">{text}</p>

/** What colleagues wrote about this customer. */
export const Notes = ({ notes }: { notes: NoteView[] }) => {
  const written = notes.filter((note) => note.deletedAt === null)
  if (written.length === 0) return <None text={t.card.noNotes} />
  return (
    <ul className={classes.list}>
      {written.map((note) => (
        <li key={note.id}>
          <p className="quiet">
            {note.author.name} · <Moment at={note.at} />
          </p>
          <p className={classes.text}>{note.text}</p>
        </li>
      ))}
    </ul>
  )
}

const statusName = (status: string): string =>
  (t.campaigns.counts as Record<string, string>)[status] ?? status

/** Campaigns this customer was sent, or why one was not. */
export const Campaigns = ({ campaigns }: Pick<CustomerView, 'campaigns'>) => {
  if (campaigns.length === 0) return <None text={t.card.noCampaigns} />
  return (
    <ul className={classes.list}>
      {campaigns.map((campaign) => (
        <li key={campaign.id}>
          <p>{campaign.name}</p>
          <p className="quiet">
            {statusName(campaign.status)}
            {campaign.reason ? ` (${campaign.reason})` : ''} ·{' '}
            <Moment at={campaign.sentAt ?? campaign.at} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Other tickets of the same customer, as links. */
export const EarlierTickets = ({ tickets }: Pick<CustomerView, 'tickets'>) => {
  const settings = useDeskSettings()
  if (tickets.length === 0) return <None text={t.card.noEarlier} />
  return (
    <ul className={classes.list}>
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <Link to={`/tickets/${ticket.id}`}>{t.ticket.numbered(ticket.number)}</Link>
          <span className="quiet">
            {' '}
            {t.ticket.kinds[ticket.kind]} ·{' '}
            {ticket.outcome
              ? outcomeName(ticket.outcome, settings)
              : t.ticket.statuses[ticket.status]}{' '}
            · <Moment at={ticket.createdAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}

type EarlierConversationsProps = Pick<CustomerView, 'conversations'> & { current: string }

/** Whole conversations, for who may read any. */
export const EarlierConversations = ({ conversations, current }: EarlierConversationsProps) => {
  const canReadAny = useCan('transcripts:read-any')
  if (!canReadAny) return null
  return (
    <ul className={classes.list}>
      <li>
        <Link to={`/transcripts/${current}`}>{t.card.openTranscript}</Link>
      </li>
      {conversations.map(({ id, channel, lastMessageAt, createdAt }) => (
        <li key={id}>
          <Link to={`/transcripts/${id}`}>{t.channels.names[channel] ?? channel}</Link>
          <span className="quiet">
            {' '}
            <Moment at={lastMessageAt ?? createdAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}
