import type { ReplyDraft } from '../../domain/reply-draft.js'
import { draftId } from '../../domain/reply-draft.js'
import type { ReplyDrafts } from '../workspace-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

export const replyDraftsCollection = defineCollection<ReplyDraft>('replyDrafts', {
  agentId: String,
  ticketId: String,
  text: String,
  version: Number,
  sentVersion: Number,
  updatedAt: Date,
})

export const createReplyDrafts = (records: Records<ReplyDraft>): ReplyDrafts => ({
  get: (agentId, ticketId) => records.one({ _id: draftId(agentId, ticketId) }),
  ofAgent: (agentId, limit) =>
    records.many({ agentId, text: where({ $gt: '' }) }, { sort: { updatedAt: -1 }, limit }),
  put: async ({ id, ...draft }) => {
    await records.ensure({ _id: id }, { $set: draft })
  },
  sent: async (agentId, ticketId, at) => {
    const id = draftId(agentId, ticketId)
    const draft = await records.one({ _id: id })
    if (draft === null) return
    const version = draft.version + 1
    const changes = { text: '', version, sentVersion: version, updatedAt: at }
    await records.set({ _id: id }, { $set: changes })
  },
})
