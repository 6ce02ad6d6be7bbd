import { z } from 'zod'
import { instant, named } from './common.js'

const label = z.object({ es: z.string(), pt: z.string() })
const day = z.string()
const shifts = z.array(z.tuple([z.string(), z.string()]))

const outcomes = z.array(z.object({ id: z.string(), label }))
const reopening = z.object({ reopenWithinHours: z.number(), waitAtMostDays: z.number() })
const assignment = z.object({
  mode: z.enum(['off', 'round-robin', 'least-loaded']),
  capacity: z.number().int(),
  releaseAfterMinutes: z.number(),
})
/** Times like `08:30` of America/Guayaquil; a lunch break is two shifts. Days like `2026-12-24`. */
const hours = z.object({
  monday: shifts,
  tuesday: shifts,
  wednesday: shifts,
  thursday: shifts,
  friday: shifts,
  saturday: shifts,
  sunday: shifts,
  holidays: z.object({ national: z.boolean(), add: z.array(day), remove: z.array(day) }),
})

const target = z.object({ hours: z.number(), counted: z.enum(['calendar', 'business']) })
/** Null: no such clock. `firstContact` left out: the contact time of the business settings. */
const policy = z.object({
  firstContact: target.nullable().optional(),
  nextReply: target.nullable(),
  resolution: target.nullable(),
  escalateOn: z.array(z.enum(['first-contact', 'next-reply', 'resolution'])),
})
const policies = z.object({
  'retention-survey': policy,
  cancellation: policy,
  regulator: policy,
  'survey-escalation': policy,
  'contact-data': policy,
})
const escalation = z.object({ raiseAgainMinutes: z.number() })

const block = <Value extends z.ZodType>(value: Value) =>
  z.object({
    value,
    /** What the installation was delivered with; `value` when nothing was changed. */
    standard: value,
    changed: z.boolean(),
    /** To be sent back with a change. */
    version: z.number().int(),
    changedAt: instant.nullable(),
    changedBy: named.nullable(),
  })

/** `GET /api/settings/desk`: each block is changed for itself. */
export const deskBlocksView = z.object({
  outcomes: block(outcomes),
  reopening: block(reopening),
  assignment: block(assignment),
  hours: block(hours),
  policies: block(policies),
  escalation: block(escalation),
  /** Ecuador's holidays of this year and the next, as `hours.holidays.national` counts them. */
  nationalHolidays: z.array(day),
})
export type DeskBlocksView = z.infer<typeof deskBlocksView>

export const deskBlock = z.enum([
  'outcomes',
  'reopening',
  'assignment',
  'hours',
  'policies',
  'escalation',
])
export type DeskBlock = z.infer<typeof deskBlock>

/**
 * `POST /api/settings/desk/:block`. `version`: of the block as it was read; another one is a 409 that names who changed it.
 * `value`: the whole block, null for what was delivered. A value that does not fit is a 400 whose `errors` name the fields
 * (`value.monday.0`).
 */
export const changeDeskBlockRequest = z.strictObject({
  version: z.number().int().min(0),
  value: z.unknown(),
})
