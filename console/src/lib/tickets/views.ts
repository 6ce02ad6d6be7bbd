/** The queues every agent has. A saved view is `saved-<id>`; its query comes from the API. */
export const views = [
  'mine',
  'free',
  'waiting',
  'late',
  'campaigns',
  'tv',
  'movil',
  'all',
  'closed',
] as const
export type View = (typeof views)[number]

const active = 'status=open,claimed,waiting'

const queries: Record<View, string> = {
  mine: 'status=claimed,waiting&assignee=me',
  free: 'status=open',
  waiting: 'status=waiting',
  late: `${active}&due=overdue`,
  campaigns: `${active}&queue=com-campanas-especificas`,
  tv: `${active}&product=tv`,
  movil: `${active}&product=movil`,
  all: active,
  closed: 'status=closed',
}

export const isView = (written: string): written is View => views.some((view) => view === written)

/** A queue as the address names it: one of `views`, or `saved-<id>`; the agent's own tickets when it names none. */
export const viewOf = (written: string | null | undefined): string =>
  written && (isView(written) || written.startsWith('saved-')) ? written : 'mine'

export const savedIdOf = (view: string): string | null =>
  view.startsWith('saved-') ? view.slice('saved-'.length) : null

/** What narrows a queue further; part of the page's address. */
const narrowings = ['search', 'product', 'priority', 'tag'] as const

/** The part of an address that narrows the list; kept while one goes from the list to a ticket and back. */
export const narrowingOf = (parameters: URLSearchParams): URLSearchParams => {
  const kept = new URLSearchParams()
  for (const name of narrowings) {
    const value = parameters.get(name)?.trim()
    if (value) kept.set(name, value)
  }
  return kept
}

/** The list's query: what the queue means, then what the reader narrowed it to. `saved`: the query of a saved view. */
export const ticketsQuery = (view: string, narrowing: URLSearchParams, saved = ''): string => {
  const query = new URLSearchParams(isView(view) ? queries[view] : saved || active)
  for (const [name, value] of narrowing) query.set(name, value)
  return query.toString()
}

const withNarrowing = (path: string, narrowing: URLSearchParams): string => {
  const query = narrowing.toString()
  return query === '' ? path : `${path}?${query}`
}

export const queueLink = (view: string, narrowing = new URLSearchParams()): string =>
  withNarrowing(`/queue/${view}`, narrowing)

export const ticketLink = (
  ticketId: string,
  view: string,
  narrowing = new URLSearchParams(),
): string =>
  withNarrowing(`/tickets/${ticketId}`, new URLSearchParams([['view', view], ...narrowing]))
