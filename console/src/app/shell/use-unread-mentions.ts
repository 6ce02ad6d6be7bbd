import { useQuery } from '@tanstack/react-query'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'

/** In how many notes colleagues named this agent that were not read yet. */
export const useUnreadMentions = (): number =>
  useQuery({
    queryKey: [...keys.mentions, 'unread'],
    queryFn: ({ signal }) => request<{ unread: number }>('/api/mentions/unread', { signal }),
  }).data?.unread ?? 0
