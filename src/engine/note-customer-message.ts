import type { Situation } from '../domain/decide/situation.js'
import { afterCustomerMessage } from '../domain/ticket-clocks.js'
import type { Collections } from '../store/store.js'

/**
 * The customer wrote into a conversation that a human has: the ticket stops waiting and owes an answer. Returns the ticket's id when
 * that changed it.
 */
export const noteCustomerMessage = async (
  { tickets }: Collections,
  { conversation, evidence, message, texts, now }: Situation,
): Promise<string | null> => {
  const ticket = evidence.activeTicket
  if (conversation.mode.kind !== 'human' || !ticket || message.deletedAt) return null
  const changes = afterCustomerMessage(ticket, message.createdAt, texts.settings)
  if (Object.keys(changes).length === 0) return null
  const resumed = ticket.status === 'waiting'
  const line = { at: now, by: 'system', kind: 'resumed', detail: 'customer' } as const
  const history = resumed ? [...ticket.history, line] : ticket.history
  await tickets.replaceIf(ticket.id, { version: ticket.version }, { ...changes, history })
  return ticket.id
}
