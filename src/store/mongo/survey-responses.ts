import { Schema } from 'mongoose'
import type { SurveyResponse } from '../../domain/survey.js'
import type { SurveyResponses } from '../store.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const surveyResponsesCollection = defineCollection<SurveyResponse>('surveyResponses', {
  conversationId: String,
  contactId: String,
  surveyId: String,
  surveyVersion: Number,
  product: String,
  campaignId: String,
  outcome: String,
  answers: [Schema.Types.Mixed],
  startedAt: Date,
  endedAt: Date,
  ticketId: String,
})

export const createSurveyResponses = (records: Records<SurveyResponse>): SurveyResponses => ({
  reassign: async (conversationId, to) => {
    await records.setMany({ conversationId }, { $set: to })
  },
  insert: ({ id, ...response }) => records.insert([{ _id: id, ...response }]),
  latestOfContact: (contactId, limit) =>
    records.many({ contactId }, { sort: { endedAt: -1, _id: -1 }, limit }),
})
