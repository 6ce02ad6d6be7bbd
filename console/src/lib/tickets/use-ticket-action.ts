import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TransferRequest, WaitRequest } from '../../../../src/api/contract/ticket-work.js'
import type { CloseRequest, TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../language/messages.js'
import { keys } from '../query-keys.js'
import { explain, request, RequestError } from '../request.js'
import { useSession } from '../session.js'
import { patchTicket } from './cached-tickets.js'
import { reloadTicket } from './refresh-tickets.js'

export type TicketAction =
  | { kind: 'claim' | 'take-over' | 'release' | 'resume' | 'reopen'; ticket: TicketView }
  | { kind: 'close'; ticket: TicketView; body: CloseRequest }
  | { kind: 'transfer'; ticket: TicketView; body: TransferRequest }
  | { kind: 'wait'; ticket: TicketView; body: WaitRequest }

const expected = (action: TicketAction, me: { id: string; name: string }): Partial<TicketView> => {
  switch (action.kind) {
    case 'claim':
    case 'take-over':
    case 'resume':
      return { status: 'claimed', assignee: me }
    case 'release':
      return { status: 'open', assignee: null }
    case 'close':
      return { status: 'closed', outcome: action.body.outcome, closeReason: action.body.reason }
    case 'wait':
      return { status: 'waiting', waitingUntil: action.body.until }
    // To whom it goes, and whether it may be opened again, is for the server to say.
    case 'transfer':
    case 'reopen':
      return {}
  }
}

/** What the screen itself may not show any more once it is done. A claim opens the ticket: that says enough. */
const done: Partial<Record<TicketAction['kind'], (number: number) => string>> = {
  release: t.actions.released,
  close: t.actions.closed,
  transfer: t.actions.transferred,
}

/** In words for who asked; a conflict names who was faster. */
export const whyNot = (error: unknown): string => {
  const winner = error instanceof RequestError ? error.problem.winner : undefined
  return winner ? t.actions.lostTo(winner.name) : explain(error)
}

const bodyOf = (action: TicketAction): { body?: unknown } =>
  'body' in action ? { body: action.body } : {}

/**
 * What is done with a ticket: shown at once, taken back visibly when the server says no. Of two who claim together one
 * loses and reads the winner's name.
 */
export const useTicketAction = () => {
  const cache = useQueryClient()
  const { agent } = useSession()
  return useMutation({
    mutationFn: (action: TicketAction) =>
      request<TicketView>(`/api/tickets/${action.ticket.id}/${action.kind}`, {
        method: 'POST',
        ...bodyOf(action),
      }),
    onMutate: (action) => {
      // An answer from before would show the ticket as it was.
      void cache.cancelQueries({ queryKey: keys.ticket(action.ticket.id), exact: true })
      patchTicket(cache, action.ticket.id, expected(action, { id: agent.id, name: agent.name }))
    },
    onError: (error, action) => {
      patchTicket(cache, action.ticket.id, action.ticket)
      // The dialog of the close is still open and says why.
      if (action.kind === 'close') return
      notifications.show({
        title: t.actions.notDone,
        message: whyNot(error),
        color: 'red',
        role: 'alert',
      })
    },
    onSuccess: (_answer, action) => {
      const message = done[action.kind]?.(action.ticket.number)
      if (message) notifications.show({ message, role: 'status', autoClose: 3000 })
    },
    onSettled: (_answer, _error, action) => reloadTicket(cache, action.ticket.id, agent.id),
  })
}
