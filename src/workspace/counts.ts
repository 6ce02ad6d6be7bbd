import type { TicketState } from '../domain/ticket.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { createPerLook } from './per-look.js'
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

type Sums = Pick<TicketCounts, 'all' | 'queues' | 'products'> & { agents: Map<string, Counted> }

const counterIn = (counters: Map<string, Counted>, key: string): Counted => {
  const known = counters.get(key)
  if (known) return known
  const counter = nothing()
  counters.set(key, counter)
  return counter
}

const sumUp = (active: Iterable<TicketState>, now: Date): Sums => {
  const products = { tv: nothing(), movil: nothing() }
  const sums: Sums = { all: nothing(), queues: new Map(), agents: new Map(), products }
  for (const ticket of active) {
    add(sums.all, ticket, now)
    add(counterIn(sums.queues, ticket.queue), ticket, now)
    if (ticket.assigneeId !== null) add(counterIn(sums.agents, ticket.assigneeId), ticket, now)
    if (ticket.product !== null) add(products[ticket.product], ticket, now)
  }
  return sums
}

/** Tickets become late by themselves: sums are worked out anew each second. */
const secondMs = 1_000

const everyClosed: ViewFilter = { statuses: ['closed'] }

/** How many tickets wait, by queue, and how many each of these saved views holds. */
export const createCounts = (deps: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  const states = createTicketStates(deps)
  const perLook = createPerLook()
  const tallies = createTallies(deps, perLook)
  return async (actor: Actor, views: readonly View[]): Promise<TicketCounts> => {
    const look = await states()
    const now = deps.clock.now()
    const second = Math.floor(now.getTime() / secondMs)
    const { agents, ...sums } = perLook(look, `sums ${second}`, () =>
      sumUp(look.active.values(), now),
    )
    const mine = agents.get(actor.id) ?? nothing()
    const tally = tallies(look, actor)
    const closed = await tally(everyClosed)
    const found = new Map<string, Tally>()
    for (const { id, filter } of views) found.set(id, await tally(filter))
    return { ...sums, mine, free: sums.all.open, closed, views: found }
  }
}
