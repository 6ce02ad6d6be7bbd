import { Schema } from 'mongoose'
import type { SatisfactionSurvey } from '../../domain/satisfaction.js'
import type { SatisfactionSurveys } from '../service-collections.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const satisfactionSurveysCollection = defineCollection<SatisfactionSurvey>(
  'satisfactionSurveys',
  {
    conversationId: String,
    contactId: String,
    agentId: String,
    status: String,
    reason: String,
    messageId: String,
    rating: Number,
    comment: String,
    misses: Number,
    late: [Schema.Types.Mixed],
    closedAt: Date,
    askedAt: Date,
    ratedAt: Date,
    expiresAt: Date,
  },
)

const newestFirst = { field: 'closedAt', direction: -1, kind: 'date' } as const

export const createSatisfactionSurveys = (
  records: Records<SatisfactionSurvey>,
): SatisfactionSurveys => ({
  byId: (ticketId) => records.one({ _id: ticketId }),
  save: async ({ id, ...survey }) => {
    await records.ensure({ _id: id }, { $set: survey })
  },
  update: (id, changes) => records.update(id, { $set: changes }),
  latestOfContact: (contactId, limit) =>
    records.many({ contactId }, { sort: { closedAt: -1, _id: -1 }, limit }),
  list: ({ agentId }, page) =>
    records.page(agentId === undefined ? {} : { agentId }, newestFirst, page),
  reassign: async (conversationId, to) => {
    await records.setMany({ conversationId }, { $set: to })
  },
})
