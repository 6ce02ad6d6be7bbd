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
    /** The customer is writing at this moment, while a human answers; told again while it goes on. */
    | 'contact.typing'
    | 'ticket.opened'
    | 'ticket.changed'
    | 'ticket.warned'
    | 'ticket.escalated'
    | 'agent.changed'
    | 'note.added'
    | 'note.changed'
    /** Somebody wrote a note for one agent: `toAgentId`. */
    | 'mention.added'
    /** One agent read what was written for them, on another of their screens: `toAgentId`. */
    | 'mention.read'
    /** Who looks at a ticket, or types there. */
    | 'viewers.changed'
    /** Tags, saved views or canned replies. */
    | 'workspace.changed'
    /** The settings of the desk. */
    | 'settings.changed'
    | 'channel.changed'
    | 'campaign.changed'
  conversationId: string | null
  ticketId: string | null
  messageId: string | null
  /** The acting agent, so that their own screen need not announce it. */
  agentId: string | null
  /** Only this agent hears it. */
  toAgentId?: string
}
