import type { ActiveCount } from '../store/store.js'
import type { Actor, WorkspaceDeps } from './deps.js'

export type Counted = { open: number; claimed: number; waiting: number; overdue: number }
export type TicketCounts = {
  all: Counted
  mine: Counted
  free: number
  queues: Map<string, Counted>
  /** By the service they are about; those about none, or about another, are in `all` alone. */
  products: { tv: Counted; movil: Counted }
}

const nothing = (): Counted => ({ open: 0, claimed: 0, waiting: 0, overdue: 0 })

const sum = (rows: readonly ActiveCount[]): Counted => {
  const total = nothing()
  for (const { status, count, overdue } of rows) {
    if (status !== 'closed') total[status] += count
    total.overdue += overdue
  }
  return total
}

/**
 * How many tickets wait, by queue. Every screen asks again after every change, so those who ask while a look at the store is
 * under way share the one after it: nobody gets a figure from before the change they heard of, and there are never two looks at
 * once (one takes a second or so with ten thousand tickets in the embedded database).
 */
export const createCounts = ({ store, clock }: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  let running: Promise<ActiveCount[]> | null = null
  let next: Promise<ActiveCount[]> | null = null

  const look = (): Promise<ActiveCount[]> => {
    const found = store.tickets.countsByQueue(clock.now())
    const over = (): void => {
      running = null
    }
    running = found
    found.then(over, over)
    return found
  }
  const lookAfter = async (before: Promise<unknown>): Promise<ActiveCount[]> => {
    await before.catch(() => undefined)
    next = null
    return look()
  }
  const rows = (): Promise<ActiveCount[]> => {
    if (running === null) return look()
    next ??= lookAfter(running)
    return next
  }

  return async (actor: Actor): Promise<TicketCounts> => {
    const found = await rows()
    const about = (wanted: string): Counted =>
      sum(found.filter(({ product }) => product === wanted))
    const queues = new Set(found.map(({ queue }) => queue))
    return {
      all: sum(found),
      mine: sum(found.filter(({ assigneeId }) => assigneeId === actor.id)),
      free: sum(found).open,
      queues: new Map(
        [...queues].map((queue) => [queue, sum(found.filter((row) => row.queue === queue))]),
      ),
      products: { tv: about('tv'), movil: about('movil') },
    }
  }
}
