import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { narrowingOf, queueLink, viewOf } from '../../lib/tickets/views.js'
import { useCommands } from '../../lib/use-commands.js'
import { useShortcuts } from '../../lib/use-shortcuts.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import type { Mode } from './composer.js'
import { CustomerCard } from './customer-card.js'
import type { ActionName } from './ticket-actions.js'
import { TicketConversation } from './ticket-conversation.js'
import { TicketDialogs } from './ticket-dialogs.js'
import { TicketHeader } from './ticket-header.js'
import classes from './ticket-page.module.css'
import { useActions } from './use-actions.js'
import type { Asking } from './use-actions.js'
import { useCard } from './use-card.js'
import { useSeen } from './use-seen.js'

const actionKeys: Record<string, ActionName> = { c: 'claim', e: 'close', t: 'transfer' }

/** The two fields of the composer, and going to one of them. */
const useWriting = () => {
  const [mode, setMode] = useState<Mode>('reply')
  const replyField = useRef<HTMLTextAreaElement>(null)
  const noteField = useRef<HTMLTextAreaElement>(null)
  const write = (wanted: Mode) => {
    // The field is drawn before it is given the focus, and before the next key.
    flushSync(() => setMode(wanted))
    const field = wanted === 'note' ? noteField : replyField
    field.current?.focus()
  }
  return { mode, onMode: setMode, replyField, noteField, write }
}

const OpenTicket = ({ ticket, backTo }: { ticket: TicketView; backTo: string }) => {
  const [asking, setAsking] = useState<Asking | null>(null)
  const card = useCard()
  const navigate = useNavigate()
  const { write, ...writing } = useWriting()
  const ask = (dialog: Asking) => {
    action.reset()
    setAsking(dialog)
  }
  const { actions, action, isMine, canSend } = useActions(ticket, ask)
  useSeen(ticket, canSend)

  useShortcuts({
    ...Object.fromEntries(
      Object.entries(actionKeys).map(([key, name]) => [key, () => actions[name]?.()]),
    ),
    r: () => write('reply'),
    i: () => write('note'),
    Escape: () => (card.covers ? card.toggle() : void navigate(backTo)),
  })
  useCommands([
    ...Object.entries(actions).map(([name, run]) => ({
      id: `ticket-${name}`,
      label: `${t.actions[name as ActionName]} · ${t.ticket.numbered(ticket.number)}`,
      run,
    })),
    { id: 'ticket-reply', label: t.notes.reply, run: () => write('reply') },
    { id: 'ticket-note', label: t.notes.mode, run: () => write('note') },
    { id: 'ticket-card', label: t.actions.details, run: card.toggle },
  ])

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
        actions={actions}
      />
      <TicketConversation ticket={ticket} canSend={canSend} {...writing} />
      {card.shown ? (
        <div className={classes.card}>
          <CustomerCard
            ticket={ticket}
            canWork={canSend}
            onClose={card.covers ? card.toggle : null}
          />
        </div>
      ) : null}
      <TicketDialogs
        ticket={ticket}
        asking={asking}
        action={action}
        onDone={() => setAsking(null)}
      />
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
        backTo={queueLink(viewOf(parameters.get('view')), narrowingOf(parameters))}
      />
    )
  }
  if (ticket.error) return <Failure error={ticket.error} retry={() => void ticket.refetch()} />
  return <Bones count={6} height={56} />
}
