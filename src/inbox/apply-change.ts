import type { DomainEvent } from '../domain/events.js'
import type { InboundChange } from '../domain/inbound.js'
import type { Message } from '../domain/message.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Collections } from '../store/store.js'
import { findConversation } from './find-conversation.js'

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
          ...message.reactions.filter(({ from }) => from !== sideOf(change)),
          ...(change.emoji === ''
            ? []
            : [{ emoji: change.emoji, from: sideOf(change), at: change.at }]),
        ],
      }
  }
}

const sideOf = ({ own }: InboundChange) => (own ? ('agent' as const) : ('contact' as const))

/**
 * Whoever sends a change names any message they like: words are changed by the side that said them alone, or a customer could
 * rewrite what we told them.
 */
const mayChange = ({ author }: Message, change: InboundChange): boolean =>
  change.kind === 'reaction' || (author === 'contact') === (sideOf(change) === 'contact')

/**
 * Marks a stored message as edited, deleted or reacted to. A message whose turn was not taken yet is understood in its edited
 * form, and not answered once deleted; what was answered stays answered. Null when the chat has no such message, or the change is not
 * theirs to make.
 */
export const applyChange = async (
  collections: Collections,
  change: InboundChange,
  { clock, newId }: { clock: Clock; newId: NewId },
): Promise<DomainEvent | null> => {
  const { messages, events } = collections
  const conversation = await findConversation(collections, change.address)
  const message =
    conversation && (await messages.inConversationByProviderId(conversation.id, change.providerId))
  if (!message || !mayChange(message, change)) return null
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
