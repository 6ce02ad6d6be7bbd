/** What colleagues write to each other beside a conversation. It is no message: no channel ever sees it. */
export type Note = {
  id: string
  conversationId: string
  contactId: string
  ticketId: string | null
  agentId: string
  text: string
  /** Ids of agents. */
  mentions: string[]
  at: Date
  /** The text is gone then too. */
  deletedAt: Date | null
}

/** One agent's attention asked for by a note. */
export type Mention = {
  id: string
  noteId: string
  agentId: string
  at: Date
  readAt: Date | null
}
