import { z } from 'zod'
import { DomainError } from './errors.js'
import { localizedText } from './survey.js'
import { ticketKinds, type Ticket } from './ticket.js'

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/)

const step = z.object({
  id: slug,
  text: localizedText,
  /** Answers to choose from; without them the step is only done or not. */
  options: z
    .array(z.object({ value: slug, label: localizedText }))
    .min(2)
    .optional(),
  /** Shown only when an earlier step was answered so. */
  when: z.object({ step: slug, oneOf: z.array(slug).min(1) }).optional(),
})

/** A file `conversations/<id>.playbook.json`: ordered steps beside a live ticket (domain.md E1, A11). */
export const playbookSchema = z.object({
  id: slug,
  version: z.number().int().positive(),
  title: localizedText,
  /** True until the business approved it; the screens say so. */
  draft: z.boolean(),
  /** Which tickets it is proposed for; empty lists mean any. */
  appliesTo: z.object({
    kinds: z.array(z.enum(ticketKinds)).default([]),
    products: z.array(z.enum(['tv', 'movil'])).default([]),
  }),
  /** Never proposed by itself, only chosen. */
  onRequest: z.boolean().default(false),
  steps: z.array(step).min(1).max(30),
})
export type Playbook = z.infer<typeof playbookSchema>
export type PlaybookStep = Playbook['steps'][number]

/** `value` of a step without options. */
const doneValue = 'done'

export type PlaybookMark = { step: string; value: string; by: string; at: Date }

/** A playbook followed on a ticket. It keeps the steps as they were: a later edit changes nothing here. */
export type PlaybookRun = {
  /** `<ticket id>/<playbook id>` */
  id: string
  ticketId: string
  playbook: Playbook
  startedBy: string
  startedAt: Date
  marks: PlaybookMark[]
}

export const runId = (ticketId: string, playbookId: string): string => `${ticketId}/${playbookId}`

export const suits = (
  { appliesTo: { kinds, products }, onRequest }: Playbook,
  ticket: Pick<Ticket, 'kind' | 'product'>,
): boolean =>
  !onRequest &&
  (kinds.length === 0 || kinds.includes(ticket.kind)) &&
  (products.length === 0 || (ticket.product !== null && products.includes(ticket.product)))

/** The steps whose condition holds, in order; a step behind a hidden one is hidden too. */
export const openSteps = (playbook: Playbook, marks: readonly PlaybookMark[]): PlaybookStep[] => {
  const shown = new Set<string>()
  return playbook.steps.filter((each) => {
    const { when } = each
    const answer = when && shown.has(when.step) ? valueOf(marks, when.step) : undefined
    const open = !when || (answer !== undefined && when.oneOf.includes(answer))
    if (open) shown.add(each.id)
    return open
  })
}

const valueOf = (marks: readonly PlaybookMark[], stepId: string): string | undefined =>
  marks.find((mark) => mark.step === stepId)?.value

/** The first step that waits; null when all are ticked. */
export const nextStep = (playbook: Playbook, marks: readonly PlaybookMark[]): string | null =>
  openSteps(playbook, marks).find(({ id }) => valueOf(marks, id) === undefined)?.id ?? null

const checkValue = (stepOf: PlaybookStep, value: string): void => {
  const allowed = stepOf.options?.map((option) => option.value) ?? [doneValue]
  if (!allowed.includes(value)) {
    throw new DomainError('invalid', 'Ese paso no tiene esa respuesta.', { step: stepOf.id })
  }
}

/**
 * Ticks a step, answers it, or (null) takes the tick back. Ticks of steps that are no longer shown go with it.
 * @throws DomainError `not-found` for a step that is not shown, `invalid` for an answer it does not have.
 */
export const tickStep = (
  run: Pick<PlaybookRun, 'playbook' | 'marks'>,
  tick: { step: string; value: string | null; by: string; at: Date },
): PlaybookMark[] => {
  const { playbook, marks } = run
  const found = openSteps(playbook, marks).find(({ id }) => id === tick.step)
  if (!found) throw new DomainError('not-found', 'Ese paso no está a la vista.')
  const others = marks.filter(({ step: id }) => id !== tick.step)
  const { value } = tick
  if (value !== null) checkValue(found, value)
  const next = value === null ? others : [...others, { ...tick, value }]
  const shown = new Set(openSteps(playbook, next).map(({ id }) => id))
  return next.filter(({ step: id }) => shown.has(id))
}
