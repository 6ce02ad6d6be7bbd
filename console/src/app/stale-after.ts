import type { EventView } from '../../../src/api/contract/event.js'
import { keys } from '../lib/query-keys.js'

type QueryKey = readonly string[]

const ofTicket = ({ ticketId }: EventView): QueryKey[] =>
  ticketId === null ? [] : [keys.ticket(ticketId)]

const ofMessages = ({ conversationId }: EventView): QueryKey[] =>
  conversationId === null ? [] : [keys.messages(conversationId)]

const ofConversation = (event: EventView): QueryKey[] =>
  event.conversationId === null
    ? []
    : [...ofMessages(event), keys.conversation(event.conversationId), keys.conversations]

const readings: Record<EventView['kind'], (event: EventView) => QueryKey[]> = {
  'message.added': (event) => [...ofConversation(event), ...ofTicket(event), keys.ticketLists],
  'message.changed': ofMessages,
  'conversation.changed': (event) => [...ofConversation(event), ...ofTicket(event)],
  'ticket.opened': (event) => [keys.ticketLists, keys.stats, ...ofTicket(event)],
  'ticket.changed': (event) => [
    keys.ticketLists,
    keys.stats,
    ...ofTicket(event),
    ...ofConversation(event),
  ],
  'channel.changed': () => [keys.channels],
  'campaign.changed': () => [keys.campaigns],
}

/** What one event of the live feed makes stale. A kind this console does not know yet changes nothing. */
export const staleAfter = (event: EventView): QueryKey[] => readings[event.kind]?.(event) ?? []
