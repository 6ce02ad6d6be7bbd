import { z } from 'zod'
import { identifier, instant, named, pageOf, pageQuery } from './common.js'

/** Written by a colleague for colleagues: never sent to the customer, never part of a transcript for one. */
export const noteView = z.object({
  id: identifier,
  conversationId: identifier,
  ticketId: identifier.nullable(),
  author: named,
  /** Empty once it was deleted. */
  text: z.string(),
  mentions: z.array(named),
  at: instant,
  deletedAt: instant.nullable(),
})
export type NoteView = z.infer<typeof noteView>
export const notePage = pageOf(noteView)

/** `mentions`: ids of colleagues; each is told. The same `id` (the client's own) twice is one note. */
export const newNoteRequest = z.strictObject({
  text: z.string().trim().min(1).max(4096),
  mentions: z.array(identifier).max(20).default([]),
  ticketId: identifier.optional(),
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
})
export type NewNoteRequest = z.input<typeof newNoteRequest>

export const mentionView = z.object({
  id: identifier,
  note: noteView,
  readAt: instant.nullable(),
})
export type MentionView = z.infer<typeof mentionView>
export const mentionPage = pageOf(mentionView)

/** Without `unread` all of them, newest first. */
export const mentionQuery = pageQuery.extend({ unread: z.literal('true').optional() })

export const unreadMentionsView = z.object({ unread: z.number().int() })

/** Without ids: every one. */
export const readMentionsRequest = z.strictObject({ ids: z.array(identifier).max(200).optional() })

/** Whom one may mention: everybody who can sign in. */
export const colleagues = pageOf(named.extend({ role: z.enum(['agent', 'supervisor', 'admin']) }))
