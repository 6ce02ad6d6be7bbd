/**
 * A change that a screen may want to know. It names what changed, never its text: who listens reads it again under its
 * own rights. Duplicates are harmless, a missing one is not.
 */
export type DomainEvent = {
  /** Time-ordered; the resume point of `GET /api/events`. */
  id: string
  at: Date
  kind:
    | 'message.added'
    | 'message.changed'
    | 'conversation.changed'
    | 'ticket.opened'
    | 'ticket.changed'
    | 'channel.changed'
    | 'campaign.changed'
  conversationId: string | null
  ticketId: string | null
  messageId: string | null
  /** The acting agent, so that their own screen need not announce it. */
  agentId: string | null
}
