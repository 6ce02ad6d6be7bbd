import type { Conversation } from '../domain/conversation.js'
import type { Message } from '../domain/message.js'
import type { Ticket } from '../domain/ticket.js'
import type { Store } from '../store/store.js'

/** The last thing a customer said, and all that followed from it. */
export type WhatHappened = {
  conversation: Conversation | null
  message: Message | null
  replies: Message[]
  ticket: Ticket | null
}

const nothing: WhatHappened = { conversation: null, message: null, replies: [], ticket: null }
const looksBack = 50

/** For the drawer beside the simulated phone; `phone` is E.164. */
export const createWhatHappened =
  (store: Store, channel: string) =>
  async (phone: string): Promise<WhatHappened> => {
    const contact = await store.contacts.byPhone(phone)
    if (contact === null) return nothing
    const conversations = await store.conversations.byContact(contact.id)
    const conversation = conversations.find((candidate) => candidate.address.channel === channel)
    if (conversation === undefined) return nothing
    const recent = await store.messages.list(conversation.id, {
      before: Number.MAX_SAFE_INTEGER,
      limit: looksBack,
    })
    const message = recent.findLast((candidate) => candidate.author === 'contact') ?? null
    const [latest] = await store.tickets.latestOfContact(contact.id, 1)
    return {
      conversation,
      message,
      replies: message === null ? [] : recent.filter((reply) => reply.seq > message.seq),
      ticket: (await store.tickets.activeOf(conversation.id)) ?? latest ?? null,
    }
  }
