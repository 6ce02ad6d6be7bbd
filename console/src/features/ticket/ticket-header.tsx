import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { wholeMoment } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { outcomeName, useDeskSettings } from '../../lib/tickets/use-desk-settings.js'
import { Clock } from '../../ui/clock.js'
import { PaneHeader, PaneTitle } from '../../ui/pane-header.js'
import { PrioritySign } from '../../ui/priority-sign.js'
import { Tag } from '../../ui/tag.js'
import { TicketActions } from './ticket-actions.js'
import type { Actions } from './ticket-actions.js'
import classes from './ticket-header.module.css'

type TicketHeaderProps = {
  ticket: TicketView
  isMine: boolean
  backTo: string
  cardShown: boolean
  onCard: () => void
  actions: Actions
}

const tones = { open: 'plain', claimed: 'brand', waiting: 'soon', closed: 'good' } as const

const Owner = ({ ticket, isMine }: { ticket: TicketView; isMine: boolean }) => {
  if (isMine) return <span>{t.ticket.mine}</span>
  return ticket.assignee ? <span>{t.ticket.ownedBy(ticket.assignee.name)}</span> : null
}

const Standing = ({ ticket, isMine }: { ticket: TicketView; isMine: boolean }) => {
  const settings = useDeskSettings()
  if (ticket.status === 'closed') {
    return ticket.outcome ? <span>{outcomeName(ticket.outcome, settings)}</span> : null
  }
  return (
    <>
      {ticket.waitingUntil && ticket.status === 'waiting' ? (
        <span>{t.ticket.waitingUntil(wholeMoment(ticket.waitingUntil))}</span>
      ) : null}
      <Clock ticket={ticket} />
      <Owner ticket={ticket} isMine={isMine} />
    </>
  )
}

/** Who it is about, how it stands, and what can be done. */
export const TicketHeader = (props: TicketHeaderProps) => {
  const { ticket, isMine, backTo, cardShown, onCard, actions } = props
  return (
    <PaneHeader back={{ to: backTo, label: t.actions.backToQueue, until: 1400 }}>
      <PaneTitle title={ticket.contact.name ?? ticket.contact.phoneDisplay ?? t.common.unknownName}>
        <p className={classes.state}>
          <PrioritySign priority={ticket.priority} />
          <span className="figures">{t.ticket.numbered(ticket.number)}</span>
          <Tag tone={tones[ticket.status]}>{t.ticket.statuses[ticket.status]}</Tag>
          {ticket.product ? <Tag>{t.ticket.products[ticket.product]}</Tag> : null}
          <Standing ticket={ticket} isMine={isMine} />
        </p>
      </PaneTitle>
      <div className={classes.actions}>
        <TicketActions actions={actions} />
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
    </PaneHeader>
  )
}
