import { z } from 'zod'
import { addBusinessTime } from './business-hours.js'
import { deskBlockShapes } from './desk-settings.js'
import type { DeskSettings, SlaTarget } from './desk-settings.js'

export type DeskBlockName = keyof typeof deskBlockShapes
type Values = { [Name in DeskBlockName]: z.infer<(typeof deskBlockShapes)[Name]> }

export const deskBlockNames = Object.keys(deskBlockShapes) as DeskBlockName[]

/** What an admin changed of the desk's settings, under the name of its block; without a value: back to what was delivered. */
export type DeskBlock = {
  id: DeskBlockName
  value: unknown
  /** Raised by each change, also by the way back. */
  version: number
  changedAt: Date
  changedBy: string
}

/** Each block as these settings have it. */
export const blocksOf = ({ outcomes, assignment, sla, ...rest }: DeskSettings): Values => ({
  outcomes,
  reopening: { reopenWithinHours: rest.reopenWithinHours, waitAtMostDays: rest.waitAtMostDays },
  assignment,
  hours: sla.hours,
  policies: sla.policies,
  escalation: { raiseAgainMinutes: sla.raiseAgainMinutes },
})

/** The settings with some blocks in the place of theirs. */
export const withBlocks = (settings: DeskSettings, changed: Partial<Values>): DeskSettings => {
  const { outcomes, reopening, assignment, hours, policies, escalation } = {
    ...blocksOf(settings),
    ...changed,
  }
  return { outcomes, ...reopening, assignment, sla: { hours, policies, ...escalation } }
}

type Fault = { path: string; message: string }
type Reading = { values: Partial<Values> } | { faults: Fault[] }

/** Messages of our own rules as admins read them; whatever else is wrong zod says in Spanish itself. */
const inSpanish: Record<string, string> = {
  'is not an id like offer-made': 'no es un identificador como oferta-hecha',
  'an id appears twice': 'un identificador está dos veces',
  'wrong-number may not be left out': 'el resultado wrong-number no se puede quitar',
  'is not a time like 08:30': 'no es una hora como 08:30',
  'ends before it begins': 'termina antes de empezar',
  'the shifts overlap or are out of order': 'los turnos se cruzan o están en desorden',
  'no day of the week has a shift': 'ningún día de la semana tiene turno',
}

const spanish = z.locales.es().localeError

/** A block as it was sent or stored: its value, or every fault with its field. */
export const readBlock = (name: DeskBlockName, written: unknown): Reading => {
  if (written === undefined) return { faults: [{ path: '', message: 'falta el valor' }] }
  const parsed = deskBlockShapes[name].safeParse(written, { error: spanish })
  if (parsed.success) return { values: { [name]: parsed.data } }
  return {
    faults: parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message: inSpanish[message] ?? message,
    })),
  }
}

const hourMs = 3_600_000

const targetsOf = (settings: DeskSettings): [string, SlaTarget | null | undefined][] =>
  Object.entries(settings.sla.policies).flatMap(
    ([kind, { firstContact, nextReply, resolution }]) => [
      [`${kind}.firstContact.hours`, firstContact] as [string, SlaTarget | null | undefined],
      [`${kind}.nextReply.hours`, nextReply] as [string, SlaTarget | null | undefined],
      [`${kind}.resolution.hours`, resolution] as [string, SlaTarget | null | undefined],
    ],
  )

/**
 * The promise that the business hours can never keep, because they leave too little time to work in; null when each can be kept. A
 * ticket with such a promise could not be opened.
 */
export const impossiblePromise = (settings: DeskSettings, now: Date): string | null => {
  const counted = targetsOf(settings).filter(([, target]) => target?.counted === 'business')
  const [longest] = counted.sort(([, a], [, b]) => (b?.hours ?? 0) - (a?.hours ?? 0))
  if (longest === undefined) return null
  const [path, target] = longest
  try {
    addBusinessTime(settings.sla.hours, now, (target?.hours ?? 0) * hourMs)
    return null
  } catch (error) {
    if (error instanceof RangeError) return path
    throw error
  }
}
