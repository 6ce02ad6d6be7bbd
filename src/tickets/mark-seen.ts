import type { Actor } from './deps.js'
import { ownTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

export const createMarkSeen =
  (writer: TicketWriter) =>
  async (actor: Actor, ticketId: string): Promise<void> => {
    await writer.write(actor, async (change) => {
      const { conversationId } = await ownTicket(change, ticketId)
      const conversation = await change.collections.conversations.byId(conversationId)
      if (conversation === null || conversation.unread === 0) return
      await change.collections.conversations.update(conversationId, { unread: 0 })
      change.tell({ kind: 'conversation.changed', conversationId, ticketId })
    })
  }
