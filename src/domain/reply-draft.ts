/** What an agent began to write on a ticket. One row for each agent and ticket; an empty text is no draft. */
export type ReplyDraft = {
  id: string
  agentId: string
  ticketId: string
  text: string
  /** Raised by every write and by every message sent. */
  version: number
  /** The version with which the last message was sent: what goes on from before it is stale. */
  sentVersion: number
  updatedAt: Date
}

export const draftId = (agentId: string, ticketId: string): string => `${agentId}/${ticketId}`

export type SavedDraft = {
  draft: ReplyDraft
  /** What another screen of the same agent had written meanwhile. */
  replaced: string | null
  dropped: boolean
}

type Writing = { agentId: string; ticketId: string; text: string; version: number }

/**
 * The draft after a write: the last one wins, except one that goes on from before the last message was sent: that would bring
 * back what the customer already has.
 */
export const writeDraft = (
  current: ReplyDraft | null,
  { agentId, ticketId, text, version }: Writing,
  now: Date,
): SavedDraft => {
  if (current !== null && version < current.sentVersion) {
    return { draft: current, replaced: null, dropped: true }
  }
  const before = current ?? { version: 0, sentVersion: 0, text: '' }
  const overtaken = version < before.version && before.text !== text && before.text !== ''
  return {
    draft: {
      id: draftId(agentId, ticketId),
      agentId,
      ticketId,
      text,
      version: before.version + 1,
      sentVersion: before.sentVersion,
      updatedAt: now,
    },
    replaced: overtaken ? before.text : null,
    dropped: false,
  }
}
