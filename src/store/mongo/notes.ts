import type { Mention, Note } from '../../domain/note.js'
import type { Mentions, Notes } from '../workspace-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

export const notesCollection = defineCollection<Note>('notes', {
  conversationId: String,
  contactId: String,
  ticketId: String,
  agentId: String,
  text: String,
  mentions: [String],
  at: Date,
  deletedAt: Date,
})

const newestFirst = { field: 'at', direction: -1, kind: 'date' } as const

export const createNotes = (records: Records<Note>): Notes => ({
  byId: (id) => records.one({ _id: id }),
  byIds: (ids) => records.many({ _id: where({ $in: ids }) }),
  insert: ({ id, ...note }) => records.insert([{ _id: id, ...note }]),
  update: (id, changes) => records.update(id, { $set: changes }),
  ofConversation: (conversationId, request) =>
    records.page({ conversationId }, newestFirst, request),
  latestOfContact: (contactId, limit) =>
    records.many({ contactId }, { sort: { at: -1, _id: -1 }, limit }),
  reassign: async (conversationId, to) => {
    await records.setMany({ conversationId }, { $set: to })
  },
})

/** `unread` keeps the work list small: only those that wait are in its index. */
type Internal = { unread: boolean }

export const mentionsCollection = defineCollection<Mention, Internal>(
  'mentions',
  { noteId: String, agentId: String, at: Date, readAt: Date },
  { unread: Boolean },
)

export const createMentions = (records: Records<Mention, Internal>): Mentions => ({
  insert: ({ id, ...mention }) =>
    records.insert([{ _id: id, ...mention, unread: mention.readAt === null }]),
  list: (agentId, { unread }, request) =>
    records.page({ agentId, ...(unread ? { unread: true } : {}) }, newestFirst, request),
  countUnread: (agentId) => records.count({ agentId, unread: true }),
  markRead: (agentId, ids, at) =>
    records.setMany(
      { agentId, unread: true, ...(ids === null ? {} : { _id: where({ $in: ids }) }) },
      { $set: { unread: false, readAt: at } },
    ),
})
