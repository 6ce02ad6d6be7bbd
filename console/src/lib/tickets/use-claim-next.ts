import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { claimNextView } from '../../../../src/api/contract/ticket-work.js'
import { t } from '../language/messages.js'
import { keys } from '../query-keys.js'
import { request } from '../request.js'
import { useSession } from '../session.js'
import { placeTicket } from './cached-tickets.js'
import { whyNot } from './use-ticket-action.js'
import { ticketLink } from './views.js'

type ClaimNextView = (typeof claimNextView)['_output']

const mutationKey = ['claim-next']

/** Takes the ticket that is due first among those that fit this agent, and opens it. */
export const useClaimNext = () => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { agent } = useSession()
  const next = useMutation({
    mutationKey,
    mutationFn: () => request<ClaimNextView>('/api/tickets/claim-next', { body: {} }),
    onSuccess: async ({ ticket }) => {
      if (ticket === null) {
        notifications.show({ message: t.actions.nothingNext, role: 'status' })
        return
      }
      placeTicket(cache, ticket, agent.id)
      await cache.invalidateQueries({ queryKey: keys.counts })
      await navigate(ticketLink(ticket.id, 'mine'))
    },
    onError: (error) => {
      notifications.show({
        title: t.actions.notDone,
        message: whyNot(error),
        color: 'red',
        role: 'alert',
      })
    },
  })
  return {
    isPending: next.isPending,
    /** One at a time: pressed twice it takes one ticket. */
    claimNext: () => {
      if (cache.isMutating({ mutationKey }) === 0) next.mutate()
    },
  }
}
