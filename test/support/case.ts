import type { Contact } from '../../src/domain/contact.js'
import type { Conversation } from '../../src/domain/conversation.js'
import type { Message } from '../../src/domain/message.js'
import type { Ticket } from '../../src/domain/ticket.js'
import type { Store } from '../../src/store/store.js'
import { aContact, aConversation, aMessage, aTicket, newId } from './builders.js'

export type Case = {
  contact: Contact
  conversation: Conversation
  ticket: Ticket
  messages: Message[]
}

let phones = 0

/** A customer with a conversation, what was said in it, and a ticket that waits. */
export const openCase = async (
  store: Store,
  overrides: { ticket?: Partial<Ticket>; messages?: Partial<Message>[] } = {},
): Promise<Case> => {
  phones += 1
  const phone = `+5939876${String(phones).padStart(5, '0')}`
  const contact = aContact({ phone })
  const said = overrides.messages ?? [{}]
  const conversation = aConversation({
    contactId: contact.id,
    address: { channel: 'simulator', account: 'simulator', chat: phone },
    lastSeq: said.length,
  })
  const ids = { contactId: contact.id, conversationId: conversation.id }
  const ticket = aTicket({ ...ids, ...overrides.ticket })
  const messages = said.map((one, index) => aMessage({ ...ids, seq: index + 1, ...one }))
  await store.contacts.insert(contact)
  await store.conversations.insert(conversation)
  for (const message of messages) await store.messages.insert(message)
  await store.tickets.insert(ticket)
  return { contact, conversation, ticket, messages }
}

/** A file in the last place of a case's conversation. */
export const addFile = async (
  store: Store,
  { conversation, contact }: Case,
  file: { mimeType: string; bytes: Buffer; fileName: string },
): Promise<Message> => {
  const media = { id: newId(), createdAt: conversation.createdAt, ...file }
  await store.media.insert(media)
  const message = aMessage({
    conversationId: conversation.id,
    contactId: contact.id,
    seq: await store.conversations.takeSeqs(conversation.id, 1),
    content: {
      kind: 'document',
      media: {
        mediaId: media.id,
        mimeType: file.mimeType,
        bytes: file.bytes.length,
        fileName: file.fileName,
      },
    },
  })
  await store.messages.insert(message)
  return message
}
