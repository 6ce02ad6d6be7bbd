import type { Conversation } from '../domain/conversation.js'
import type { ChatAddress } from '../domain/inbound.js'
import type { Collections } from '../store/store.js'

/** The conversation behind a chat, under whichever name it came; null when nobody wrote there yet. Makes nothing. */
export const findConversation = async (
  { contacts, conversations }: Pick<Collections, 'contacts' | 'conversations'>,
  address: ChatAddress,
): Promise<Conversation | null> => {
  const { chat } = address
  const contact = chat.startsWith('lid:')
    ? await contacts.byLid(chat.slice('lid:'.length))
    : await contacts.byPhone(chat)
  return contact && conversations.find(contact.id, address)
}
