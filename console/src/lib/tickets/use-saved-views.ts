import { useQuery } from '@tanstack/react-query'
import type { Page } from '../../../../src/api/contract/common.js'
import type { SavedView } from '../../../../src/api/contract/saved-view.js'
import { keys } from '../query-keys.js'
import { request } from '../request.js'

const none: SavedView[] = []

/** The agent's own saved views and those a supervisor shared. */
export const useSavedViews = (): SavedView[] =>
  useQuery({
    queryKey: keys.savedViews,
    queryFn: ({ signal }) => request<Page<SavedView>>('/api/views', { signal }),
    select: (page) => page.items,
  }).data ?? none

/** The filter of a saved view as the list's query. */
export const savedQuery = (view: SavedView | undefined): string =>
  new URLSearchParams(
    Object.entries(view?.filter ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ).toString()
