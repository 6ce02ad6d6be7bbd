import type { DomainEvent } from '../../domain/events.js'
import { systemClock } from '../../lib/clock.js'
import type { Events } from '../store.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

/** `storedAt` is real time on purpose: the database's TTL thread compares it with its own clock. */
type Internal = { storedAt: Date }

export const eventsCollection = defineCollection<DomainEvent, Internal>(
  'events',
  {
    at: Date,
    kind: String,
    conversationId: String,
    ticketId: String,
    messageId: String,
    agentId: String,
    toAgentId: String,
  },
  { storedAt: Date },
)

export const createEvents = (records: Records<DomainEvent, Internal>): Events => ({
  append: (events) => {
    const storedAt = systemClock.now()
    return records.insert(events.map(({ id, ...event }) => ({ _id: id, ...event, storedAt })))
  },
  since: async (after, limit) => {
    const found = await records.many({ _id: where({ $gt: after }) }, { sort: { _id: 1 }, limit })
    // Read as null where it is not: then it is for everybody who may hear the event.
    return found.map(({ toAgentId, ...event }) => (toAgentId ? { ...event, toAgentId } : event))
  },
})
