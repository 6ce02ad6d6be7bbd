import { z } from 'zod'
import {
  contactView,
  identifier,
  instant,
  languages,
  messagePreview,
  named,
  pageOf,
  products,
} from './common.js'
import { messageView } from './message.js'
import { ticketStatus } from './ticket.js'

const serviceView = z.object({
  kind: z.enum(['fija', 'internet', 'tv', 'movil']),
  number: z.string().nullable(),
  since: instant.nullable(),
  retiredAt: instant.nullable(),
})

export const conversationView = z.object({
  id: identifier,
  contact: contactView,
  channel: z.string(),
  language: z.enum(languages),
  /** `human`: the bot is silent until the ticket is closed. */
  mode: z.enum(['bot', 'human']),
  /** The ticket that holds the conversation, or the open one that waits. */
  ticket: z
    .object({
      id: identifier,
      number: z.number().int(),
      status: ticketStatus,
      assignee: named.nullable(),
    })
    .nullable(),
  survey: z
    .object({
      surveyId: z.string(),
      product: z.enum(products),
      state: z.enum(['offered', 'running']),
      answered: z.number().int(),
    })
    .nullable(),
  services: z.array(serviceView),
  optedOutAt: instant.nullable(),
  wrongNumberAt: instant.nullable(),
  unread: z.number().int(),
  lastMessage: messagePreview.nullable(),
  lastMessageAt: instant.nullable(),
  createdAt: instant,
})
export type ConversationView = z.infer<typeof conversationView>
export const conversationPage = pageOf(conversationView)

/** Ascending. `next`: ask again with `after`; `previous`: ask again with `before`. Without either: the newest. */
export const messagePage = z.object({
  items: z.array(messageView),
  next: z.string().nullable(),
  previous: z.string().nullable(),
})
export type MessagePage = z.infer<typeof messagePage>

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** `after` and `before` are values of `seq`, both exclusive. */
export const messageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: seq.optional(),
  cursor: seq.optional(),
  before: seq.optional(),
})
