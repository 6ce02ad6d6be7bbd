import { Schema } from 'mongoose'
import type { Delivery, Message } from '../../domain/message.js'
import { defineCollection } from './collection.js'
import type { Stored } from './collection.js'
import type { Records } from './records.js'

/**
 * `unsent` and `dueAt` are the outbox's work list; both follow from `delivery` and are written with it. `dueAt` is the
 * moment when somebody may take the message: its own due time, or the end of the lease that another holds.
 */
type Internal = { unsent: boolean; dueAt: Date | null; campaign: boolean }

export type MessageRecords = Records<Message, Internal>

export const messagesCollection = defineCollection<Message, Internal>(
  'messages',
  {
    conversationId: String,
    contactId: String,
    channel: String,
    account: String,
    seq: Number,
    author: String,
    agentId: String,
    content: Schema.Types.Mixed,
    providerId: String,
    quotedProviderId: String,
    at: Date,
    createdAt: Date,
    turnPending: Boolean,
    turn: Schema.Types.Mixed,
    delivery: Schema.Types.Mixed,
    campaignId: String,
    edits: [Schema.Types.Mixed],
    deletedAt: Date,
    reactions: [Schema.Types.Mixed],
  },
  { unsent: Boolean, dueAt: Date, campaign: Boolean },
)

/** The outbox fields that follow from a delivery. */
export const sendState = (delivery: Delivery | null): { unsent: boolean; dueAt: Date | null } => {
  const waiting = delivery?.status === 'queued' || delivery?.status === 'sending'
  if (!waiting) return { unsent: false, dueAt: null }
  const { dueAt, leaseUntil } = delivery
  return { unsent: true, dueAt: leaseUntil && leaseUntil > dueAt ? leaseUntil : dueAt }
}

export const forStorage = ({ id, ...message }: Message): Stored<Message, Internal> => ({
  _id: id,
  ...message,
  ...sendState(message.delivery),
  campaign: message.author === 'campaign',
})
