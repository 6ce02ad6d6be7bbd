import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { addOne } from '../../lib/conversation/merge-messages.js'
import type { HeldMessages } from '../../lib/conversation/merge-messages.js'
import { newId } from '../../lib/new-id.js'
import { keys } from '../../lib/query-keys.js'
import { explain, isStatus, request } from '../../lib/request.js'
import { useSession } from '../../lib/session.js'
import { inLine } from './in-line.js'
import { notShownYet } from './not-shown-yet.js'
import type { Outgoing } from './not-shown-yet.js'
import {
  boxOf,
  changeOutgoing,
  dropOutgoing,
  onOutgoing,
  outgoingOf,
  startOutgoing,
} from './outgoing.js'

/** A network that swallows a reply must not hold up those behind it; a retry makes no second message. */
const patienceMs = 30_000

type Refused = (reason: string) => void

/** Replies of this ticket: shown at once, kept and retried under the same id until the server has them. */
export const useReply = (ticket: TicketView, messages: readonly MessageView[]) => {
  const cache = useQueryClient()
  const { agent } = useSession()
  const box = boxOf(agent.id, ticket.id)
  const outgoing = useSyncExternalStore(onOutgoing, () => outgoingOf(box))

  const deliver = useCallback(
    async ({ id, text }: Outgoing, onRefused?: Refused) => {
      try {
        const message = await request<MessageView>(`/api/tickets/${ticket.id}/messages`, {
          body: { text, id },
          signal: AbortSignal.timeout(patienceMs),
        })
        const messagesKey = keys.messages(ticket.conversationId)
        cache.setQueryData<HeldMessages>(messagesKey, (held) =>
          held ? addOne(held, message) : held,
        )
        dropOutgoing(box, id)
        void cache.invalidateQueries({ queryKey: messagesKey })
      } catch (error) {
        // Words that may not reach a customer: to be mended, so they go back to who wrote them.
        if (onRefused && isStatus(error, 422)) {
          dropOutgoing(box, id)
          onRefused(explain(error))
          return
        }
        changeOutgoing(box, id, { state: 'failed', failure: explain(error) })
      }
    },
    [cache, box, ticket.id, ticket.conversationId],
  )

  const begin = (id: string, text: string, onRefused?: Refused) => {
    const started = startOutgoing(box, { id, text, afterSeq: messages.at(-1)?.seq ?? 0 })
    if (started) void inLine(box, () => deliver(started, onRefused))
  }
  return {
    outgoing: notShownYet(outgoing, messages, agent.id),
    send: (text: string, onRefused?: Refused) => begin(newId(), text, onRefused),
    /** One that the server gave up on, as a new message; of however many presses one. */
    resend: (message: MessageView, text: string) => begin(`again-${message.id}`, text),
    retry: (each: Outgoing) => {
      changeOutgoing(box, each.id, { state: 'sending', failure: null })
      void inLine(box, () => deliver(each))
    },
    discard: (each: Outgoing) => dropOutgoing(box, each.id),
  }
}
