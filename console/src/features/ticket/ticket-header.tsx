import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { DueTime } from '../../ui/due-time.js'
import { PrioritySign } from '../../ui/priority-sign.js'
import { Tag } from '../../ui/tag.js'
import classes from './ticket-header.module.css'

type TicketHeaderProps = {
  ticket: TicketView
  isMine: boolean
  backTo: string
  cardShown: boolean
  onCard: () => void
  onClaim: () => void
  onRelease: () => void
  onClose: () => void
}

const tones = { open: 'plain', claimed: 'brand', waiting: 'soon', closed: 'good' } as const

const Owner = ({ ticket, isMine }: { ticket: TicketView; isMine: boolean }) => {
  if (isMine) return <span>{t.ticket.mine}</span>
  return ticket.assignee ? <span>{t.ticket.ownedBy(ticket.assignee.name)}</span> : null
}

/** Who it is about, how it stands, and what can be done. */
export const TicketHeader = (props: TicketHeaderProps) => {
  const { ticket, isMine, backTo, cardShown, onCard, onClaim, onRelease, onClose } = props
  const isClosed = ticket.status === 'closed'
  return (
    <header className={classes.header}>
      <ActionIcon
        component={Link}
        to={backTo}
        className={classes.back ?? ''}
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t.actions.backToQueue}
      >
        <IconArrowLeft size={20} />
      </ActionIcon>
      <div className={classes.about}>
        <h2 className={classes.name}>
          {ticket.contact.name ?? ticket.contact.phoneDisplay ?? t.common.unknownName}
        </h2>
        <p className={classes.state}>
          <PrioritySign priority={ticket.priority} />
          <span className="figures">{t.ticket.numbered(ticket.number)}</span>
          <Tag tone={tones[ticket.status]}>{t.ticket.statuses[ticket.status]}</Tag>
          {ticket.product ? <Tag>{t.ticket.products[ticket.product]}</Tag> : null}
          {isClosed ? (
            <span>{ticket.outcome ? t.ticket.outcomes[ticket.outcome] : null}</span>
          ) : (
            <>
              <DueTime at={ticket.dueAt} />
              <Owner ticket={ticket} isMine={isMine} />
            </>
          )}
        </p>
      </div>
      <div className={classes.actions}>
        {ticket.status === 'open' ? <Button onClick={onClaim}>{t.actions.claim}</Button> : null}
        {isMine && !isClosed ? (
          <>
            <Button variant="default" onClick={onRelease}>
              {t.actions.release}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t.actions.close}
            </Button>
          </>
        ) : null}
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t.actions.details}
          aria-pressed={cardShown}
          onClick={onCard}
          title={t.actions.details}
        >
          <IconLayoutSidebarRight size={20} stroke={1.6} />
        </ActionIcon>
      </div>
    </header>
  )
}
