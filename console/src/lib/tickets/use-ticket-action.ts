import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CloseRequest, TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../language/messages.js'
import { explain, request, RequestError } from '../request.js'
import { useSession } from '../session.js'
import { patchTicket, reloadTicket } from './cached-tickets.js'

export type TicketAction =
  | { kind: 'claim'; ticket: TicketView }
  | { kind: 'take-over'; ticket: TicketView }
  | { kind: 'release'; ticket: TicketView }
  | { kind: 'close'; ticket: TicketView; body: CloseRequest }

const expected = (action: TicketAction, me: { id: string; name: string }): Partial<TicketView> => {
  switch (action.kind) {
    case 'claim':
    case 'take-over':
      return { status: 'claimed', assignee: me }
    case 'release':
      return { status: 'open', assignee: null }
    case 'close':
      return { status: 'closed', outcome: action.body.outcome, closeReason: action.body.reason }
  }
}

/** What the screen itself may not show any more once it is done. A claim opens the ticket: that says enough. */
const done = ({ kind, ticket }: TicketAction): string | null => {
  if (kind === 'release') return t.actions.released(ticket.number)
  return kind === 'close' ? t.actions.closed(ticket.number) : null
}

const whyNot = (error: unknown): string => {
  const winner = error instanceof RequestError ? error.problem.winner : undefined
  return winner ? t.actions.lostTo(winner.name) : explain(error)
}

/**
 * Claim, release or close: shown at once, taken back visibly when the server says no. Of two who claim together one
 * loses and reads the winner's name.
 */
export const useTicketAction = () => {
  const cache = useQueryClient()
  const { agent } = useSession()
  return useMutation({
    mutationFn: (action: TicketAction) =>
      request<TicketView>(`/api/tickets/${action.ticket.id}/${action.kind}`, {
        method: 'POST',
        ...(action.kind === 'close' ? { body: action.body } : {}),
      }),
    onMutate: (action) => {
      patchTicket(cache, action.ticket.id, expected(action, { id: agent.id, name: agent.name }))
    },
    onError: (error, action) => {
      patchTicket(cache, action.ticket.id, action.ticket)
      notifications.show({
        title: t.actions.notDone,
        message: whyNot(error),
        color: 'red',
        role: 'alert',
      })
    },
    onSuccess: (_answer, action) => {
      const message = done(action)
      if (message !== null) notifications.show({ message, role: 'status', autoClose: 3000 })
    },
    onSettled: (_answer, _error, action) => reloadTicket(cache, action.ticket.id),
  })
}
