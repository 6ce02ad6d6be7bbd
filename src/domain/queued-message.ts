import type { Conversation } from './conversation.js'
import {
  asCampaignPiece,
  outboundProviderId,
  type Message,
  type MessageAuthor,
  type MessageContent,
} from './message.js'

/** A message to the customer, ready to be stored: the row is the outbox, `queued` until it was sent (law 5). */
export const queuedMessage = (
  conversation: Pick<Conversation, 'id' | 'contactId' | 'address'>,
  what: {
    id: string
    seq: number
    author: Exclude<MessageAuthor, 'contact'>
    content: MessageContent
    now: Date
    agentId?: string
    campaignId?: string
  },
): Message => ({
  id: what.id,
  conversationId: conversation.id,
  contactId: conversation.contactId,
  channel: conversation.address.channel,
  account: conversation.address.account,
  seq: what.seq,
  author: what.author,
  agentId: what.agentId ?? null,
  content: what.author === 'campaign' ? asCampaignPiece(what.content) : what.content,
  providerId: outboundProviderId(what.id),
  quotedProviderId: null,
  at: what.now,
  createdAt: what.now,
  turnPending: false,
  turn: null,
  delivery: {
    status: 'queued',
    attempts: 0,
    dueAt: what.now,
    leaseUntil: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    failure: null,
  },
  campaignId: what.campaignId ?? null,
  edits: [],
  deletedAt: null,
  reactions: [],
})
