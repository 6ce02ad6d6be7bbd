import { z } from 'zod'
import { businessHours } from './business-hours.js'

const outcomeId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'is not an id like offer-made')

const ticketOutcome = z.strictObject({
  id: outcomeId,
  label: z.strictObject({ es: z.string().min(1), pt: z.string().min(1) }),
})

/** What the agent found out about a number that is not the customer's; it takes the contact out of every campaign. */
export const wrongNumber = 'wrong-number'

const standardOutcomes = [
  { id: 'saved', label: { es: 'Se queda', pt: 'Fica' } },
  { id: 'offer-made', label: { es: 'Oferta hecha', pt: 'Oferta feita' } },
  { id: 'leaving', label: { es: 'Se retira', pt: 'Vai sair' } },
  { id: 'no-contact', label: { es: 'Sin contacto', pt: 'Sem contato' } },
  { id: 'not-interested', label: { es: 'No le interesa', pt: 'Sem interesse' } },
  { id: wrongNumber, label: { es: 'Número equivocado', pt: 'Número errado' } },
]

const outcomes = z
  .array(ticketOutcome)
  .min(1)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'an id appears twice')
  .refine((all) => all.some(({ id }) => id === wrongNumber), `${wrongNumber} may not be left out`)
  .default(standardOutcomes)

const target = z.strictObject({
  hours: z.number().positive().max(2_000),
  /** `calendar`: every hour counts; `business`: only those of `hours` below. */
  counted: z.enum(['calendar', 'business']),
})
export type SlaTarget = z.infer<typeof target>

const clockKind = z.enum(['first-contact', 'next-reply', 'resolution'])
export type SlaClockKind = z.infer<typeof clockKind>

/** Null: no such clock. `firstContact` left out: `contactWithinHours`, calendar (domain.md A11). */
const policy = z.strictObject({
  firstContact: target.nullable().optional(),
  nextReply: target.nullable().default({ hours: 2, counted: 'business' }),
  resolution: target.nullable().default({ hours: 24, counted: 'business' }),
  /** Which of them, once overdue, send the escalation packet to COM Campañas Específicas. */
  escalateOn: z.array(clockKind).default(['first-contact', 'resolution']),
})

const policies = z
  .strictObject({
    'retention-survey': policy.prefault({}),
    cancellation: policy.prefault({}),
    regulator: policy.prefault({ nextReply: { hours: 1, counted: 'business' } }),
    'survey-escalation': policy.prefault({}),
    'contact-data': policy.prefault({ nextReply: null, resolution: null, escalateOn: [] }),
  })
  .prefault({})

const sla = z.strictObject({
  hours: businessHours.prefault({}),
  policies,
  /** A packet that nobody acknowledged is raised again after this time. */
  raiseAgainMinutes: z.number().positive().default(60),
})

const assignment = z.strictObject({
  mode: z.enum(['off', 'round-robin', 'least-loaded']).default('off'),
  /** Claimed tickets an agent has at most before none is given to them; each user may have a number of their own. */
  capacity: z.number().int().positive().max(500).default(10),
  /** Tickets of an agent who has been offline this long go back to the queue. */
  releaseAfterMinutes: z.number().positive().default(15),
})
export type AssignmentMode = z.infer<typeof assignment>['mode']

/** The desk's own part of `conversations/settings.json`; every key may be left out. */
export const deskSettings = z.strictObject({
  outcomes,
  /** A closed ticket may be opened again within this time, by the customer's message or by hand. */
  reopenWithinHours: z.number().nonnegative().default(72),
  /** How far ahead a ticket may wait for the customer. */
  waitAtMostDays: z.number().positive().default(30),
  assignment: assignment.prefault({}),
  sla: sla.prefault({}),
})
export type DeskSettings = z.infer<typeof deskSettings>

/** The parts that are changed each for itself while the product runs. */
export const deskBlockShapes = {
  outcomes,
  reopening: deskSettings.pick({ reopenWithinHours: true, waitAtMostDays: true }),
  assignment,
  hours: businessHours,
  policies,
  escalation: sla.pick({ raiseAgainMinutes: true }),
}
