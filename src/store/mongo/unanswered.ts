import type { UnansweredMessage } from '../../domain/records.js'
import type { Unanswered } from '../handled-collections.js'
import { defineCollection } from './collection.js'
import { handlingFilter, handlingOrder } from './handling.js'
import type { Records } from './records.js'

export const unansweredCollection = defineCollection<UnansweredMessage>('unanswered', {
  conversationId: String,
  messageId: String,
  text: String,
  bestIntent: String,
  score: Number,
  at: Date,
  reviewedAt: Date,
  reviewedBy: String,
  resolution: String,
})

export const createUnanswered = (records: Records<UnansweredMessage>): Unanswered => ({
  insert: ({ id, ...message }) => records.insert([{ _id: id, ...message }]),
  byId: (id) => records.one({ _id: id }),
  list: (filter, request) =>
    records.page(
      handlingFilter('reviewedAt', filter),
      handlingOrder('reviewedAt', filter),
      request,
    ),
  handle: (id, { by, at, resolution }) =>
    records.change(
      { _id: id, reviewedAt: null },
      { $set: { reviewedAt: at, reviewedBy: by, resolution } },
    ),
})
