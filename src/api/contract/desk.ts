import { z } from 'zod'
import { identifier, instant, products } from './common.js'
import { role } from './session.js'

const presence = z.enum(['online', 'away', 'offline'])

/** `presence` is what counts now (nobody is online without an open console); `choice` is what was chosen. */
export const presenceView = z.object({ presence, choice: presence, since: instant.nullable() })
export type PresenceView = z.infer<typeof presenceView>

export const presenceRequest = z.strictObject({ choice: presence })
export type PresenceRequest = z.infer<typeof presenceRequest>

/** A colleague as the transfer dialog and the supervisor's overview show them. */
const teamMember = z.object({
  id: identifier,
  name: z.string(),
  role,
  presence,
  skills: z.array(z.enum(products)),
  /** Tickets in work, and how many at most before none is given automatically. */
  claimed: z.number().int(),
  waiting: z.number().int(),
  capacity: z.number().int(),
})
export type TeamMember = z.infer<typeof teamMember>
export const teamView = z.object({ items: z.array(teamMember) })

const label = z.object({ es: z.string(), pt: z.string() })

/** What the desk's screens need of the settings. */
export const deskSettingsView = z.object({
  outcomes: z.array(z.object({ id: z.string(), label })),
  reopenWithinHours: z.number(),
  waitAtMostDays: z.number(),
  assignment: z.object({
    mode: z.enum(['off', 'round-robin', 'least-loaded']),
    capacity: z.number().int(),
    releaseAfterMinutes: z.number(),
  }),
  raiseAgainMinutes: z.number(),
})
export type DeskSettingsView = z.infer<typeof deskSettingsView>
