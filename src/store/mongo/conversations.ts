import { Schema } from 'mongoose'
import type { Conversation } from '../../domain/conversation.js'
import type { Conversations } from '../store.js'
import { defineCollection } from './collection.js'
import { missing } from './errors.js'
import { where } from './records.js'
import type { Records } from './records.js'

/**
 * `activityAt`: the last message, or the beginning of a conversation without any, so that the list has one order. The others:
 * latest-messages.ts.
 */
type Internal = { activityAt: Date; latestMessageId: string | null; latestSeq: number | null }

export type ConversationRecords = Records<Conversation, Internal>

export const conversationsCollection = defineCollection<Conversation, Internal>(
  'conversations',
  {
    contactId: String,
    address: { channel: String, account: String, chat: String },
    mode: Schema.Types.Mixed,
    survey: Schema.Types.Mixed,
    pendingQuestion: Schema.Types.Mixed,
    language: String,
    lastSeq: Number,
    version: Number,
    lastInboundAt: Date,
    lastMessageAt: Date,
    callScriptAt: Date,
    botStreak: Number,
    burst: Schema.Types.Mixed,
    lastInboundText: String,
    lastIntent: String,
    lastIntentAt: Date,
    unread: Number,
    createdAt: Date,
  },
  { activityAt: Date, latestMessageId: String, latestSeq: Number },
)

const newestFirst = { field: 'activityAt', direction: -1, kind: 'date' } as const

export const createConversations = (records: ConversationRecords): Conversations => ({
  byId: (id) => records.one({ _id: id }),
  byIds: (ids) => records.many({ _id: where({ $in: ids }) }),
  byContact: (contactId) => records.many({ contactId }, { sort: { _id: 1 } }),
  find: (contactId, { channel, account }) =>
    records.one({ contactId, 'address.channel': channel, 'address.account': account }),
  insert: ({ id, ...conversation }) => {
    const activityAt = conversation.lastMessageAt ?? conversation.createdAt
    return records.insert([{ _id: id, ...conversation, activityAt }])
  },
  update: (id, changes) => {
    const activity = changes.lastMessageAt ? { activityAt: changes.lastMessageAt } : {}
    return records.update(id, { $set: { ...changes, ...activity }, $inc: { version: 1 } })
  },
  takeSeqs: async (id, count) => {
    const taken = await records.change({ _id: id }, { $inc: { lastSeq: count } })
    if (taken === null) throw missing('conversations', id)
    return taken.lastSeq - count + 1
  },
  remove: async (id) => {
    await records.remove({ _id: id })
  },
  withSurveyDue: (now, limit) =>
    records.many(
      { 'survey.nextDueAt': where({ $lte: now }) },
      { sort: { 'survey.nextDueAt': 1 }, limit },
    ),
  list: (request) => records.page({}, newestFirst, request),
})
