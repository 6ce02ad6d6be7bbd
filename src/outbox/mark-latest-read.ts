import type { Channel } from '../channels/channel.js'
import type { Store } from '../store/store.js'

/** So many messages back are looked at; older ones were marked with those before. */
const recent = 20

/** Tells the channel that the customer's newest messages were read. Nothing depends on it. */
export const markLatestRead = async (
  store: Pick<Store, 'conversations' | 'contacts' | 'messages'>,
  conversationId: string,
  channelOf: (address: { channel: string; account: string }) => Channel | null,
): Promise<void> => {
  const conversation = await store.conversations.byId(conversationId)
  const channel = conversation ? channelOf(conversation.address) : null
  if (!conversation || !channel?.capabilities.receipts) return
  const contact = await store.contacts.byId(conversation.contactId)
  const before = conversation.lastSeq + 1
  const messages = await store.messages.list(conversationId, { before, limit: recent })
  const ids = messages
    .filter(({ author }) => author === 'contact')
    .map(({ providerId }) => providerId)
  if (!contact || ids.length === 0) return
  await channel.markRead(
    { chat: conversation.address.chat, phone: contact.phone, lid: contact.lid },
    ids,
  )
}
