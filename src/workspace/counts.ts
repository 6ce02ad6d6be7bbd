import type { TicketState } from '../domain/ticket.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { createTallies, type Tally, type ViewFilter } from './tallies.js'
import { createTicketStates } from './ticket-states.js'

export type Counted = { open: number; claimed: number; waiting: number; overdue: number }
export type TicketCounts = {
  all: Counted
  mine: Counted
  free: number
  queues: Map<string, Counted>
  /** By the service they are about; those about none, or about another, are in `all` alone. */
  products: { tv: Counted; movil: Counted }
  closed: Tally
  /** By the id of the view. */
  views: Map<string, Tally>
}

type View = { id: string; filter: ViewFilter }

const nothing = (): Counted => ({ open: 0, claimed: 0, waiting: 0, overdue: 0 })

const add = (total: Counted, { status, dueAt }: TicketState, now: Date): void => {
  if (status !== 'closed') total[status] += 1
  if (dueAt < now) total.overdue += 1
}

type Sums = Pick<TicketCounts, 'all' | 'mine' | 'queues' | 'products'>

const sumUp = (active: Iterable<TicketState>, actor: Actor, now: Date): Sums => {
  const sums = {
    all: nothing(),
    mine: nothing(),
    queues: new Map<string, Counted>(),
    products: { tv: nothing(), movil: nothing() },
  }
  for (const ticket of active) {
    const queue = sums.queues.get(ticket.queue) ?? nothing()
    sums.queues.set(ticket.queue, queue)
    add(sums.all, ticket, now)
    add(queue, ticket, now)
    if (ticket.assigneeId === actor.id) add(sums.mine, ticket, now)
    if (ticket.product !== null) add(sums.products[ticket.product], ticket, now)
  }
  return sums
}

const everyClosed: ViewFilter = { statuses: ['closed'] }

/** How many tickets wait, by queue, and how many each of these saved views holds. */
export const createCounts = (deps: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  const states = createTicketStates(deps)
  const tallies = createTallies(deps)
  return async (actor: Actor, views: readonly View[]): Promise<TicketCounts> => {
    const look = await states()
    const sums = sumUp(look.active.values(), actor, deps.clock.now())
    const tally = tallies(look, actor)
    const closed = await tally(everyClosed)
    const found = new Map<string, Tally>()
    for (const { id, filter } of views) found.set(id, await tally(filter))
    return { ...sums, free: sums.all.open, closed, views: found }
  }
}
