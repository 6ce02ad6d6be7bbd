import type { TicketState } from '../../domain/ticket.js'
import { systemClock } from '../../lib/clock.js'
import type { InHand, Tickets } from '../ticket-collections.js'
import { where } from './records.js'
import { ticketFilter } from './ticket-filter.js'
import type { TicketRecords } from './ticket-records.js'

/**
 * A transaction writes its time before it commits, and two machines' clocks differ a little: a look reaches back this far behind the
 * last one.
 */
const overlapMs = 10_000

const fields = [
  'queue',
  'status',
  'assigneeId',
  'product',
  'kind',
  'priority',
  'tags',
  'dueAt',
  'version',
] as const

type Written = Awaited<ReturnType<TicketRecords['pick']>>[number]

/** What a row of an earlier version may lack. */
const blank = { assigneeId: null, product: null, tags: [] }

const stateOf = ({ _id: id, ...row }: Written): TicketState =>
  ({ id, ...blank, ...row }) as TicketState

/** What those who count tickets read. */
export const createTicketCounting = (
  records: TicketRecords,
): Pick<Tickets, 'inHand' | 'states' | 'countUpTo'> => ({
  inHand: async (agentIds) => {
    const found = await records.aggregate<{
      _id: Pick<InHand, 'assigneeId' | 'status'>
      count: number
    }>([
      { $match: { assigneeId: { $in: [...agentIds] }, status: { $in: ['claimed', 'waiting'] } } },
      {
        $group: { _id: { assigneeId: '$assigneeId', status: '$status' }, count: { $sum: 1 } },
      },
    ])
    return found.map(({ _id, count }) => ({ ..._id, count }))
  },
  states: async (since) => {
    const seenUpTo = systemClock.now()
    const filter =
      since === null
        ? { active: true }
        : { touchedAt: where({ $gte: new Date(since.getTime() - overlapMs) }) }
    const rows = await records.pick(filter, { fields: [...fields], limit: 0 })
    return { states: rows.map(stateOf), seenUpTo }
  },
  countUpTo: (filter, { atMost, withinMs }) =>
    records.countUpTo(ticketFilter(filter), atMost, withinMs),
})
