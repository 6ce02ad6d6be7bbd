import { z } from 'zod'
import { identifier, instant, pageQuery, products } from './common.js'
import { ticketKinds, ticketPriorities, ticketQueue, ticketStatuses } from './ticket.js'

/** One or several of these, separated by commas. */
const anyOf = (values: readonly string[]) =>
  z
    .string()
    .max(200)
    .refine((written) => written.split(',').every((one) => values.includes(one)), {
      message: `One or several of: ${values.join(', ')}.`,
    })

/**
 * What narrows a list of tickets, as it stands in an address and in a saved view. `assignee` takes `me`, `none` or an id;
 * `due`: past, or from now to the end of today, or within seven days (Guayaquil time). `search`: name, phone or ticket number.
 */
export const ticketFilter = z.strictObject({
  status: anyOf(ticketStatuses).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), identifier]).optional(),
  queue: ticketQueue.optional(),
  product: anyOf(products).optional(),
  kind: anyOf(ticketKinds).optional(),
  priority: anyOf(ticketPriorities).optional(),
  tag: identifier.optional(),
  due: z.enum(['overdue', 'today', 'week']).optional(),
  dueFrom: instant.optional(),
  dueBefore: instant.optional(),
  search: z.string().trim().min(1).max(80).optional(),
})
export type TicketFilter = z.infer<typeof ticketFilter>

export const ticketQuery = pageQuery.extend(ticketFilter.shape)

const counted = z.object({
  open: z.number().int(),
  claimed: z.number().int(),
  waiting: z.number().int(),
  overdue: z.number().int(),
})

/**
 * How many there are. `capped`: at least so many (show `999+`). `count` null: nobody knows cheaply, show no number.
 */
const tally = z.object({ count: z.number().int().nullable(), capped: z.boolean() })
export type TicketTally = z.infer<typeof tally>

/** `GET /api/tickets/counts`: active tickets, the closed ones, and what each of my saved views holds. */
export const ticketCountsView = z.object({
  all: counted,
  mine: counted,
  /** Open: nobody has them. */
  free: z.number().int(),
  queues: z.record(z.string(), counted),
  products: z.object({ tv: counted, movil: counted }),
  closed: tally,
  /** By the id of a saved view: my own and the shared ones. */
  views: z.record(z.string(), tally),
})
export type TicketCountsView = z.infer<typeof ticketCountsView>
