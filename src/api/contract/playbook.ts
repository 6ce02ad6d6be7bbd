import { z } from 'zod'
import { instant } from './common.js'

const localized = z.object({ es: z.string(), pt: z.string() })

const stepView = z.object({
  id: z.string(),
  text: localized,
  /** Answers to choose from; null: done or not. */
  options: z.array(z.object({ value: z.string(), label: localized })).nullable(),
  /** What was ticked or answered; null: still open. */
  value: z.string().nullable(),
})
export type PlaybookStepView = z.infer<typeof stepView>

/** A playbook followed on a ticket, with the steps whose condition holds. */
const runView = z.object({
  playbookId: z.string(),
  version: z.number().int(),
  title: localized,
  /** Not yet approved by the business. */
  draft: z.boolean(),
  startedAt: instant,
  steps: z.array(stepView),
  /** The step that comes next; null: all are done. */
  next: z.string().nullable(),
})
export type PlaybookRunView = z.infer<typeof runView>

export const ticketPlaybooksView = z.object({
  runs: z.array(runView),
  available: z.array(
    z.object({ id: z.string(), title: localized, draft: z.boolean(), suits: z.boolean() }),
  ),
  mayTick: z.boolean(),
})
export type TicketPlaybooksView = z.infer<typeof ticketPlaybooksView>

export const startPlaybookRequest = z.strictObject({ playbookId: z.string().max(100) })

/** `value`: `done` or one of the step's options; null takes the tick back. */
export const tickPlaybookRequest = z.strictObject({ value: z.string().max(100).nullable() })
