import { maySeeTicket } from '../domain/access.js'
import type { Skill } from '../domain/agent.js'
import { hasSkill } from '../domain/assignment.js'
import { DomainError } from '../domain/errors.js'
import type { Ticket, TicketQueue } from '../domain/ticket.js'
import { createKeyedQueue } from '../lib/keyed-queue.js'
import type { Store } from '../store/store.js'
import type { Actor } from './deps.js'
import type { TicketDetail } from './read-tickets.js'

export type ClaimNext = { product?: 'tv' | 'movil'; queue?: TicketQueue }

const pageSize = 50

/** Open tickets in the order of the queue, as long as somebody asks for more. */
async function* waiting({ tickets }: Store, { queue }: ClaimNext): AsyncGenerator<Ticket> {
  const filter = { statuses: ['open'], ...(queue === undefined ? {} : { queue }) } as const
  let after: string | null = null
  do {
    const page = await tickets.list(filter, { limit: pageSize, after })
    yield* page.items
    after = page.next
  } while (after !== null)
}

const wasTaken = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'conflict' || error.code === 'not-found')

/**
 * Claims the ticket that is due first among those the agent may and can take; null when there is none. One at a time in a process:
 * everybody wants the same ticket, and side by side they would spend their time in conflicts over it. Other processes are kept
 * out by the claim itself.
 */
export const createClaimNext = (
  store: Store,
  claim: (actor: Actor, ticketId: string) => Promise<TicketDetail>,
): ((actor: Actor, wanted: ClaimNext) => Promise<TicketDetail | null>) => {
  const turns = createKeyedQueue(1)
  const skillsFor = async (actor: Actor, { product }: ClaimNext): Promise<Skill[]> =>
    product === undefined ? ((await store.agents.byId(actor.id))?.skills ?? []) : [product]

  /** Null when somebody was faster. */
  const attempt = async (actor: Actor, ticketId: string): Promise<TicketDetail | null> => {
    try {
      return await claim(actor, ticketId)
    } catch (error) {
      if (wasTaken(error)) return null
      throw error
    }
  }

  const next = async (actor: Actor, wanted: ClaimNext): Promise<TicketDetail | null> => {
    const { product } = wanted
    const skills = await skillsFor(actor, wanted)
    for await (const ticket of waiting(store, wanted)) {
      const asked = product === undefined || ticket.product === product
      if (!asked || !maySeeTicket(actor, ticket) || !hasSkill({ skills }, ticket)) continue
      const claimed = await attempt(actor, ticket.id)
      if (claimed) return claimed
    }
    return null
  }
  return (actor, wanted) => turns.run('next', () => next(actor, wanted))
}
