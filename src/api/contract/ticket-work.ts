import { z } from 'zod'
import { identifier, products } from './common.js'
import { ticketQueue, ticketView } from './ticket.js'

const note = z.string().trim().max(1_000)

/** Oldest due first. Without `product`: what fits the skills of who asks. */
export const claimNextRequest = z.strictObject({
  product: z.enum(products).optional(),
  queue: ticketQueue.optional(),
})

/** Null: nothing waits that this agent may take. */
export const claimNextView = z.object({ ticket: ticketView.nullable() })

/** To an agent, or to a queue when `agentId` is left out. */
export const transferRequest = z
  .strictObject({
    agentId: identifier.optional(),
    queue: ticketQueue.optional(),
    note: note.min(1),
  })
  .refine(({ agentId, queue }) => (agentId === undefined) !== (queue === undefined), {
    message: 'Name an agent or a queue.',
    path: ['agentId'],
  })
export type TransferRequest = z.infer<typeof transferRequest>

/** Waiting for the customer: their message or this instant brings the ticket back. */
export const waitRequest = z.strictObject({
  until: z.iso.datetime({ offset: true }),
  note: note.optional(),
})
export type WaitRequest = z.infer<typeof waitRequest>

export const reopenRequest = z.strictObject({ note: note.optional() })
