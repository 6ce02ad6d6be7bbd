import type { TicketState } from '../domain/ticket.js'
import { shareNext } from '../lib/share-next.js'
import type { WorkspaceDeps } from './deps.js'

/** The active tickets as they were at one look. `generation` is another number as soon as any ticket was written. */
export type Look = { active: ReadonlyMap<string, TicketState>; generation: number }

type Known = { active: Map<string, TicketState>; seenUpTo: Date; readAt: number }

/** Everything is read anew this often: a clock of another machine may have been further off than a look reaches back. */
const readAnewMs = 10 * 60_000

/** Takes in what was written; true when anything is another than before. */
const takeIn = ({ active }: Known, states: readonly TicketState[]): boolean => {
  let changed = false
  for (const state of states) {
    const before = active.get(state.id)
    if (state.status === 'closed') changed = active.delete(state.id) || changed
    else if (before?.version !== state.version) {
      active.set(state.id, state)
      changed = true
    }
  }
  return changed
}

/**
 * The active tickets, kept in memory: a look at the store brings only what was written since the last one, so that it costs as
 * little with ten thousand tickets as with ten. Every screen asks after every change; what they get is never from before the
 * change they heard of.
 */
export const createTicketStates = ({ store, clock }: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  let known: Known | null = null
  let generation = 0
  let renewing = false

  const readAll = async (): Promise<Known> => {
    const { states, seenUpTo } = await store.tickets.states(null)
    const active = new Map(states.map((state) => [state.id, state]))
    return { active, seenUpTo, readAt: clock.now().getTime() }
  }
  /** Beside the looks: what is known goes on until the new reading is there. */
  const renew = (): void => {
    renewing = true
    const over = (): void => {
      renewing = false
    }
    readAll().then((fresh) => {
      known = fresh
      generation += 1
      over()
    }, over)
  }
  const look = async (): Promise<Look> => {
    if (known === null) {
      known = await readAll()
      generation += 1
      return { active: known.active, generation }
    }
    const current = known
    const { states, seenUpTo } = await store.tickets.states(current.seenUpTo)
    if (takeIn(current, states)) generation += 1
    current.seenUpTo = seenUpTo
    if (!renewing && clock.now().getTime() - current.readAt > readAnewMs) renew()
    return { active: current.active, generation }
  }
  return shareNext(look)
}
