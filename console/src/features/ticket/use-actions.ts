import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { useCan, useSession } from '../../lib/session.js'
import { useTicketAction } from '../../lib/tickets/use-ticket-action.js'
import type { ActionName, Actions } from './ticket-actions.js'

export type Asking = 'close' | 'transfer' | 'wait'

type Reader = { isMine: boolean; canWork: boolean; mayTakeOver: boolean }

const may: Record<ActionName, (ticket: TicketView, reader: Reader) => boolean> = {
  claim: ({ status }, { canWork }) => canWork && status === 'open',
  takeOver: ({ status, assignee }, { mayTakeOver, isMine }) =>
    mayTakeOver && !isMine && assignee !== null && status !== 'closed',
  reopen: ({ status, reopenUntil }, { canWork }) =>
    canWork && status === 'closed' && reopenUntil !== null && Date.parse(reopenUntil) > Date.now(),
  resume: ({ status }, { isMine }) => isMine && status === 'waiting',
  close: ({ status }, { isMine }) => isMine && status !== 'closed',
  transfer: ({ status }, { isMine, mayTakeOver }) => (isMine || mayTakeOver) && status !== 'closed',
  release: ({ status }, { isMine }) => isMine && status !== 'closed',
  wait: ({ status }, { isMine }) => isMine && status === 'claimed',
}

/** What this reader may do with the ticket as it stands; the dialogs are asked for with `onAsk`. */
export const useActions = (ticket: TicketView, onAsk: (dialog: Asking) => void) => {
  const { agent } = useSession()
  const action = useTicketAction()
  const reader = {
    isMine: ticket.assignee?.id === agent.id,
    canWork: useCan('tickets:work'),
    mayTakeOver: useCan('tickets:take-over'),
  }
  const run: Record<ActionName, () => void> = {
    claim: () => action.mutate({ kind: 'claim', ticket }),
    takeOver: () => action.mutate({ kind: 'take-over', ticket }),
    reopen: () => action.mutate({ kind: 'reopen', ticket }),
    resume: () => action.mutate({ kind: 'resume', ticket }),
    release: () => action.mutate({ kind: 'release', ticket }),
    close: () => onAsk('close'),
    transfer: () => onAsk('transfer'),
    wait: () => onAsk('wait'),
  }
  const allowed = (Object.keys(run) as ActionName[]).filter((name) => may[name](ticket, reader))
  const actions: Actions = Object.fromEntries(allowed.map((name) => [name, run[name]]))
  return { actions, action, isMine: reader.isMine, canSend: may.close(ticket, reader) }
}
