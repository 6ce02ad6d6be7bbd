import { Schema } from 'mongoose'
import { ticketStatuses } from '../../domain/ticket.js'
import type { Ticket, TicketStatus } from '../../domain/ticket.js'
import type { TicketFilter, Tickets } from '../store.js'
import { defineCollection } from './collection.js'
import type { Counters } from './counters.js'
import { where } from './records.js'
import type { Filter, Records } from './records.js'

/** `active` carries the unique index that allows one active ticket per conversation. */
type Internal = { active: boolean }

export const ticketsCollection = defineCollection<Ticket, Internal>(
  'tickets',
  {
    number: Number,
    kind: String,
    queue: String,
    status: String,
    priority: String,
    reason: String,
    product: String,
    contactId: String,
    conversationId: String,
    surveySessionId: String,
    answers: [Schema.Types.Mixed],
    surveyId: String,
    surveyVersion: Number,
    assigneeId: String,
    createdAt: Date,
    dueAt: Date,
    claimedAt: Date,
    firstContactAt: Date,
    closedAt: Date,
    outcome: String,
    closeReason: String,
    escalatedAt: Date,
    history: [Schema.Types.Mixed],
    version: Number,
  },
  { active: Boolean },
)

const activity = (status: TicketStatus | undefined) =>
  status === undefined ? {} : { active: status !== 'closed' }

const oldestDueFirst = { field: 'dueAt', direction: 1, kind: 'date' } as const

const listFilter = ({ statuses, assigneeId, queue, conversationId }: TicketFilter): Filter => ({
  ...(statuses ? { status: oneOf(statuses) } : {}),
  ...(assigneeId === undefined ? {} : { assigneeId }),
  ...(queue === undefined ? {} : { queue }),
  ...(conversationId === undefined ? {} : { conversationId }),
})

/** A single status as an equality: then an index on status and due time delivers the order. */
const oneOf = (statuses: readonly TicketStatus[]) =>
  statuses.length === 1 ? statuses[0] : where({ $in: statuses })

export const createTickets = (records: Records<Ticket, Internal>, counters: Counters): Tickets => ({
  reassign: async (conversationId, to) => {
    await records.setMany({ conversationId }, { $set: to })
  },
  byId: (id) => records.one({ _id: id }),
  activeOf: (conversationId) => records.one({ conversationId, active: true }),
  bySurveySession: (surveySessionId) =>
    records.one({ surveySessionId: where({ $eq: surveySessionId, $type: 'string' }) }),
  latestOfContact: (contactId, limit) =>
    records.many({ contactId }, { sort: { createdAt: -1, _id: -1 }, limit }),
  insert: ({ id, ...ticket }) =>
    records.insert([{ _id: id, ...ticket, ...activity(ticket.status) }]),
  /**
   * Never part of a transaction: there it would be the one document that every opening of a ticket fights for (200 at once:
   * 36 s instead of 1.3 s, measured). The price is a gap in the numbers when a transaction is given up.
   */
  nextNumber: () => counters.next('ticket'),
  replaceIf: (id, { status, assigneeId, version }, changes) =>
    records.change(
      {
        _id: id,
        ...(status ? { status: where({ $in: status }) } : {}),
        ...(assigneeId === undefined ? {} : { assigneeId }),
        ...(version === undefined ? {} : { version }),
      },
      { $set: { ...changes, ...activity(changes.status) }, $inc: { version: 1 } },
    ),
  list: (filter, request) => records.page(listFilter(filter), oldestDueFirst, request),
  counts: async () => {
    const counts: Record<TicketStatus, number> = { open: 0, claimed: 0, waiting: 0, closed: 0 }
    for (const status of ticketStatuses) counts[status] = await records.count({ status })
    return counts
  },
})
