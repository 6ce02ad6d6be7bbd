export const views = ['mine', 'free', 'all', 'closed'] as const
export type View = (typeof views)[number]

const queries: Record<View, string> = {
  mine: 'status=claimed,waiting&assignee=me',
  free: 'status=open',
  all: 'status=open,claimed,waiting',
  closed: 'status=closed',
}

/** The view named in an address, or the agent's own tickets. */
export const viewOf = (written: string | null | undefined): View =>
  views.find((view) => view === written) ?? 'mine'

/** Address of one page of a view's tickets. */
export const ticketsAddress = (view: View, after: string | null): string =>
  `/api/tickets?${queries[view]}&limit=100${after === null ? '' : `&after=${encodeURIComponent(after)}`}`

export const ticketLink = (ticketId: string, view: View): string =>
  `/tickets/${ticketId}?view=${view}`
