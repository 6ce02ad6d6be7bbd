import type { QueryClient } from '@tanstack/react-query'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { keys } from '../query-keys.js'
import { isStatus, request } from '../request.js'
import { dropTicket, placeTicket } from './cached-tickets.js'

/** Up to here each ticket is asked for by itself; a storm of changes reads the lists again instead. */
const manyTickets = 12

const refreshTicket = async (cache: QueryClient, id: string, agentId: string): Promise<void> => {
  try {
    placeTicket(cache, await request<TicketView>(`/api/tickets/${id}`), agentId)
  } catch (error) {
    // Whatever else went wrong, the lists still show what they knew, and the next event asks again.
    if (isStatus(error, 404) || isStatus(error, 403)) dropTicket(cache, id)
  }
}

/**
 * Reads again what changed. A list of thousands is not read again for one ticket: the ticket is read and put in its place,
 * so that pages already loaded stay and nothing moves but the ticket.
 */
export const refreshTickets = async (
  cache: QueryClient,
  ids: readonly string[],
  agentId: string,
): Promise<void> => {
  if (ids.length > manyTickets) {
    await cache.invalidateQueries({ queryKey: keys.ticketLists })
    return
  }
  await Promise.all(ids.map((id) => refreshTicket(cache, id, agentId)))
}

/** Reads a ticket and all that counts it again; the server's word ends every optimism. */
export const reloadTicket = async (
  cache: QueryClient,
  id: string,
  agentId: string,
): Promise<void> => {
  await Promise.all([
    refreshTicket(cache, id, agentId),
    cache.invalidateQueries({ queryKey: keys.counts }),
    cache.invalidateQueries({ queryKey: keys.ticket(id) }),
  ])
}
