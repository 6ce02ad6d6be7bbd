import { Schema } from 'mongoose'
import type { Escalation } from '../../domain/escalation.js'
import type { Escalations } from '../desk-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

/** `acknowledged` carries the index of the list of open ones. */
type Internal = { acknowledged: boolean }

export const escalationsCollection = defineCollection<Escalation, Internal>(
  'escalations',
  {
    ticketId: String,
    conversationId: String,
    cause: String,
    at: Date,
    dueAt: Date,
    elapsedMs: Number,
    lastSeq: Number,
    attempts: Schema.Types.Mixed,
    previousOwnerId: String,
    newOwnerId: String,
    queue: String,
    acknowledgedAt: Date,
    acknowledgedBy: String,
    note: String,
    raised: Number,
    raiseAt: Date,
  },
  { acknowledged: Boolean },
)

const newestFirst = { field: 'at', direction: -1, kind: 'date' } as const

export const createEscalations = (records: Records<Escalation, Internal>): Escalations => ({
  byId: (id) => records.one({ _id: id }),
  insertMissing: async ({ id, ...escalation }) => {
    if ((await records.one({ _id: id })) !== null) return false
    await records.insert([{ _id: id, ...escalation, acknowledged: false }])
    return true
  },
  list: (acknowledged, page) =>
    records.page(acknowledged === null ? {} : { acknowledged }, newestFirst, page),
  raiseDue: (now, limit) =>
    records.many({ raiseAt: where({ $lte: now }) }, { sort: { raiseAt: 1, _id: 1 }, limit }),
  replaceIf: (id, { raised }, changes) =>
    records.change(
      { _id: id, acknowledged: false, ...(raised === undefined ? {} : { raised }) },
      {
        $set: {
          ...changes,
          ...(changes.acknowledgedAt === undefined
            ? {}
            : { acknowledged: changes.acknowledgedAt !== null }),
        },
      },
    ),
})
