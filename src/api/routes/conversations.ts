import { z } from 'zod'
import { identifier, pageQuery } from '../contract/common.js'
import {
  conversationPage,
  conversationView,
  messagePage,
  messageQuery,
} from '../contract/conversation.js'
import type { ApiDeps } from '../deps.js'
import { presentConversation } from '../present/conversation.js'
import { presentMessage } from '../present/message.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { toPageRequest } from './page-request.js'

const params = z.strictObject({ conversationId: identifier })

const rangeOf = ({ limit, after, cursor, before }: z.output<typeof messageQuery>) => {
  const from = after ?? cursor
  return {
    limit,
    ...(from === undefined ? {} : { after: from }),
    ...(before === undefined ? {} : { before }),
  }
}

export const createConversationRoutes = ({
  transcripts,
  content,
}: Pick<ApiDeps, 'transcripts' | 'content'>): Route[] => [
  route({
    method: 'get',
    path: '/api/conversations',
    tag: 'conversations',
    summary: 'Every conversation, newest activity first; for supervisors',
    access: 'transcripts:read-any',
    query: pageQuery,
    answer: conversationPage,
    handle: async ({ agent, query }) => {
      const { items, next } = await transcripts.conversations(agent, toPageRequest(query))
      return { items: items.map(presentConversation), next }
    },
  }),
  route({
    method: 'get',
    path: '/api/conversations/:conversationId',
    tag: 'conversations',
    summary: 'One conversation: customer, ticket, survey',
    access: 'session',
    params,
    answer: conversationView,
    handle: async ({ agent, params: { conversationId } }) =>
      presentConversation(await transcripts.conversation(agent, conversationId)),
  }),
  route({
    method: 'get',
    path: '/api/conversations/:conversationId/messages',
    tag: 'conversations',
    summary: 'What was said, ascending; the newest without after or before',
    access: 'session',
    params,
    query: messageQuery,
    answer: messagePage,
    handle: async ({ agent, params: { conversationId }, query }) => {
      const read = await transcripts.messages(agent, conversationId, rangeOf(query))
      return {
        items: read.messages.map(presentMessage(read, content().campaigns)),
        next: read.next === null ? null : String(read.next),
        previous: read.previous === null ? null : String(read.previous),
      }
    },
  }),
]
