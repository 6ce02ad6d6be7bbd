import { DomainError } from '../domain/errors.js'
import { moveTicket } from '../domain/ticket-moves.js'
import type { Actor } from './deps.js'
import type { ReadTickets, TicketDetail } from './read-tickets.js'
import { saveTicket, stillOwnTicket } from './ticket-writer.js'
import type { TicketWriter } from './ticket-writer.js'

const dayMs = 86_400_000

/** Sets a ticket to wait for the customer, at most until then; their message ends the wait as well. */
export const createWait =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (
    actor: Actor,
    ticketId: string,
    { until, note }: { until: Date; note: string | null },
  ): Promise<TicketDetail> => {
    await writer.write(actor, async (change) => {
      const ticket = await stillOwnTicket(change, ticketId)
      const { at, rules } = change
      const latest = at.getTime() + rules.desk.waitAtMostDays * dayMs
      if (until <= at || until.getTime() > latest) {
        throw new DomainError('invalid', 'La espera debe terminar en el futuro cercano.', {
          errors: [
            { path: 'body.until', message: `at most ${rules.desk.waitAtMostDays} days ahead` },
          ],
        })
      }
      const changes = moveTicket(ticket, 'wait', { at, until }, rules)
      await saveTicket(
        change,
        ticket,
        { kind: 'waiting', detail: until.toISOString(), note },
        changes,
      )
    })
    return reader.get(actor, ticketId)
  }

/** Ends the wait before its time. */
export const createResume =
  (writer: TicketWriter, reader: ReadTickets) =>
  async (actor: Actor, ticketId: string): Promise<TicketDetail> => {
    await writer.write(actor, async (change) => {
      const ticket = await stillOwnTicket(change, ticketId)
      if (ticket.status === 'claimed') return
      const changes = moveTicket(ticket, 'resume', { at: change.at }, change.rules)
      await saveTicket(change, ticket, { kind: 'resumed', detail: 'agent' }, changes)
    })
    return reader.get(actor, ticketId)
  }
