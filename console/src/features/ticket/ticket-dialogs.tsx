import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { whyNot } from '../../lib/tickets/use-ticket-action.js'
import type { useTicketAction } from '../../lib/tickets/use-ticket-action.js'
import { WaitDialog } from '../../ui/wait-dialog.js'
import { CloseDialog } from './close-dialog.js'
import { TransferDialog } from './transfer-dialog.js'
import type { Asking } from './use-actions.js'

type TicketDialogsProps = {
  ticket: TicketView
  asking: Asking | null
  action: ReturnType<typeof useTicketAction>
  onDone: () => void
}

/** The dialogs of a ticket. What the server refuses leaves the close open, with what was written in it. */
export const TicketDialogs = ({ ticket, asking, action, onDone }: TicketDialogsProps) => {
  switch (asking) {
    case null:
      return null
    case 'close':
      return (
        <CloseDialog
          ticket={ticket}
          refusal={action.error ? whyNot(action.error) : null}
          isBusy={action.isPending}
          // Stays until the answer is there: nowhere else is a refusal shown.
          onCancel={() => (action.isPending ? undefined : onDone())}
          onClose={(body) => action.mutate({ kind: 'close', ticket, body }, { onSuccess: onDone })}
        />
      )
    case 'transfer':
      return (
        <TransferDialog
          ticket={ticket}
          onCancel={onDone}
          onTransfer={(body) => {
            onDone()
            action.mutate({ kind: 'transfer', ticket, body })
          }}
        />
      )
    case 'wait':
      return (
        <WaitDialog
          title={t.wait.title(ticket.number)}
          onCancel={onDone}
          onWait={(body) => {
            onDone()
            action.mutate({ kind: 'wait', ticket, body })
          }}
        />
      )
  }
}
