import { z } from 'zod'
import { identifier, instant } from './common.js'

/**
 * One line of `GET /api/events` (server-sent; `data:` holds this, `id:` the resume point for `Last-Event-ID`). It names what
 * changed, never its text: read it again. Duplicates are possible and harmless.
 */
export const eventView = z.object({
  id: identifier,
  at: instant,
  kind: z.enum([
    'message.added',
    'message.changed',
    'conversation.changed',
    'contact.typing',
    'ticket.opened',
    'ticket.changed',
    'ticket.warned',
    'ticket.escalated',
    'agent.changed',
    'note.added',
    'note.changed',
    'mention.added',
    'mention.read',
    'viewers.changed',
    'workspace.changed',
    'settings.changed',
    'channel.changed',
    'campaign.changed',
  ]),
  conversationId: identifier.nullable(),
  ticketId: identifier.nullable(),
  messageId: identifier.nullable(),
  agentId: identifier.nullable(),
})
export type EventView = z.infer<typeof eventView>
