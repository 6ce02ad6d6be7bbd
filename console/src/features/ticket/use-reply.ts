import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { addOne } from '../../lib/conversation/merge-messages.js'
import type { HeldMessages } from '../../lib/conversation/merge-messages.js'
import { keys } from '../../lib/query-keys.js'
import { explain, isStatus, request } from '../../lib/request.js'
import { changeOutgoing, dropOutgoing, onOutgoing, outgoingOf, startOutgoing } from './outgoing.js'
import type { Outgoing } from './outgoing.js'

type Refused = (reason: string) => void

/** Replies of this ticket: shown at once, kept and retried under the same id until the server has them. */
export const useReply = (ticket: TicketView) => {
  const cache = useQueryClient()
  const outgoing = useSyncExternalStore(onOutgoing, () => outgoingOf(ticket.id))

  const deliver = useCallback(
    async ({ id, text }: Outgoing, onRefused?: Refused) => {
      try {
        const message = await request<MessageView>(`/api/tickets/${ticket.id}/messages`, {
          body: { text, id },
        })
        const messagesKey = keys.messages(ticket.conversationId)
        cache.setQueryData<HeldMessages>(messagesKey, (held) =>
          held ? addOne(held, message) : held,
        )
        dropOutgoing(ticket.id, id)
        await cache.invalidateQueries({ queryKey: messagesKey })
      } catch (error) {
        // Words that may not reach a customer: to be mended, so they go back to who wrote them.
        if (onRefused && isStatus(error, 422)) {
          dropOutgoing(ticket.id, id)
          onRefused(explain(error))
          return
        }
        changeOutgoing(ticket.id, id, { state: 'failed', failure: explain(error) })
      }
    },
    [cache, ticket.id, ticket.conversationId],
  )

  return {
    outgoing,
    send: (text: string, onRefused?: Refused) =>
      void deliver(startOutgoing(ticket.id, text), onRefused),
    retry: (each: Outgoing) => {
      changeOutgoing(ticket.id, each.id, { state: 'sending', failure: null })
      void deliver(each)
    },
    discard: (each: Outgoing) => dropOutgoing(ticket.id, each.id),
  }
}
