import type { UnansweredMessage } from '../../domain/records.js'
import type { Unanswered } from '../store.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const unansweredCollection = defineCollection<UnansweredMessage>('unanswered', {
  conversationId: String,
  messageId: String,
  text: String,
  bestIntent: String,
  score: Number,
  at: Date,
  reviewedAt: Date,
})

const newestFirst = { field: 'at', direction: -1, kind: 'date' } as const

export const createUnanswered = (records: Records<UnansweredMessage>): Unanswered => ({
  insert: ({ id, ...message }) => records.insert([{ _id: id, ...message }]),
  list: (request) => records.page({}, newestFirst, request),
})
