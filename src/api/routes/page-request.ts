import type { PageRequest } from '../records.js'

export const toPageRequest = (query: {
  limit: number
  after?: string | undefined
  cursor?: string | undefined
}): PageRequest => ({ limit: query.limit, after: query.after ?? query.cursor ?? null })

/** A page of a list that is short enough to be read whole. */
export const pageById = <Item extends { id: string }>(
  items: readonly Item[],
  { limit, after }: PageRequest,
): { items: Item[]; next: string | null } => {
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
  const rest = after === null ? sorted : sorted.filter(({ id }) => id > after)
  const page = rest.slice(0, limit)
  return { items: page, next: rest.length > limit ? (page.at(-1)?.id ?? null) : null }
}
