import type { PageRequest } from '../records.js'

export const toPageRequest = (query: {
  limit: number
  after?: string | undefined
  cursor?: string | undefined
}): PageRequest => ({ limit: query.limit, after: query.after ?? query.cursor ?? null })
