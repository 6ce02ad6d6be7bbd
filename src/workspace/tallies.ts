import { can } from '../domain/agent.js'
import { searchTermsOf } from '../domain/ticket-search.js'
import type { TicketQueue, TicketState } from '../domain/ticket.js'
import type { TicketFilter } from '../store/store.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import type { Look } from './ticket-states.js'

/** `capped`: at least so many. `count` null: counting takes too long. */
export type Tally = { count: number | null; capped: boolean }

/** As the list of tickets is narrowed; `search` as people write it. */
export type ViewFilter = Omit<TicketFilter, 'conversationId' | 'search'> & { search?: string }

const countedUpTo = 999
/** For one count, and for all counts of one answer; what is left then has no number. */
const oneWithinMs = 200
const allWithinMs = 400
/** A count that took long is good for so many times as long, so that counting never is what the database mostly does. */
const goodForTimes = 20
const longMs = 50
const keptAtMost = 500

const openToAll: readonly TicketQueue[] = ['retention', 'com-campanas-especificas']

type Test = (ticket: TicketState) => boolean

const when = <Value>(wanted: Value | undefined, test: (wanted: Value) => Test): Test[] =>
  wanted === undefined ? [] : [test(wanted)]

/** Everything of a filter but its search. */
const testsOf = (filter: ViewFilter): Test[] => [
  ...when(
    filter.statuses,
    (all) =>
      ({ status }) =>
        all.includes(status),
  ),
  ...when(
    filter.assigneeId,
    (id) =>
      ({ assigneeId }) =>
        assigneeId === id,
  ),
  ...when(
    filter.queue,
    (one) =>
      ({ queue }) =>
        queue === one,
  ),
  ...when(
    filter.kinds,
    (all) =>
      ({ kind }) =>
        all.includes(kind),
  ),
  ...when(
    filter.products,
    (all) =>
      ({ product }) =>
        product !== null && all.includes(product),
  ),
  ...when(
    filter.priorities,
    (all) =>
      ({ priority }) =>
        all.includes(priority),
  ),
  ...when(
    filter.tag,
    (tag) =>
      ({ tags }) =>
        tags.includes(tag),
  ),
  ...when(
    filter.dueFrom,
    (from) =>
      ({ dueAt }) =>
        dueAt >= from,
  ),
  ...when(
    filter.dueBefore,
    (before) =>
      ({ dueAt }) =>
        dueAt < before,
  ),
]

const seesAll = (actor: Actor): boolean => can(actor, 'tickets:take-over')

/** Of the supervisors' tickets, an agent's list has those that are their own. */
const sees = (actor: Actor, { queue, assigneeId }: TicketState): boolean =>
  queue !== 'supervisor' || seesAll(actor) || assigneeId === actor.id

/** What is counted in the store: closed tickets, and whatever is searched for. Null: nothing there to count. */
const storedPart = (filter: ViewFilter, actor: Actor): TicketFilter | null => {
  const { search, ...rest } = filter
  const visible = seesAll(actor) || rest.queue !== undefined ? {} : { queues: openToAll }
  if (!seesAll(actor) && rest.queue === 'supervisor') return null
  if (search !== undefined) {
    const terms = searchTermsOf(search)
    const phonesOf = can(actor, 'phones:see') ? null : actor.id
    return terms.length === 0 ? null : { ...rest, ...visible, search: { terms, phonesOf } }
  }
  return (rest.statuses ?? ['closed']).includes('closed')
    ? { ...rest, ...visible, statuses: ['closed'] }
    : null
}

const minute = (at: Date | undefined): number | null =>
  at === undefined ? null : Math.floor(at.getTime() / 60_000)

const keyOf = ({ dueFrom, dueBefore, ...rest }: TicketFilter): string =>
  JSON.stringify([rest, minute(dueFrom), minute(dueBefore)])

type Kept = { generation: number; goodUntil: number; count: number | null }

/** Counts what the store holds of a filter, once for everybody who asks between two changes. */
const createStoredCount = ({ store, clock }: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  const kept = new Map<string, Kept>()
  return async (filter: TicketFilter, generation: number): Promise<number | null> => {
    const key = keyOf(filter)
    const known = kept.get(key)
    const startedAt = clock.now().getTime()
    if (known && (known.generation === generation || startedAt < known.goodUntil)) {
      return known.count
    }
    const limits = { atMost: countedUpTo + 1, withinMs: oneWithinMs }
    const count = await store.tickets.countUpTo(filter, limits)
    const now = clock.now().getTime()
    const tookMs = now - startedAt
    const goodUntil = tookMs > longMs ? now + tookMs * goodForTimes : now
    if (kept.size >= keptAtMost) kept.clear()
    kept.set(key, { generation, goodUntil, count })
    return count
  }
}

/** How many tickets a filter has for one agent: the active ones from memory, the others from the store up to a limit. */
export const createTallies = (deps: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  const storedCount = createStoredCount(deps)
  return ({ active, generation }: Look, actor: Actor) => {
    const until = deps.clock.now().getTime() + allWithinMs
    const inMemory = (filter: ViewFilter): number => {
      const tests = testsOf(filter)
      let count = 0
      for (const ticket of active.values()) {
        if (tests.every((test) => test(ticket)) && sees(actor, ticket)) count += 1
      }
      return count
    }
    return async (filter: ViewFilter): Promise<Tally> => {
      const here = filter.search === undefined ? inMemory(filter) : 0
      const part = storedPart(filter, actor)
      if (part === null) return { count: here, capped: false }
      if (here > countedUpTo) return { count: here, capped: true }
      if (deps.clock.now().getTime() > until) return { count: null, capped: false }
      const there = await storedCount(part, generation)
      if (there === null) return { count: null, capped: false }
      const count = here + there
      const capped = there > countedUpTo
      return { count: capped ? Math.max(here, countedUpTo) : count, capped }
    }
  }
}
