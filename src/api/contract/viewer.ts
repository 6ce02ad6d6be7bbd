import { z } from 'zod'
import { instant, named } from './common.js'

/** Who else has a ticket open now. Past `until` without a new heartbeat they are gone: the console drops them by itself. */
export const viewersView = z.object({
  items: z.array(z.object({ agent: named, typing: z.boolean(), until: instant })),
  next: z.null(),
})
export type ViewersView = z.infer<typeof viewersView>

/** A heartbeat, at least every 20 s while the ticket is on the screen, and at once when typing begins or ends. */
export const viewingRequest = z.strictObject({ typing: z.boolean().default(false) })
