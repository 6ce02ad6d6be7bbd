import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MessagePage } from '../../../../src/api/contract/conversation.js'
import type { MessageView } from '../../../../src/api/contract/message.js'
import { keys } from '../query-keys.js'
import { explain, request } from '../request.js'
import { mergeNewest, prependOlder } from './merge-messages.js'
import type { HeldMessages } from './merge-messages.js'

const none: readonly MessageView[] = []

const address = (conversationId: string, before?: string): string =>
  `/api/conversations/${conversationId}/messages?limit=100${before === undefined ? '' : `&before=${before}`}`

/** The messages of a conversation, newest page first; `older` reads further back. */
export const useMessages = (conversationId: string) => {
  const cache = useQueryClient()
  const queryKey = keys.messages(conversationId)
  const messages = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const page = await request<MessagePage>(address(conversationId), { signal })
      return mergeNewest(cache.getQueryData<HeldMessages>(queryKey), page)
    },
  })
  const older = useMutation({
    mutationFn: (before: string) => request<MessagePage>(address(conversationId, before)),
    onSuccess: (page) => {
      cache.setQueryData<HeldMessages>(queryKey, (held) => (held ? prependOlder(held, page) : held))
    },
  })
  return {
    messages,
    items: messages.data?.items ?? none,
    older,
    olderFailure: older.error ? explain(older.error) : null,
  }
}
