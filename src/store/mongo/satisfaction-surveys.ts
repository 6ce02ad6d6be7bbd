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

type Counts = Record<'one' | 'two' | 'three' | 'four' | 'five', number>

const ratedAs = (rating: number) => ({ $sum: { $cond: [{ $eq: ['$rating', rating] }, 1, 0] } })

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
  ratings: async ({ agentId, from, to }) => {
    const rows = await records.aggregate<{ _id: string; surveys: number; asked: number } & Counts>([
      {
        $match: {
          ...(agentId === undefined ? {} : { agentId }),
          closedAt: { $gte: from, $lt: to },
        },
      },
      {
        $group: {
          _id: '$agentId',
          surveys: { $sum: 1 },
          asked: { $sum: { $cond: [{ $gt: ['$askedAt', null] }, 1, 0] } },
          one: ratedAs(1),
          two: ratedAs(2),
          three: ratedAs(3),
          four: ratedAs(4),
          five: ratedAs(5),
        },
      },
    ])
    return rows.map(({ _id, surveys, asked, one, two, three, four, five }) => ({
      agentId: _id,
      surveys,
      asked,
      histogram: [one, two, three, four, five],
    }))
  },
  reassign: async (conversationId, to) => {
    await records.setMany({ conversationId }, { $set: to })
  },
})
