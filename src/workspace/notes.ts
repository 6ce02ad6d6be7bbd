import { createHash } from 'node:crypto'
import { DomainError } from '../domain/errors.js'
import type { Note } from '../domain/note.js'
import type { Collections, Page, PageRequest } from '../store/store.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { createTell } from './tell.js'

/** A note and the names of everybody in it. */
export type NoteDetail = { note: Note; names: ReadonlyMap<string, string> }

export type NewNote = {
  text: string
  mentions: readonly string[]
  ticketId: string | null
  /** The client's own: the same twice is one note. */
  clientId: string | null
}

export type Notes = {
  list: (actor: Actor, conversationId: string, page: PageRequest) => Promise<Page<NoteDetail>>
  add: (actor: Actor, conversationId: string, note: NewNote) => Promise<NoteDetail>
  /** By its author alone; the words are gone, that there was a note stays. */
  remove: (actor: Actor, noteId: string) => Promise<NoteDetail>
}

const derivedId = (conversationId: string, agentId: string, clientId: string): string =>
  createHash('sha256')
    .update(`${conversationId}\n${agentId}\n${clientId}`)
    .digest('hex')
    .slice(0, 24)

export const withNames = async (
  { agents }: Pick<Collections, 'agents'>,
  notes: readonly Note[],
): Promise<NoteDetail[]> => {
  const ids = new Set(notes.flatMap((note) => [note.agentId, ...note.mentions]))
  const found = ids.size === 0 ? [] : await agents.byIds([...ids])
  const names = new Map(found.map(({ id, name }) => [id, name]))
  return notes.map((note) => ({ note, names }))
}

const one = async (collections: Collections, note: Note): Promise<NoteDetail> => {
  const [detail] = await withNames(collections, [note])
  if (detail === undefined) throw new Error('A note was lost while it was shown.')
  return detail
}

/** @throws DomainError `invalid` unless everybody mentioned can sign in. */
const colleagues = async (
  { agents }: Collections,
  actor: Actor,
  mentions: readonly string[],
): Promise<string[]> => {
  const wanted = [...new Set(mentions)].filter((id) => id !== actor.id)
  if (wanted.length === 0) return []
  const found = await agents.byIds(wanted)
  const working = new Set(found.filter(({ disabledAt }) => !disabledAt).map(({ id }) => id))
  if (wanted.some((id) => !working.has(id))) {
    throw new DomainError('invalid', 'Una de las personas mencionadas no trabaja aquí.')
  }
  return wanted
}

export const createNotes = (deps: WorkspaceDeps): Notes => {
  const { store, clock, newId, openConversation } = deps
  const change = createTell(deps)
  return {
    list: async (actor, conversationId, page) => {
      await openConversation(actor, conversationId)
      const { items, next } = await store.notes.ofConversation(conversationId, page)
      return { items: await withNames(store, items), next }
    },
    add: async (actor, conversationId, { text, mentions, ticketId, clientId }) => {
      const { conversation } = await openConversation(actor, conversationId)
      const id = clientId === null ? newId() : derivedId(conversationId, actor.id, clientId)
      return change(actor, async (collections, tell) => {
        const earlier = clientId === null ? null : await collections.notes.byId(id)
        if (earlier !== null) return one(collections, earlier)
        const ticket = ticketId === null ? null : await collections.tickets.byId(ticketId)
        if (ticketId !== null && ticket?.conversationId !== conversationId) {
          throw new DomainError('invalid', 'El ticket no es de esta conversación.')
        }
        const { contactId } = conversation
        const told = await colleagues(collections, actor, mentions)
        const at = clock.now()
        const about = { conversationId, contactId, ticketId, agentId: actor.id }
        const note: Note = { id, ...about, text, mentions: told, at, deletedAt: null }
        await collections.notes.insert(note)
        tell({ kind: 'note.added', conversationId, ticketId })
        for (const agentId of told) {
          await collections.mentions.insert({ id: newId(), noteId: id, agentId, at, readAt: null })
          tell({ kind: 'mention.added', conversationId, ticketId, toAgentId: agentId })
        }
        return one(collections, note)
      })
    },
    remove: (actor, noteId) =>
      change(actor, async (collections, tell) => {
        const note = await collections.notes.byId(noteId)
        if (note === null) throw new DomainError('not-found', 'No existe esa nota.')
        if (note.agentId !== actor.id) {
          throw new DomainError('forbidden', 'Solo quien escribió la nota puede borrarla.')
        }
        if (note.deletedAt !== null) return one(collections, note)
        const changes = { text: '', deletedAt: clock.now() }
        await collections.notes.update(noteId, changes)
        const { conversationId, ticketId } = note
        tell({ kind: 'note.changed', conversationId, ticketId })
        return one(collections, { ...note, ...changes })
      }),
  }
}
