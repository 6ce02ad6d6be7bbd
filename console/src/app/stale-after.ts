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

const ofNotes = ({ conversationId }: EventView): QueryKey[] =>
  conversationId === null ? [] : [keys.notes(conversationId), keys.customer(conversationId)]

const readings: Partial<Record<EventView['kind'], (event: EventView) => QueryKey[]>> = {
  'message.added': (event) => [...ofConversation(event), ...ofTicket(event)],
  'message.changed': ofMessages,
  'conversation.changed': (event) => [...ofConversation(event), ...ofTicket(event)],
  'ticket.opened': (event) => [keys.counts, ...ofTicket(event)],
  'ticket.changed': (event) => [keys.counts, ...ofTicket(event), ...ofConversation(event)],
  'ticket.warned': ofTicket,
  'ticket.escalated': (event) => [keys.escalations, keys.counts, ...ofTicket(event)],
  'agent.changed': () => [keys.team, keys.presence],
  'note.added': ofNotes,
  'note.changed': ofNotes,
  'mention.added': () => [keys.mentions],
  'mention.read': () => [keys.mentions],
  'viewers.changed': ({ ticketId }) => (ticketId === null ? [] : [keys.viewers(ticketId)]),
  'workspace.changed': () => [keys.workspace, keys.counts],
  'settings.changed': () => [keys.deskSettings, keys.deskBlocks],
  'channel.changed': () => [keys.channels],
  'campaign.changed': () => [keys.campaigns],
}

/** What one event of the live feed makes stale; lists of tickets are mended ticket by ticket (`refreshTickets`). A kind this console does not know yet changes nothing. */
export const staleAfter = (event: EventView): QueryKey[] => readings[event.kind]?.(event) ?? []
