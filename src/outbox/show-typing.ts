import type { Channel } from '../channels/channel.js'
import type { Log } from '../lib/log.js'
import type { Store } from '../store/store.js'

type ChannelOf = (address: { channel: string; account: string }) => Channel | null

/** Shows the customer that a human writes, while one has the conversation. Never rejects, for nothing depends on it. */
export const showTyping = async (
  { store, log }: { store: Pick<Store, 'conversations' | 'contacts'>; log: Log },
  conversationId: string,
  typing: boolean,
  channelOf: ChannelOf,
): Promise<void> => {
  try {
    const conversation = await store.conversations.byId(conversationId)
    if (conversation?.mode.kind !== 'human') return
    const channel = channelOf(conversation.address)
    if (!channel?.capabilities.typing) return
    const contact = await store.contacts.byId(conversation.contactId)
    if (!contact) return
    const { chat } = conversation.address
    await channel.setTyping({ chat, phone: contact.phone, lid: contact.lid }, typing)
  } catch (error) {
    log.warn({ err: error, conversationId }, 'that an agent types was not shown')
  }
}
