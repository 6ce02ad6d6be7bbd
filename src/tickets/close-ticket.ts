import { wrongNumber } from '../domain/desk-settings.js'
import { DomainError } from '../domain/errors.js'
import { moveTicket } from '../domain/ticket-moves.js'
import type { TicketOutcome } from '../domain/ticket.js'
import type { Actor } from './deps.js'
import type { TicketEnd, TicketHooks } from './hooks.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { saveTicket, stillOwnTicket } from './ticket-writer.js'
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

const requireKnownOutcome = ({ rules }: Change, outcome: TicketOutcome): void => {
  if (rules.desk.outcomes.some(({ id }) => id === outcome)) return
  throw new DomainError('invalid', 'Ese resultado no está en la lista.', {
    errors: [{ path: 'body.outcome', message: 'is not an outcome of the settings' }],
  })
}

export const createCloseTicket =
  (writer: TicketWriter, reader: ReadTickets, { whenClosing }: TicketHooks = {}) =>
  async (actor: Actor, ticketId: string, end: TicketEnd): Promise<TicketDetail> => {
    const { outcome, reason } = end
    await writer.write(actor, async (change) => {
      const ticket = await stillOwnTicket(change, ticketId)
      requireKnownOutcome(change, outcome)
      const input = { at: change.at, outcome, reason }
      const changes = moveTicket(ticket, 'close', input, change.rules)
      await saveTicket(change, ticket, { kind: 'closed', detail: outcome }, changes)
      if (outcome === wrongNumber) await markWrongNumber(change, ticket.contactId)
      await giveBackToBot(change, ticketId, ticket.conversationId)
      await whenClosing?.(change, ticket, end)
    })
    return reader.get(actor, ticketId)
  }
