import type { Message } from '../../domain/message.js'
import type { Messages } from '../message-collections.js'
import type { LatestMessages } from './latest-messages.js'
import { createMessageDelivery } from './message-delivery.js'
import { forStorage, sendState } from './message-documents.js'
import type { MessageRecords } from './message-documents.js'
import { createMoveMessages } from './move-messages.js'
import { where } from './records.js'

const storedChanges = ({ author, ...changes }: Partial<Message>) => ({
  ...changes,
  ...(author ? { author, campaign: author === 'campaign' } : {}),
  ...(changes.delivery === undefined ? {} : sendState(changes.delivery)),
})

const between = ({ after, before }: { after?: number; before?: number }) => {
  if (after === undefined && before === undefined) return {}
  return {
    seq: where({
      ...(after === undefined ? {} : { $gt: after }),
      ...(before === undefined ? {} : { $lt: before }),
    }),
  }
}

export const createMessages = (records: MessageRecords, latest: LatestMessages): Messages => ({
  byId: (id) => records.one({ _id: id }),
  byProviderId: (account, providerId) => records.one({ account, providerId }),
  inConversationByProviderId: (conversationId, providerId) =>
    records.one({ conversationId, providerId }),
  insert: async (message) => {
    await records.insert([forStorage(message)])
    await latest.note(message)
  },
  update: (id, changes) => records.update(id, { $set: storedChanges(changes) }),
  move: async (fromConversationId, to) => {
    const moved = await createMoveMessages(records)(fromConversationId, to)
    await latest.forget(to.conversationId)
    return moved
  },
  list: async (conversationId, { limit, ...range }) => {
    const filter = { conversationId, ...between(range) }
    // With `before` alone the ones next to it are wanted, not the first ones of the conversation.
    if (range.before === undefined || range.after !== undefined) {
      return records.many(filter, { sort: { seq: 1 }, limit })
    }
    return (await records.many(filter, { sort: { seq: -1 }, limit })).reverse()
  },
  heard: ({ from, to }, { limit, after }) => {
    const rest = after && {
      $or: [
        { createdAt: where({ $gt: after.createdAt }) },
        { createdAt: after.createdAt, _id: where({ $gt: after.id }) },
      ],
    }
    const createdAt = where({ $gte: after?.createdAt ?? from, $lt: to })
    const order = { createdAt: 1, _id: 1 } as const
    return records.many({ author: 'contact', createdAt, ...rest }, { sort: order, limit })
  },
  nextTurn: (conversationId) => records.one({ turnPending: true, conversationId }, { seq: 1 }),
  conversationsWithPendingTurns: async (limit) => {
    const oldest = await records.aggregate<{ _id: string }>([
      { $match: { turnPending: true } },
      { $group: { _id: '$conversationId', since: { $min: '$createdAt' } } },
      { $sort: { since: 1, _id: 1 } },
      { $limit: limit },
    ])
    return oldest.map((conversation) => conversation._id)
  },
  ...createMessageDelivery(records),
  agentCount: (conversationId, lastSeq) =>
    records.count({ conversationId, seq: where({ $lte: lastSeq }), author: 'agent' }),
  latestOf: latest.of,
})
