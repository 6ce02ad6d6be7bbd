import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { useCan, useSession } from '../../lib/session.js'
import { useTicketAction } from '../../lib/tickets/use-ticket-action.js'
import { viewOf } from '../../lib/tickets/views.js'
import { useShortcuts } from '../../lib/use-shortcuts.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { CloseDialog } from './close-dialog.js'
import { CustomerCard } from './customer-card.js'
import { TicketConversation } from './ticket-conversation.js'
import { TicketHeader } from './ticket-header.js'
import classes from './ticket-page.module.css'
import { useCard } from './use-card.js'
import { useSeen } from './use-seen.js'

const OpenTicket = ({ ticket, backTo }: { ticket: TicketView; backTo: string }) => {
  const { agent } = useSession()
  const [isClosing, setClosing] = useState(false)
  const card = useCard()
  const action = useTicketAction()
  const navigate = useNavigate()
  const field = useRef<HTMLTextAreaElement>(null)
  const isMine = ticket.assignee?.id === agent.id
  const canSend = isMine && ticket.status !== 'closed'
  const canTakeOver =
    useCan('tickets:take-over') && !isMine && ticket.assignee !== null && ticket.status !== 'closed'
  useSeen(ticket, canSend)
  const claim = () => action.mutate({ kind: 'claim', ticket })

  useShortcuts({
    c: () => {
      if (ticket.status === 'open') claim()
    },
    r: () => field.current?.focus(),
    e: () => {
      if (canSend) setClosing(true)
    },
    Escape: () => void navigate(backTo),
  })

  return (
    <article
      className={classes.page}
      aria-label={t.ticket.numbered(ticket.number)}
      data-card={card.shown || undefined}
    >
      <TicketHeader
        ticket={ticket}
        isMine={isMine}
        backTo={backTo}
        cardShown={card.shown}
        onCard={card.toggle}
        onClaim={claim}
        onTakeOver={canTakeOver ? () => action.mutate({ kind: 'take-over', ticket }) : null}
        onRelease={() => action.mutate({ kind: 'release', ticket })}
        onClose={() => setClosing(true)}
      />
      <TicketConversation ticket={ticket} canSend={canSend} field={field} />
      {card.shown ? (
        <div className={classes.card}>
          <CustomerCard ticket={ticket} />
        </div>
      ) : null}
      {isClosing ? (
        <CloseDialog
          ticket={ticket}
          onCancel={() => setClosing(false)}
          onClose={(body) => {
            setClosing(false)
            action.mutate({ kind: 'close', ticket, body })
          }}
        />
      ) : null}
    </article>
  )
}

/** One ticket: its conversation, and beside it what is known of the customer. */
export const TicketPage = () => {
  const { ticketId = '' } = useParams()
  const [parameters] = useSearchParams()
  const ticket = useQuery({
    queryKey: keys.ticket(ticketId),
    queryFn: ({ signal }) => request<TicketView>(`/api/tickets/${ticketId}`, { signal }),
  })
  if (ticket.data) {
    return (
      <OpenTicket
        key={ticketId}
        ticket={ticket.data}
        backTo={`/queue/${viewOf(parameters.get('view'))}`}
      />
    )
  }
  if (ticket.error) return <Failure error={ticket.error} retry={() => void ticket.refetch()} />
  return <Bones count={6} height={56} />
}
