import { at } from '../support/records.js'
import type { Verbs } from './every-verb.js'

const now = at('12:00:00')
const first = { limit: 1, after: null }

type Named =
  'notes' | 'mentions' | 'tags' | 'savedViews' | 'cannedReplies' | 'replyDrafts' | 'viewers'

/** Of the collections behind what agents keep beside the tickets. */
export const workspaceCalls: { [Name in Named]: Verbs<Name> } = {
  notes: {
    byId: (notes) => notes.byId('x'),
    byIds: (notes) => notes.byIds(['x', 'y']),
    insert: async (notes) => {
      const note = { conversationId: 'c', contactId: 'k', ticketId: null, agentId: 'a' }
      const words = { text: 't', mentions: ['b'], at: now, deletedAt: null }
      await notes.insert({ id: 'x', ...note, ...words })
      await notes.insert({ id: 'y', ...note, ...words })
    },
    update: (notes) => notes.update('x', { text: '' }),
    ofConversation: async (notes) => {
      const { next } = await notes.ofConversation('c', first)
      await notes.ofConversation('c', { limit: 1, after: next })
    },
    latestOfContact: (notes) => notes.latestOfContact('k', 1),
    reassign: (notes) => notes.reassign('other', { conversationId: 'c', contactId: 'k' }),
  },
  mentions: {
    insert: (mentions) =>
      mentions.insert({ id: 'x', noteId: 'x', agentId: 'b', at: now, readAt: null }),
    list: async (mentions) => {
      for (const unread of [true, false]) await mentions.list('b', { unread }, first)
    },
    countUnread: (mentions) => mentions.countUnread('b'),
    markRead: async (mentions) => {
      await mentions.markRead('b', ['x'], now)
      await mentions.markRead('b', null, now)
    },
  },
  tags: {
    list: (tags) => tags.list(),
    byIds: (tags) => tags.byIds(['x']),
    insert: (tags) =>
      tags.insert({ id: 'x', name: 'X', colour: 'red', createdAt: now, archivedAt: null }),
    change: (tags) => tags.change('x', { name: 'Y' }),
  },
  savedViews: {
    byId: (views) => views.byId('x'),
    ofOwner: (views) => views.ofOwner('a'),
    shared: (views) => views.shared(),
    insert: (views) =>
      views.insert({
        id: 'x',
        ownerId: 'a',
        shared: true,
        name: 'X',
        filter: { status: 'open' },
        createdAt: now,
        updatedAt: now,
      }),
    update: (views) => views.update('x', { shared: false }),
    remove: (views) => views.remove('y'),
  },
  cannedReplies: {
    list: (replies) => replies.list(),
    put: (replies) =>
      replies.put({
        id: 'x',
        shortcut: 'hola',
        title: 'X',
        step: 'greeting',
        text: { es: 'Hola', pt: null },
        verbatim: false,
        disabledAt: null,
        changedAt: now,
        changedBy: 'a',
      }),
    remove: (replies) => replies.remove('y'),
  },
  replyDrafts: {
    get: (drafts) => drafts.get('a', 't'),
    ofAgent: (drafts) => drafts.ofAgent('a', 1),
    put: (drafts) =>
      drafts.put({
        id: 'a/t',
        agentId: 'a',
        ticketId: 't',
        text: 'x',
        version: 1,
        sentVersion: 0,
        updatedAt: now,
      }),
    sent: async (drafts) => {
      await drafts.sent('a', 'none', now)
      await drafts.sent('a', 't', now)
    },
  },
  viewers: {
    ofTicket: (viewers) => viewers.ofTicket('t', now),
    byId: (viewers) => viewers.byId('x'),
    put: (viewers) =>
      viewers.put({ id: 't/a', ticketId: 't', agentId: 'a', typing: false, until: now }),
    remove: (viewers) => viewers.remove('y'),
  },
}
