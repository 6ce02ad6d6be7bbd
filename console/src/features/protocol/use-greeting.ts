import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { GreetingView } from '../../../../src/api/contract/protocol.js'
import { request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'

/** Whether this agent wants the greeting put in on claim, and how to change that. */
export const useGreeting = () => {
  const cache = useQueryClient()
  const greeting = useQuery({
    queryKey: serviceKeys.greeting,
    queryFn: ({ signal }) => request<GreetingView>('/api/greeting', { signal }),
  })
  const change = useMutation({
    // One after the other: the last press is what stays.
    scope: { id: 'greeting' },
    mutationFn: (greetOnClaim: boolean) =>
      request<GreetingView>('/api/greeting', { body: { greetOnClaim } }),
    onMutate: (greetOnClaim) => {
      void cache.cancelQueries({ queryKey: serviceKeys.greeting })
      cache.setQueryData(serviceKeys.greeting, { greetOnClaim })
    },
    onError: (_error, greetOnClaim) => {
      cache.setQueryData(serviceKeys.greeting, { greetOnClaim: !greetOnClaim })
      return cache.invalidateQueries({ queryKey: serviceKeys.greeting })
    },
  })
  return {
    greetOnClaim: greeting.data?.greetOnClaim ?? false,
    want: (wanted: boolean) => change.mutate(wanted),
  }
}
