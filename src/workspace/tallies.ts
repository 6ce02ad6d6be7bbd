import { can } from '../domain/agent.js'
import { searchTermsOf } from '../domain/ticket-search.js'
import type { TicketQueue, TicketState } from '../domain/ticket.js'
import type { TicketFilter } from '../store/store.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import type { PerLook } from './per-look.js'
import { countedUpTo, createStoredCount } from './stored-count.js'
import type { Look } from './ticket-states.js'

/** `capped`: at least so many. `count` null: counting takes too long. */
export type Tally = { count: number | null; capped: boolean }

/** As the list of tickets is narrowed; `search` as people write it. */
export type ViewFilter = Omit<TicketFilter, 'conversationId' | 'search'> & { search?: string }

/** For one count, and for all of one answer: what takes longer has the number from before. */
const oneWithinMs = 120
const allWithinMs = 160

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

type Asked = { actor: Actor; perLook: PerLook }

const seesAll = (actor: Actor): boolean => can(actor, 'tickets:take-over')

const second = (at: Date | undefined): number | null =>
  at === undefined ? null : Math.floor(at.getTime() / 1_000)

const keyOf = ({ dueFrom, dueBefore, ...rest }: ViewFilter): string =>
  JSON.stringify([rest, second(dueFrom), second(dueBefore)])

/** The active tickets that fit; of the supervisors' ones, an agent's list has those that are their own. */
const inMemory = (filter: ViewFilter, look: Look, { actor, perLook }: Asked): number => {
  const fitting = perLook(look, keyOf(filter), () => {
    const tests = testsOf(filter)
    const found = [...look.active.values()].filter((ticket) => tests.every((test) => test(ticket)))
    const theirs = found.filter(({ queue }) => queue === 'supervisor')
    return { open: found.length - theirs.length, theirs }
  })
  const own = fitting.theirs.filter(({ assigneeId }) => seesAll(actor) || assigneeId === actor.id)
  return fitting.open + own.length
}

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

/** How many tickets a filter has for one agent: the active ones from memory, the others from the store up to a limit. */
export const createTallies = (deps: Pick<WorkspaceDeps, 'store' | 'clock'>, perLook: PerLook) => {
  const storedCount = createStoredCount(deps)
  return (look: Look, actor: Actor) => {
    const until = deps.clock.now().getTime() + allWithinMs
    return async (filter: ViewFilter): Promise<Tally> => {
      const here = filter.search === undefined ? inMemory(filter, look, { actor, perLook }) : 0
      const part = storedPart(filter, actor)
      if (part === null) return { count: here, capped: false }
      if (here > countedUpTo) return { count: here, capped: true }
      const waitMs = Math.min(oneWithinMs, until - deps.clock.now().getTime())
      const there = await storedCount(part, { generation: look.generation, waitMs })
      if (there === null) return { count: null, capped: false }
      const count = here + there
      const capped = there > countedUpTo
      return { count: capped ? Math.max(here, countedUpTo) : count, capped }
    }
  }
}
