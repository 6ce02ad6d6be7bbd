import { Schema } from 'mongoose'
import type { ChangedReply } from '../../domain/canned-reply.js'
import type { CannedReplies } from '../workspace-collections.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const cannedRepliesCollection = defineCollection<ChangedReply>('cannedReplies', {
  shortcut: String,
  title: String,
  step: String,
  text: Schema.Types.Mixed,
  verbatim: Boolean,
  disabledAt: Date,
  changedAt: Date,
  changedBy: String,
})

export const createCannedReplies = (records: Records<ChangedReply>): CannedReplies => ({
  list: () => records.many({}),
  put: async ({ id, ...reply }) => {
    await records.ensure({ _id: id }, { $set: reply })
  },
  remove: (id) => records.remove({ _id: id }),
})
