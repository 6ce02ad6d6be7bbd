import type { DomainEvent } from '../domain/events.js'
import type { InboundChange } from '../domain/inbound.js'
import type { Message } from '../domain/message.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'

const changesOf = (message: Message, change: InboundChange): Partial<Message> => {
  switch (change.kind) {
    case 'edit':
      // WhatsApp tells an edit again after a reconnect: words that are there already are no edit.
      return message.content.kind === 'text' && message.content.text !== change.text
        ? {
            content: { kind: 'text', text: change.text },
            edits: [...message.edits, { text: message.content.text, at: change.at }],
          }
        : {}
    case 'delete':
      return { deletedAt: message.deletedAt ?? change.at }
    case 'reaction':
      return {
        reactions: [
          ...message.reactions.filter(({ from }) => from !== 'contact'),
          ...(change.emoji === ''
            ? []
            : [{ emoji: change.emoji, from: 'contact' as const, at: change.at }]),
        ],
      }
  }
}

/**
 * Marks a stored message as edited, deleted or reacted to. A message whose turn was not taken yet is understood in its edited
 * form, and not answered once deleted; what was answered stays answered. Null when we do not have the message.
 */
export const applyChange = async (
  { messages, events }: Collections,
  change: InboundChange,
  { clock, newId }: { clock: Clock; newId: NewId },
): Promise<DomainEvent | null> => {
  const message = await messages.byProviderId(change.address.account, change.providerId)
  if (!message) return null
  await messages.update(message.id, changesOf(message, change))
  const event: DomainEvent = {
    id: newId(),
    at: clock.now(),
    kind: 'message.changed',
    conversationId: message.conversationId,
    ticketId: null,
    messageId: message.id,
    agentId: null,
  }
  await events.append([event])
  return event
}
