import type { Mention } from '../domain/note.js'
import type { Page, PageRequest } from '../store/store.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { withNames } from './notes.js'
import type { NoteDetail } from './notes.js'
import { createTell } from './tell.js'

export type MentionDetail = { mention: Mention; note: NoteDetail }

/** Always the actor's own: who was mentioned reads that note, whatever else they may read of the conversation. */
export type Mentions = {
  list: (
    actor: Actor,
    filter: { unread: boolean },
    page: PageRequest,
  ) => Promise<Page<MentionDetail>>
  unread: (actor: Actor) => Promise<number>
  /** Null: all of them. Returns how many are unread still. */
  markRead: (actor: Actor, ids: readonly string[] | null) => Promise<number>
}

export const createMentions = (deps: WorkspaceDeps): Mentions => {
  const { store, clock } = deps
  const change = createTell(deps)
  return {
    list: async (actor, filter, page) => {
      const { items, next } = await store.mentions.list(actor.id, filter, page)
      const notes = await store.notes.byIds([...new Set(items.map(({ noteId }) => noteId))])
      const details = await withNames(store, notes)
      const byId = new Map(details.map((detail) => [detail.note.id, detail]))
      const joined = items.flatMap((mention) => {
        const note = byId.get(mention.noteId)
        return note ? [{ mention, note }] : []
      })
      return { items: joined, next }
    },
    unread: (actor) => store.mentions.countUnread(actor.id),
    markRead: async (actor, ids) => {
      await change(actor, async ({ mentions }, tell) => {
        const read = await mentions.markRead(actor.id, ids, clock.now())
        // The badge on their other screens.
        if (read > 0) tell({ kind: 'mention.read', toAgentId: actor.id })
      })
      return store.mentions.countUnread(actor.id)
    },
  }
}
