import { z } from 'zod'
import { identifier, pageQuery } from '../contract/common.js'
import {
  colleagues,
  mentionPage,
  mentionQuery,
  newNoteRequest,
  notePage,
  noteView,
  readMentionsRequest,
  unreadMentionsView,
} from '../contract/note.js'
import type { ApiDeps } from '../deps.js'
import { presentMoment } from '../present/instant.js'
import { presentNote } from '../present/note.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

type Deps = Pick<ApiDeps, 'workspace' | 'records'>

const params = z.strictObject({ conversationId: identifier })

const createMentionRoutes = ({ workspace: { mentions }, records }: Deps): Route[] => [
  route({
    method: 'get',
    path: '/api/mentions',
    tag: 'notes',
    summary: 'Notes that ask for my attention, newest first',
    access: 'tickets:work',
    query: mentionQuery,
    answer: mentionPage,
    handle: async ({ agent, query }) => {
      const filter = { unread: query.unread === 'true' }
      const { items, next } = await mentions.list(agent, filter, toPageRequest(query))
      return {
        items: items.map(({ mention, note }) => ({
          id: mention.id,
          note: presentNote(note),
          readAt: presentMoment(mention.readAt),
        })),
        next,
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/mentions/unread',
    tag: 'notes',
    summary: 'How many mentions I have not read',
    access: 'tickets:work',
    answer: unreadMentionsView,
    handle: async ({ agent }) => ({ unread: await mentions.unread(agent) }),
  }),
  route({
    method: 'post',
    path: '/api/mentions/read',
    tag: 'notes',
    summary: 'I have read these, or all of them',
    access: 'tickets:work',
    body: readMentionsRequest,
    answer: unreadMentionsView,
    handle: async ({ agent, body }) => ({
      unread: await mentions.markRead(agent, body.ids ?? null),
    }),
  }),
  route({
    method: 'get',
    path: '/api/colleagues',
    tag: 'notes',
    summary: 'Whom one may mention: everybody who can sign in',
    access: 'tickets:work',
    answer: colleagues,
    handle: async () => {
      const working = (await records.agents.list()).filter(({ disabledAt }) => disabledAt === null)
      const byName = working.sort((a, b) => a.name.localeCompare(b.name, 'es'))
      return { items: byName.map(({ id, name, role }) => ({ id, name, role })), next: null }
    },
  }),
]

/** What colleagues write to each other beside a conversation. */
export const createNoteRoutes = (deps: Deps): Route[] => {
  const { notes } = deps.workspace
  return [
    route({
      method: 'get',
      path: '/api/conversations/:conversationId/notes',
      tag: 'notes',
      summary: 'Internal notes, newest first; never part of what the customer gets',
      access: 'tickets:work',
      params,
      query: pageQuery,
      answer: notePage,
      handle: async ({ agent, params: { conversationId }, query }) => {
        const { items, next } = await notes.list(agent, conversationId, toPageRequest(query))
        return { items: items.map(presentNote), next }
      },
    }),
    route({
      method: 'post',
      path: '/api/conversations/:conversationId/notes',
      tag: 'notes',
      summary: 'Write a note; who is mentioned is told',
      access: 'tickets:work',
      params,
      body: newNoteRequest,
      answer: noteView,
      status: 201,
      handle: async ({ agent, params: { conversationId }, body }) => {
        const { text, mentions } = body
        const refersTo = { ticketId: body.ticketId ?? null, clientId: body.id ?? null }
        return presentNote(await notes.add(agent, conversationId, { text, mentions, ...refersTo }))
      },
    }),
    route({
      method: 'delete',
      path: '/api/notes/:noteId',
      tag: 'notes',
      summary: 'Take one’s own note back: its words are gone',
      access: 'tickets:work',
      params: z.strictObject({ noteId: identifier }),
      answer: noteView,
      handle: async ({ agent, params: { noteId } }) =>
        presentNote(await notes.remove(agent, noteId)),
    }),
    ...createMentionRoutes(deps),
  ]
}
