import { maySeeTicket } from '../domain/access.js'
import { DomainError } from '../domain/errors.js'
import { draftId, writeDraft } from '../domain/reply-draft.js'
import type { ReplyDraft, SavedDraft } from '../domain/reply-draft.js'
import type { Actor, WorkspaceDeps } from './deps.js'

/** Always the actor's own. */
export type Drafts = {
  /** Those with a text, newest first. */
  list: (actor: Actor) => Promise<ReplyDraft[]>
  get: (actor: Actor, ticketId: string) => Promise<ReplyDraft>
  save: (
    actor: Actor,
    ticketId: string,
    written: { text: string; version: number },
  ) => Promise<SavedDraft>
}

const shown = 200

export const createDrafts = ({ store, clock }: WorkspaceDeps): Drafts => {
  const mustSee = async (actor: Actor, ticketId: string): Promise<void> => {
    const ticket = await store.tickets.byId(ticketId)
    if (ticket === null || !maySeeTicket(actor, ticket)) {
      throw new DomainError('not-found', 'No existe ese ticket.')
    }
  }
  return {
    list: (actor) => store.replyDrafts.ofAgent(actor.id, shown),
    get: async (actor, ticketId) => {
      await mustSee(actor, ticketId)
      const draft = await store.replyDrafts.get(actor.id, ticketId)
      if (draft !== null) return draft
      const empty = { text: '', version: 0, sentVersion: 0, updatedAt: clock.now() }
      return { id: draftId(actor.id, ticketId), agentId: actor.id, ticketId, ...empty }
    },
    save: async (actor, ticketId, written) => {
      await mustSee(actor, ticketId)
      return store.transaction(async ({ replyDrafts }) => {
        const current = await replyDrafts.get(actor.id, ticketId)
        const writing = { agentId: actor.id, ticketId, ...written }
        const saved = writeDraft(current, writing, clock.now())
        if (!saved.dropped) await replyDrafts.put(saved.draft)
        return saved
      })
    },
  }
}
