import { z } from 'zod'
import { identifier, instant, named, pageOf } from './common.js'
import { ticketFilter } from './ticket-filter.js'

/** A named filter of the ticket list: an agent's own, or shared with everybody by a supervisor. */
export const savedView = z.object({
  id: identifier,
  name: z.string(),
  filter: ticketFilter,
  shared: z.boolean(),
  owner: named,
  /** Whether this user may change or remove it. */
  mayChange: z.boolean(),
  updatedAt: instant,
})
export type SavedView = z.infer<typeof savedView>
export const savedViewPage = pageOf(savedView)

const name = z.string().trim().min(1).max(60)

/** `shared` needs `views:share`. */
export const newSavedViewRequest = z.strictObject({
  name,
  filter: ticketFilter,
  shared: z.boolean().default(false),
})
export const changeSavedViewRequest = z.strictObject({
  name: name.optional(),
  filter: ticketFilter.optional(),
  shared: z.boolean().optional(),
})
