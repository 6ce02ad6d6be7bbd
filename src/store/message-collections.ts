import type { Delivery, Message } from '../domain/message.js'

/** Campaign messages are one lane, everything else is the other. */
export type OutboxLane = 'replies' | 'campaigns'

export type Messages = {
  byId: (id: string) => Promise<Message | null>
  byProviderId: (account: string, providerId: string) => Promise<Message | null>
  inConversationByProviderId: (
    conversationId: string,
    providerId: string,
  ) => Promise<Message | null>
  /** Throws `DomainError('conflict')` when (channel, account, conversation, provider id) is there already. */
  insert: (message: Message) => Promise<void>
  update: (id: string, changes: Partial<Omit<Message, 'id' | 'conversationId'>>) => Promise<void>
  /** Moves every message to another conversation (a merged contact), renumbered from `firstSeq` in their order. */
  move: (
    fromConversationId: string,
    to: { conversationId: string; contactId: string; firstSeq: number },
  ) => Promise<number>
  /** Ascending seq; `after` excludes. */
  list: (
    conversationId: string,
    range: { after?: number; before?: number; limit: number },
  ) => Promise<Message[]>
  /** What customers wrote from one moment to before another, in the order it was stored; `after` is the last one had. */
  heard: (
    range: { from: Date; to: Date },
    page: { limit: number; after: Pick<Message, 'id' | 'createdAt'> | null },
  ) => Promise<Message[]>
  /** The inbound message with the lowest seq whose turn is pending. */
  nextTurn: (conversationId: string) => Promise<Message | null>
  /** Conversations with a pending turn, oldest first. */
  conversationsWithPendingTurns: (limit: number) => Promise<string[]>
  /** Conversations with an unsent message due by now: of one lane, or of both, replies first. */
  conversationsWithUnsent: (now: Date, limit: number, lane?: OutboxLane) => Promise<string[]>
  /**
   * Takes the unsent message with the lowest seq of the conversation for sending: status `sending`, lease until then.
   * Null when there is none, it is not due yet, or another holder's lease is running.
   */
  leaseNextUnsent: (conversationId: string, now: Date, leaseUntil: Date) => Promise<Message | null>
  /** After a crash of the only process: nobody holds a lease any more. Returns how many were freed. */
  freeLeases: () => Promise<number>
  setDelivery: (id: string, delivery: Delivery) => Promise<void>
  /** Ends every queued bot message of the conversation with status `expired` (an agent took over). Returns how many. */
  expireQueuedOfBot: (conversationId: string, reason: string) => Promise<number>
  /** Messages of agents up to a seq. */
  agentCount: (conversationId: string, lastSeq: number) => Promise<number>
  /** Newest inbound/outbound text of each conversation, for lists. */
  latestOf: (conversationIds: readonly string[]) => Promise<Map<string, Message>>
}
