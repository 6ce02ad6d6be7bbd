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

const freshMs = 1_000
/** A look that is slow (ten thousand tickets in the embedded database take a second or two) is taken so much less often. */
const restPerWork = 4

/**
 * How many tickets wait, by queue. Every screen asks again after every change, so all of them share one look at the store, a
 * second old at most while looking is quick.
 */
export const createCounts = ({ store, clock }: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  let at = -Infinity
  let latest: Promise<ActiveCount[]> | null = null
  let tookMs = 0

  const rows = (): Promise<ActiveCount[]> => {
    const now = clock.now()
    const restMs = Math.max(freshMs, restPerWork * tookMs)
    if (latest === null || now.getTime() - at >= restMs) {
      at = now.getTime()
      latest = store.tickets.countsByQueue(now)
      latest.then(
        () => {
          tookMs = clock.now().getTime() - now.getTime()
        },
        () => {
          latest = null
        },
      )
    }
    return latest
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
