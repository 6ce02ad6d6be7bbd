import { DomainError } from '../domain/errors.js'
import { offlineSince } from '../domain/presence.js'
import { moveTicket } from '../domain/ticket-moves.js'
import { eachApart } from '../lib/each-apart.js'
import { systemActor, type TicketDeskDeps } from './deps.js'
import { saveTicket, visibleTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

const minuteMs = 60_000
const batch = 100

/**
 * Puts the claimed tickets of agents who have been offline for the grace time back into the queue. Those that wait for the customer
 * stay: they ask for nobody until the wait is over. The bot stays silent, as after any release.
 */
export const createReleaseOffline = (
  { store, clock, rules }: TicketDeskDeps,
  writer: TicketWriter,
): (() => Promise<void>) => {
  const isGone = (since: Date | null): boolean =>
    since !== null &&
    clock.now().getTime() - since.getTime() >=
      rules().desk.assignment.releaseAfterMinutes * minuteMs

  const release = (ticketId: string, agentId: string): Promise<void> =>
    writer.write(systemActor, async (change) => {
      const ticket = await visibleTicket(change, ticketId)
      const presence = await change.collections.presences.byId(agentId)
      const theirs = ticket.status === 'claimed' && ticket.assigneeId === agentId
      if (!theirs || !isGone(offlineSince(presence, change.at))) return
      const changes = moveTicket(ticket, 'release', { at: change.at }, change.rules)
      await saveTicket(change, ticket, { kind: 'released', detail: 'offline' }, changes)
    })

  return async () => {
    await eachApart(await store.presences.list(), async (presence) => {
      if (!isGone(offlineSince(presence, clock.now()))) return
      const { items } = await store.tickets.list(
        { statuses: ['claimed'], assigneeId: presence.id },
        { limit: batch, after: null },
      )
      await eachApart(items, ({ id }) =>
        release(id, presence.id).catch((error: unknown) => {
          // Somebody was faster; there is nothing left to release.
          if (!(error instanceof DomainError && error.code === 'conflict')) throw error
        }),
      )
    })
  }
}
