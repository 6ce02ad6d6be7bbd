import type { DomainEvent } from '../domain/events.js'
import type { OwnDeviceMessage } from '../domain/inbound.js'
import { queuedMessage } from '../domain/queued-message.js'
import type { DeskRules } from '../domain/settings.js'
import { afterAgentMessage } from '../domain/ticket-clocks.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'
import { openConversation } from './open-conversation.js'

/**
 * A message somebody typed on the paired phone (users-ask.md 2.4). It is in the transcript as sent; where the conversation has
 * an active ticket the bot falls silent until that ticket is closed, and the ticket shows the takeover.
 */
export const keepOwnMessage = async (
  collections: Collections,
  own: OwnDeviceMessage,
  deps: { clock: Clock; newId: NewId; rules: () => DeskRules },
): Promise<DomainEvent[]> => {
  const now = deps.clock.now()
  const { conversation } = await openConversation(collections, { ...own, name: null }, deps)
  const known = await collections.messages.inConversationByProviderId(
    conversation.id,
    own.providerId,
  )
  if (known) return []
  const seq = await collections.conversations.takeSeqs(conversation.id, 1)
  const row = queuedMessage(conversation, {
    id: deps.newId(),
    seq,
    author: 'agent',
    content: own.content,
    now,
  })
  await collections.messages.insert({
    ...row,
    providerId: own.providerId,
    at: own.at,
    delivery: row.delivery && { ...row.delivery, status: 'sent', sentAt: own.at },
  })
  const ticket = await collections.tickets.activeOf(conversation.id)
  const alreadyTheirs = conversation.mode.kind === 'human'
  await collections.conversations.update(conversation.id, {
    lastMessageAt: now,
    unread: 0,
    ...(ticket ? { mode: { kind: 'human', ticketId: ticket.id } } : {}),
  })
  if (ticket) {
    await collections.tickets.replaceIf(
      ticket.id,
      { version: ticket.version },
      {
        ...afterAgentMessage(ticket, own.at, deps.rules()),
        history: alreadyTheirs
          ? ticket.history
          : [
              ...ticket.history,
              { at: now, by: 'system', kind: 'taken-over', detail: 'paired-phone' },
            ],
      },
    )
  }
  const event = (kind: DomainEvent['kind'], of: Partial<DomainEvent>): DomainEvent => ({
    id: deps.newId(),
    at: now,
    kind,
    conversationId: conversation.id,
    ticketId: null,
    messageId: null,
    agentId: null,
    ...of,
  })
  const events = [
    event('message.added', { messageId: row.id }),
    ...(ticket ? [event('ticket.changed', { ticketId: ticket.id })] : []),
  ]
  await collections.events.append(events)
  return events
}
