import { notifyManager, QueryCache, QueryClient } from '@tanstack/react-query'
import { keys } from '../lib/query-keys.js'
import { isStatus, RequestError } from '../lib/request.js'

const isWorthRetrying = (error: unknown): boolean =>
  !(error instanceof RequestError) || error.status === 0 || error.status >= 500

// What a press changes is seen within that press. By default readers hear of it a task later: until then a controlled
// box stands as it was, and who looks or presses again at once meets the old state.
notifyManager.setScheduler(queueMicrotask)

/** What was read from the API. The live feed tells what went stale, so nothing polls. */
export const cache: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // The session ended under an open page: asking who is here leads to the sign-in page.
      if (!isStatus(error, 401) || query.queryKey[0] === keys.session[0]) return
      void cache.invalidateQueries({ queryKey: keys.session })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
    },
    // Offline they fail at once: a paused one would show as done what nobody was told.
    mutations: { retry: false, networkMode: 'always' },
  },
})
