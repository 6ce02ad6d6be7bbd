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
  /** Only for who may step in. */
  onTakeOver: (() => void) | null
  onRelease: () => void
  onClose: () => void
}

const tones = { open: 'plain', claimed: 'brand', waiting: 'soon', closed: 'good' } as const

const Owner = ({ ticket, isMine }: { ticket: TicketView; isMine: boolean }) => {
  if (isMine) return <span>{t.ticket.mine}</span>
  return ticket.assignee ? <span>{t.ticket.ownedBy(ticket.assignee.name)}</span> : null
}

type ActionsProps = Pick<
  TicketHeaderProps,
  'ticket' | 'isMine' | 'onClaim' | 'onTakeOver' | 'onRelease' | 'onClose'
>

const Actions = ({ ticket, isMine, onClaim, onTakeOver, onRelease, onClose }: ActionsProps) => (
  <>
    {ticket.status === 'open' ? <Button onClick={onClaim}>{t.actions.claim}</Button> : null}
    {onTakeOver ? (
      <Button variant="default" onClick={onTakeOver}>
        {t.actions.takeOver}
      </Button>
    ) : null}
    {isMine && ticket.status !== 'closed' ? (
      <>
        <Button variant="default" onClick={onRelease}>
          {t.actions.release}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t.actions.close}
        </Button>
      </>
    ) : null}
  </>
)

const Standing = ({ ticket, isMine }: { ticket: TicketView; isMine: boolean }) => {
  if (ticket.status === 'closed') {
    return ticket.outcome ? <span>{t.ticket.outcomes[ticket.outcome]}</span> : null
  }
  return (
    <>
      <DueTime at={ticket.dueAt} />
      <Owner ticket={ticket} isMine={isMine} />
    </>
  )
}

/** Who it is about, how it stands, and what can be done. */
export const TicketHeader = ({ backTo, cardShown, onCard, ...rest }: TicketHeaderProps) => {
  const { ticket, isMine } = rest
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
        <h1 className={classes.name}>
          {ticket.contact.name ?? ticket.contact.phoneDisplay ?? t.common.unknownName}
        </h1>
        <p className={classes.state}>
          <PrioritySign priority={ticket.priority} />
          <span className="figures">{t.ticket.numbered(ticket.number)}</span>
          <Tag tone={tones[ticket.status]}>{t.ticket.statuses[ticket.status]}</Tag>
          {ticket.product ? <Tag>{t.ticket.products[ticket.product]}</Tag> : null}
          <Standing ticket={ticket} isMine={isMine} />
        </p>
      </div>
      <div className={classes.actions}>
        <Actions {...rest} />
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
