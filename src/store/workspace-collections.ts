import type { ChangedReply } from '../domain/canned-reply.js'
import type { Mention, Note } from '../domain/note.js'
import type { ReplyDraft } from '../domain/reply-draft.js'
import type { SavedView } from '../domain/saved-view.js'
import type { Tag } from '../domain/tag.js'
import type { Viewer } from '../domain/viewer.js'
import type { Page, PageRequest } from '../lib/page.js'

export type Notes = {
  byId: (id: string) => Promise<Note | null>
  byIds: (ids: readonly string[]) => Promise<Note[]>
  /** Throws `DomainError('conflict')` when the id is there already. */
  insert: (note: Note) => Promise<void>
  update: (id: string, changes: Partial<Omit<Note, 'id'>>) => Promise<void>
  /** Newest first. */
  ofConversation: (conversationId: string, page: PageRequest) => Promise<Page<Note>>
  latestOfContact: (contactId: string, limit: number) => Promise<Note[]>
  /** Moves every note of a conversation (a merged contact). */
  reassign: (
    fromConversationId: string,
    to: { conversationId: string; contactId: string },
  ) => Promise<void>
}

export type Mentions = {
  insert: (mention: Mention) => Promise<void>
  /** Newest first. */
  list: (agentId: string, filter: { unread: boolean }, page: PageRequest) => Promise<Page<Mention>>
  countUnread: (agentId: string) => Promise<number>
  /** Null: every one of this agent. Returns how many were unread. */
  markRead: (agentId: string, ids: readonly string[] | null, at: Date) => Promise<number>
}

export type Tags = {
  /** By name; also the archived ones. */
  list: () => Promise<Tag[]>
  byIds: (ids: readonly string[]) => Promise<Tag[]>
  /** Throws `DomainError('conflict')` when the name is taken. */
  insert: (tag: Tag) => Promise<void>
  /** Null when there is none of this id; throws like `insert`. */
  change: (id: string, changes: Partial<Omit<Tag, 'id'>>) => Promise<Tag | null>
}

export type SavedViews = {
  byId: (id: string) => Promise<SavedView | null>
  /** By name. */
  ofOwner: (ownerId: string) => Promise<SavedView[]>
  shared: () => Promise<SavedView[]>
  insert: (view: SavedView) => Promise<void>
  update: (id: string, changes: Partial<Omit<SavedView, 'id'>>) => Promise<void>
  remove: (id: string) => Promise<void>
}

export type CannedReplies = {
  list: () => Promise<ChangedReply[]>
  put: (reply: ChangedReply) => Promise<void>
  /** How many there were: 0 or 1. */
  remove: (id: string) => Promise<number>
}

export type ReplyDrafts = {
  get: (agentId: string, ticketId: string) => Promise<ReplyDraft | null>
  /** Those with a text, newest first. */
  ofAgent: (agentId: string, limit: number) => Promise<ReplyDraft[]>
  put: (draft: ReplyDraft) => Promise<void>
  /** The message went out: the draft is empty, and stale writes are known by its version. */
  sent: (agentId: string, ticketId: string, at: Date) => Promise<void>
}

export type Viewers = {
  ofTicket: (ticketId: string, now: Date) => Promise<Viewer[]>
  byId: (id: string) => Promise<Viewer | null>
  put: (viewer: Viewer) => Promise<void>
  /** How many there were: 0 or 1. */
  remove: (id: string) => Promise<number>
}
