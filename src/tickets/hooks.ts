import type { Ticket, TicketOutcome } from '../domain/ticket.js'
import type { Change } from './ticket-writer.js'

/** How an agent ends a ticket. */
export type TicketEnd = {
  outcome: TicketOutcome
  reason: string
  /** Why steps of the service protocol are missing (domain.md C2); null when the agent gave no reason. */
  protocolReason?: string | null
}

/** What other rooms have to say about the work on a ticket; `app.ts` hands them in (law 4). */
export type TicketHooks = {
  /** Looks at a text before it is stored for sending; throws DomainError to refuse it. */
  checkReply?: (text: string) => void
  /**
   * Runs in the transaction of a close by an agent, after the ticket was written as closed; throws DomainError to refuse
   * the close. What it writes is written with the close or not at all.
   */
  whenClosing?: (change: Change, ticket: Ticket, end: TicketEnd) => Promise<void>
}
