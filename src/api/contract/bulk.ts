import { z } from 'zod'
import { identifier } from './common.js'
import { problemDetails } from './problem.js'
import { ticketView } from './ticket.js'

const ticketIds = z.array(identifier).min(1).max(100)

/** Each ticket by itself, with its own compare-and-set. Closing needs an outcome for each and is no bulk action. */
export const bulkRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('claim'), ticketIds }),
  z.strictObject({ action: z.literal('release'), ticketIds }),
  z.strictObject({
    action: z.literal('transfer'),
    ticketIds,
    to: identifier,
    note: z.string().trim().min(1).max(1000),
  }),
  z.strictObject({
    action: z.literal('snooze'),
    ticketIds,
    until: z.iso.datetime(),
    note: z.string().trim().min(1).max(1000).optional(),
  }),
  z.strictObject({
    action: z.literal('tag'),
    ticketIds,
    add: z.array(identifier).max(20).default([]),
    remove: z.array(identifier).max(20).default([]),
  }),
])
export type BulkRequest = z.input<typeof bulkRequest>

/** What succeeded and what did not, in the order asked; `detail` is for people. */
export const bulkView = z.object({
  done: z.array(ticketView),
  /** Also those that were passed on out of the caller's sight. */
  doneIds: z.array(identifier),
  failed: z.array(
    z.object({
      ticketId: identifier,
      code: problemDetails.shape.code,
      detail: z.string(),
      winner: problemDetails.shape.winner,
    }),
  ),
})
export type BulkView = z.infer<typeof bulkView>
