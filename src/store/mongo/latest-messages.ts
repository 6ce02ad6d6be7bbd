import type { Message } from '../../domain/message.js'
import type { Messages } from '../message-collections.js'
import type { ConversationRecords } from './conversations.js'
import type { MessageRecords } from './message-documents.js'
import { where } from './records.js'

/** What a list shows of a conversation: the newest message that is not a line of the system. */
export type LatestMessages = {
  /** A message was stored. */
  note: (message: Pick<Message, 'id' | 'conversationId' | 'seq' | 'author'>) => Promise<void>
  /** Messages came to this conversation from another: which is the newest is found out at the next reading. */
  forget: (conversationId: string) => Promise<void>
  of: Messages['latestOf']
}

const side = 20

/**
 * The id of the newest message stands in its conversation, so that a list of thirty rows takes two queries and not thirty.
 * Conversations that nobody wrote to since this was new have no such id yet; for them the newest is looked up.
 */
export const createLatestMessages = (
  messages: MessageRecords,
  conversations: ConversationRecords,
): LatestMessages => {
  const lookUp = async (conversationIds: readonly string[]): Promise<Message[]> => {
    const found: (Message | null)[] = []
    const step = messages.parallel ? side : 1
    for (let start = 0; start < conversationIds.length; start += step) {
      const some = conversationIds
        .slice(start, start + step)
        .map((conversationId) =>
          messages.one({ conversationId, author: where({ $ne: 'system' }) }, { seq: -1 }),
        )
      found.push(...(await Promise.all(some)))
    }
    return found.filter((message) => message !== null)
  }

  return {
    note: async ({ id, conversationId, seq, author }) => {
      if (author === 'system') return
      const older = { _id: conversationId, latestSeq: where({ $not: { $gt: seq } }) }
      await conversations.set(older, { $set: { latestMessageId: id, latestSeq: seq } })
    },
    forget: async (conversationId) => {
      const nothing = { latestMessageId: null, latestSeq: null }
      await conversations.set({ _id: conversationId }, { $set: nothing })
    },
    of: async (conversationIds) => {
      if (conversationIds.length === 0) return new Map()
      const heads = await conversations.pick(
        { _id: where({ $in: conversationIds }) },
        { fields: ['latestMessageId'], limit: conversationIds.length },
      )
      const ids = heads.flatMap(({ latestMessageId }) => latestMessageId ?? [])
      const known = ids.length === 0 ? [] : await messages.many({ _id: where({ $in: ids }) })
      const latest = new Map(known.map((message) => [message.conversationId, message]))
      const rest = await lookUp(conversationIds.filter((id) => !latest.has(id)))
      for (const message of rest) latest.set(message.conversationId, message)
      return latest
    },
  }
}
