import { Schema } from 'mongoose'
import { ticketStatuses } from '../../domain/ticket.js'
import type { Ticket, TicketStatus } from '../../domain/ticket.js'
import { systemClock } from '../../lib/clock.js'
import type { Tickets } from '../ticket-collections.js'
import { defineCollection } from './collection.js'
import type { Counters } from './counters.js'
import { where } from './records.js'
import { createTicketCounting } from './ticket-counting.js'
import { ticketFilter } from './ticket-filter.js'
import type { TicketInternal, TicketRecords } from './ticket-records.js'
import type { TicketSearch } from './ticket-search.js'

export const ticketsCollection = defineCollection<Ticket, TicketInternal>(
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
    waitingUntil: Date,
    clocks: [Schema.Types.Mixed],
    alarmAt: Date,
    history: [Schema.Types.Mixed],
    tags: [String],
    version: Number,
  },
  { active: Boolean, searchKeys: [String], touchedAt: Date },
)

const activity = (status: TicketStatus | undefined) =>
  status === undefined ? {} : { active: status !== 'closed' }

const touched = () => ({ touchedAt: systemClock.now() })

const oldestDueFirst = { field: 'dueAt', direction: 1, kind: 'date' } as const

export const createTickets = (
  records: TicketRecords,
  counters: Counters,
  search: TicketSearch,
): Tickets => ({
  reassign: async (conversationId, to) => {
    await records.setMany({ conversationId }, { $set: to })
    await search.refresh(to.contactId)
  },
  byId: (id) => records.one({ _id: id }),
  activeOf: (conversationId) => records.one({ conversationId, active: true }),
  bySurveySession: (surveySessionId) =>
    records.one({ surveySessionId: where({ $eq: surveySessionId, $type: 'string' }) }),
  latestOfContact: (contactId, limit) =>
    records.many({ contactId }, { sort: { createdAt: -1, _id: -1 }, limit }),
  insert: async ({ id, ...ticket }) => {
    const searchKeys = await search.keysOf(ticket.contactId, ticket.number)
    await records.insert([
      { _id: id, ...ticket, ...activity(ticket.status), searchKeys, ...touched() },
    ])
  },
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
      { $set: { ...changes, ...activity(changes.status), ...touched() }, $inc: { version: 1 } },
    ),
  list: (filter, request) => records.page(ticketFilter(filter), oldestDueFirst, request),
  ...createTicketCounting(records),
  counts: async () => {
    const counts: Record<TicketStatus, number> = { open: 0, claimed: 0, waiting: 0, closed: 0 }
    for (const status of ticketStatuses) counts[status] = await records.count({ status })
    return counts
  },
  alarmDue: (now, limit) =>
    records.many({ alarmAt: where({ $lte: now }) }, { sort: { alarmAt: 1, _id: 1 }, limit }),
  claimedCount: (assigneeId) => records.count({ assigneeId, status: 'claimed' }),
})
