import { createHash } from 'node:crypto'
import { DomainError } from '../domain/errors.js'
import { outboundProviderId } from '../domain/message.js'
import type { Message } from '../domain/message.js'
import { isRunning } from '../domain/sla.js'
import { afterAgentMessage } from '../domain/ticket-clocks.js'
import type { Ticket } from '../domain/ticket.js'
import type { NewId } from '../lib/ids.js'
import type { Actor } from './deps.js'
import type { TicketHooks } from './hooks.js'
import { ownTicket, saveTicket } from './ticket-writer.js'
import type { Change, TicketWriter } from './ticket-writer.js'

/** The same words of the same client make the same row: a retried request finds it there. */
const derivedId = (ticketId: string, agentId: string, clientId: string): string =>
  createHash('sha256').update(`${ticketId}\n${agentId}\n${clientId}`).digest('hex').slice(0, 24)

const appendReply = async (
  { collections, actor, at }: Change,
  ticket: Ticket,
  { id, text }: { id: string; text: string },
): Promise<Message> => {
  const { conversationId, contactId } = ticket
  const conversation = await collections.conversations.byId(conversationId)
  if (conversation === null) throw new DomainError('not-found', 'No existe esa conversación.')
  const { channel, account } = conversation.address
  const message: Message = {
    id,
    conversationId,
    contactId,
    channel,
    account,
    seq: await collections.conversations.takeSeqs(conversationId, 1),
    author: 'agent',
    agentId: actor.id,
    content: { kind: 'text', text },
    providerId: outboundProviderId(id),
    quotedProviderId: null,
    at,
    createdAt: at,
    turnPending: false,
    turn: null,
    delivery: {
      status: 'queued',
      attempts: 0,
      dueAt: at,
      leaseUntil: null,
      sentAt: null,
      deliveredAt: null,
      readAt: null,
      failure: null,
    },
    campaignId: null,
    edits: [],
    deletedAt: null,
    reactions: [],
  }
  await collections.messages.insert(message)
  await collections.conversations.update(conversationId, { lastMessageAt: at, unread: 0 })
  return message
}

/**
 * What any message of an agent to the customer means for the ticket: the first contact is made, the answer that was owed is given. It
 * writes only when that changes something.
 */
export const noteAgentMessage = async (change: Change, ticket: Ticket): Promise<void> => {
  const owed = ticket.clocks.some((clock) => clock.kind !== 'resolution' && isRunning(clock))
  if (ticket.firstContactAt !== null && !owed) return
  const changes = afterAgentMessage(ticket, change.at, change.rules)
  await saveTicket(change, ticket, { kind: 'replied', detail: null }, changes)
}

export const createReply =
  (writer: TicketWriter, newId: NewId, { checkReply }: TicketHooks = {}) =>
  async (
    actor: Actor,
    ticketId: string,
    { text, clientId }: { text: string; clientId: string | null },
  ): Promise<Message> => {
    const id = clientId === null ? newId() : derivedId(ticketId, actor.id, clientId)
    return writer.write(actor, async (change) => {
      const ticket = await ownTicket(change, ticketId)
      const earlier = clientId === null ? null : await change.collections.messages.byId(id)
      if (earlier !== null) return earlier
      checkReply?.(text)
      const message = await appendReply(change, ticket, { id, text })
      const { conversationId } = message
      change.tell({ kind: 'message.added', conversationId, ticketId, messageId: message.id })
      await noteAgentMessage(change, ticket)
      return message
    })
  }
