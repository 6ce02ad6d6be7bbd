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
    mutationFn: (greetOnClaim: boolean) =>
      request<GreetingView>('/api/greeting', { body: { greetOnClaim } }),
    onMutate: (greetOnClaim) => cache.setQueryData(serviceKeys.greeting, { greetOnClaim }),
    onError: () => cache.invalidateQueries({ queryKey: serviceKeys.greeting }),
  })
  return {
    greetOnClaim: greeting.data?.greetOnClaim ?? false,
    want: (wanted: boolean) => change.mutate(wanted),
  }
}
