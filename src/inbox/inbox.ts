import type { Conversation } from '../domain/conversation.js'
import type { DomainEvent } from '../domain/events.js'
import type {
  ChatAddress,
  InboundChange,
  InboundMessage,
  OwnDeviceMessage,
} from '../domain/inbound.js'
import type { Message } from '../domain/message.js'
import type { DeskRules } from '../domain/settings.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import { createKeyedQueue } from '../lib/keyed-queue.js'
import type { Log } from '../lib/log.js'
import type { Collections, Store } from '../store/store.js'
import { applyChange } from './apply-change.js'
import { keepOwnMessage } from './keep-own-message.js'
import { openConversation } from './open-conversation.js'
import { retryConflict } from './retry-conflict.js'
import { createTakeTyping, type TakeTyping } from './take-typing.js'

export type InboxDeps = {
  store: Store
  clock: Clock
  newId: NewId
  /** The desk's settings: a reply from the paired phone stops a ticket's clocks. */
  rules: () => DeskRules
  /** Wakes the engine for a conversation; the turn itself is found in the store. */
  wake: (conversationId: string) => void
  publish: (events: readonly DomainEvent[]) => void
  log: Log
}

export type Inbox = {
  /**
   * Stores an arrival under its key; resolves only when it is on disk, so that no acknowledgement runs ahead of it. The same
   * provider id twice is one message; an undecryptable stub is replaced by the content that heals it.
   */
  receive: (message: InboundMessage) => Promise<void>
  /** An edit, a deletion or a reaction to a message we may have. */
  receiveChange: (change: InboundChange) => Promise<void>
  /** Typed on the paired phone itself: kept in the transcript; with an active ticket it is a human taking over. */
  receiveOwn: (message: OwnDeviceMessage) => Promise<void>
  /** The customer types, or ceases to; never rejects. */
  receiveTyping: TakeTyping
}

/** Chats whose arrivals are stored at the same time. */
const chatsAtOnce = 64

const keyOf = ({ channel, account, chat }: ChatAddress): string => `${channel}/${account}/${chat}`

export const createInbox = (deps: InboxDeps): Inbox => {
  // One chat's arrivals are stored in the order they came: side by side they would draw their numbers in any order, and spend
  // their time in conflicts over the one conversation.
  const queue = createKeyedQueue(chatsAtOnce)

  const receiveOnce = async (inbound: InboundMessage): Promise<DomainEvent | null> =>
    deps.store.transaction(async (collections) => {
      const now = deps.clock.now()
      const { conversation } = await openConversation(collections, inbound, deps)
      const known = await collections.messages.inConversationByProviderId(
        conversation.id,
        inbound.providerId,
      )
      const message = known
        ? await heal(collections, known, inbound)
        : await append(collections, conversation, inbound, { id: deps.newId(), now })
      if (!message) return null
      const event = addedEvent(message, { id: deps.newId(), now })
      await collections.events.append([event])
      return event
    })

  return {
    receive: async (inbound) => {
      const event = await queue.run(keyOf(inbound.address), () =>
        retryConflict(() => receiveOnce(inbound)),
      )
      if (!event?.conversationId) return
      deps.publish([event])
      deps.wake(event.conversationId)
    },
    receiveChange: async (change) => {
      const event = await queue.run(keyOf(change.address), () =>
        deps.store.transaction((collections) => applyChange(collections, change, deps)),
      )
      if (event) deps.publish([event])
    },
    receiveOwn: async (message) => {
      const events = await queue.run(keyOf(message.address), () =>
        retryConflict(() =>
          deps.store.transaction((collections) => keepOwnMessage(collections, message, deps)),
        ),
      )
      deps.publish(events)
    },
    receiveTyping: createTakeTyping(deps),
  }
}

const append = async (
  { conversations, messages }: Collections,
  conversation: Conversation,
  inbound: InboundMessage,
  fresh: { id: string; now: Date },
): Promise<Message> => {
  const seq = await conversations.takeSeqs(conversation.id, 1)
  const message: Message = {
    id: fresh.id,
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channel: inbound.address.channel,
    account: inbound.address.account,
    seq,
    author: 'contact',
    agentId: null,
    content: inbound.content,
    providerId: inbound.providerId,
    quotedProviderId: inbound.quotedProviderId,
    at: inbound.at,
    createdAt: fresh.now,
    turnPending: true,
    turn: null,
    delivery: null,
    campaignId: null,
    edits: [],
    deletedAt: null,
    reactions: [],
  }
  await messages.insert(message)
  await conversations.update(conversation.id, {
    lastInboundAt: fresh.now,
    lastMessageAt: fresh.now,
    unread: conversation.unread + 1,
  })
  return message
}

/** A stub that could not be decrypted gets its content under the same id, and its turn; anything else is a duplicate. */
const heal = async (
  { messages }: Collections,
  known: Message,
  inbound: InboundMessage,
): Promise<Message | null> => {
  if (known.content.kind !== 'unsupported' || inbound.content.kind === 'unsupported') return null
  await messages.update(known.id, { content: inbound.content, turnPending: true })
  return { ...known, content: inbound.content, turnPending: true }
}

const addedEvent = (message: Message, fresh: { id: string; now: Date }): DomainEvent => ({
  id: fresh.id,
  at: fresh.now,
  kind: 'message.added',
  conversationId: message.conversationId,
  ticketId: null,
  messageId: message.id,
  agentId: null,
})
