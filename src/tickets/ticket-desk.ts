import type { Message } from '../domain/message.js'
import type { TicketStatus } from '../domain/ticket.js'
import type { Page, PageRequest } from '../store/store.js'
import { createClaimNext, type ClaimNext } from './claim-next.js'
import { createClaim } from './claim.js'
import { createCloseTicket } from './close-ticket.js'
import type { Actor, TicketDeskDeps } from './deps.js'
import type { TicketEnd, TicketHooks } from './hooks.js'
import { createMarkSeen } from './mark-seen.js'
import { createReadTickets } from './read-tickets.js'
import type { TicketDetail, TicketListFilter } from './read-tickets.js'
import { createRelease } from './release.js'
import { createReopen } from './reopen.js'
import { createReply } from './reply.js'
import type { Reply } from './reply.js'
import { createTakeOver } from './take-over.js'
import { createTicketWriter } from './ticket-writer.js'
import { createTransfer, type Transfer } from './transfer.js'
import { createResume, createWait } from './wait.js'

/**
 * What agents do with tickets. Every verb throws DomainError: `not-found` for a ticket that is not there or not for this
 * agent's eyes, `forbidden` for one that is not theirs, `conflict` when another was faster (details.winner names them).
 */
export type TicketDesk = {
  /** Oldest due first, those this agent may see. */
  list: (actor: Actor, filter: TicketListFilter, page: PageRequest) => Promise<Page<TicketDetail>>
  get: (actor: Actor, ticketId: string) => Promise<TicketDetail>
  counts: () => Promise<Record<TicketStatus, number>>
  /** Compare-and-set; claiming one's own ticket again changes nothing. The bot falls silent in the same transaction. */
  claim: (actor: Actor, ticketId: string) => Promise<TicketDetail>
  /** The one due first that this agent may and can take; null when there is none. */
  claimNext: (actor: Actor, wanted: ClaimNext) => Promise<TicketDetail | null>
  /** Back to the queue. The conversation stays with the humans: the bot does not start to talk again. */
  release: (actor: Actor, ticketId: string) => Promise<TicketDetail>
  /** For supervisors: the ticket is theirs, whoever had it. */
  takeOver: (actor: Actor, ticketId: string) => Promise<TicketDetail>
  /** To an agent or to a queue, by its owner or a supervisor. Null when the actor may no longer see it. */
  transfer: (actor: Actor, ticketId: string, transfer: Transfer) => Promise<TicketDetail | null>
  /** For the customer, at most until then; their message ends it as well. */
  wait: (
    actor: Actor,
    ticketId: string,
    wait: { until: Date; note: string | null },
  ) => Promise<TicketDetail>
  resume: (actor: Actor, ticketId: string) => Promise<TicketDetail>
  /** A closed one, within the window, by who had it or a supervisor; it is theirs then. */
  reopen: (actor: Actor, ticketId: string, why: { note: string | null }) => Promise<TicketDetail>
  /** Queues a text or a file to the customer. The same `clientId` twice is one message. */
  reply: (actor: Actor, ticketId: string, reply: Reply) => Promise<Message>
  /** The bot has the conversation again. */
  close: (actor: Actor, ticketId: string, end: TicketEnd) => Promise<TicketDetail>
  /** The assignee has the conversation on the screen: nothing is unread any more. */
  markSeen: (actor: Actor, ticketId: string) => Promise<void>
}

export const createTicketDesk = (deps: TicketDeskDeps & TicketHooks): TicketDesk => {
  const writer = createTicketWriter(deps)
  const reader = createReadTickets(deps)
  const claim = createClaim(writer, reader, deps.store)
  return {
    list: reader.list,
    get: reader.get,
    counts: () => deps.store.tickets.counts(),
    claim,
    claimNext: createClaimNext(deps.store, claim),
    release: createRelease(writer, reader),
    takeOver: createTakeOver(writer, reader, deps.store),
    transfer: createTransfer(writer, reader, deps.store),
    wait: createWait(writer, reader),
    resume: createResume(writer, reader),
    reopen: createReopen(writer, reader),
    reply: createReply(writer, deps.newId, deps),
    close: createCloseTicket(writer, reader, deps),
    markSeen: createMarkSeen(writer),
  }
}
