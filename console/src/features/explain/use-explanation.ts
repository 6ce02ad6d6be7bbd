import { useQuery } from '@tanstack/react-query'
import type { MessageExplanationView } from '../../../../src/api/contract/explanation.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'

export const useExplanation = (messageId: string) =>
  useQuery({
    queryKey: keys.explanation(messageId),
    queryFn: ({ signal }) =>
      request<MessageExplanationView>(
        `/api/messages/${encodeURIComponent(messageId)}/explanation`,
        { signal },
      ),
  })
