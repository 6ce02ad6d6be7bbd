import type { Ticket } from '../domain/ticket.js'
import type { Change } from './ticket-writer.js'

const suppressed = 'Una persona tomó la conversación antes de que saliera.'

/** From this commit on the bot is silent, and what it had not sent yet never goes out (users-ask.md 2.4, faults.md 28). */
export const muteBot = async ({ collections, tell }: Change, ticket: Ticket): Promise<void> => {
  const { conversationId } = ticket
  await collections.conversations.update(conversationId, {
    mode: { kind: 'human', ticketId: ticket.id },
  })
  const stopped = await collections.messages.expireQueuedOfBot(conversationId, suppressed)
  if (stopped > 0) tell({ kind: 'message.changed', conversationId })
  tell({ kind: 'conversation.changed', conversationId, ticketId: ticket.id })
}
