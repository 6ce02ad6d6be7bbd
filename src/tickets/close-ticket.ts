import type { Actor } from './deps.js'
import type { TicketEnd, TicketHooks } from './hooks.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { ownTicket, saveTicket } from './ticket-writer.js'
import type { Change, TicketWriter } from './ticket-writer.js'

const giveBackToBot = async (change: Change, ticketId: string, conversationId: string) => {
  const conversation = await change.collections.conversations.byId(conversationId)
  if (conversation?.mode.kind !== 'human' || conversation.mode.ticketId !== ticketId) return
  await change.collections.conversations.update(conversationId, {
    mode: { kind: 'bot' },
    unread: 0,
    botStreak: 0,
  })
  change.tell({ kind: 'conversation.changed', conversationId, ticketId })
}

/** What the agent found out counts as what the customer says: no campaigns to this number any more (intents.md). */
const markWrongNumber = async ({ collections, at }: Change, contactId: string) => {
  const contact = await collections.contacts.byId(contactId)
  if (contact && !contact.wrongNumberAt) {
    await collections.contacts.update(contactId, { wrongNumberAt: at })
  }
}

export const createCloseTicket =
  (writer: TicketWriter, reader: ReadTickets, { whenClosing }: TicketHooks = {}) =>
  async (actor: Actor, ticketId: string, end: TicketEnd): Promise<TicketDetail> => {
    const { outcome, reason } = end
    await writer.write(actor, async (change) => {
      const ticket = await ownTicket(change, ticketId)
      await saveTicket(
        change,
        ticket,
        { kind: 'closed', detail: outcome },
        { status: 'closed', outcome, closeReason: reason, closedAt: change.at },
      )
      if (outcome === 'wrong-number') await markWrongNumber(change, ticket.contactId)
      await giveBackToBot(change, ticketId, ticket.conversationId)
      await whenClosing?.(change, ticket, end)
    })
    return reader.get(actor, ticketId)
  }
