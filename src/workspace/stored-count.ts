import { shareNext } from '../lib/share-next.js'
import { within } from '../lib/within.js'
import type { TicketFilter } from '../store/store.js'
import type { WorkspaceDeps } from './deps.js'

/** Counted up to there: more is `capped`. */
export const countedUpTo = 999

/** The store gives a count up after this time. */
const givenUpAfterMs = 5_000
/** A count that took long is good for so many times as long: counting must never be what the database mostly does. */
const goodForTimes = 20
const longMs = 50
/** More than a thousand do not become fewer in a minute. */
const cappedForMs = 60_000
/** Without any change of a ticket; a customer's new name changes what a search finds. */
const keptForMs = 10_000
const filtersKept = 500

type Kept = {
  count: number | null
  /** As it was when the count began. */
  generation: number
  at: number
  tookMs: number
}

type Counter = {
  kept: Kept | null
  /** The newest that anybody asked for. */
  wanted: number
  count: () => Promise<number | null>
}

const minute = (at: Date | undefined): number | null =>
  at === undefined ? null : Math.floor(at.getTime() / 60_000)

const keyOf = ({ dueFrom, dueBefore, ...rest }: TicketFilter): string =>
  JSON.stringify([rest, minute(dueFrom), minute(dueBefore)])

const isGood = ({ count, generation, at, tookMs }: Kept, wanted: number, now: number): boolean => {
  const age = now - at
  if (generation === wanted && age < keptForMs) return true
  if (count !== null && count > countedUpTo) return age < cappedForMs
  return tookMs > longMs && age < tookMs * goodForTimes
}

/**
 * Counts what the store holds of a filter, once for everybody who asks between two changes. Who cannot wait gets the number from
 * before, null when there is none; the count goes on, and who asks next has it.
 */
export const createStoredCount = ({ store, clock }: Pick<WorkspaceDeps, 'store' | 'clock'>) => {
  const counters = new Map<string, Counter>()
  const now = () => clock.now().getTime()

  const counterOf = (filter: TicketFilter): Counter => {
    const key = keyOf(filter)
    const known = counters.get(key)
    if (known) return known
    const counter: Counter = {
      kept: null,
      wanted: 0,
      count: shareNext(async () => {
        const [generation, at] = [counter.wanted, now()]
        const limits = { atMost: countedUpTo + 1, withinMs: givenUpAfterMs }
        const count = await store.tickets.countUpTo(filter, limits)
        counter.kept = { count, generation, at: now(), tookMs: now() - at }
        return count
      }),
    }
    if (counters.size >= filtersKept) counters.clear()
    counters.set(key, counter)
    return counter
  }

  return async (
    filter: TicketFilter,
    { generation, waitMs }: { generation: number; waitMs: number },
  ): Promise<number | null> => {
    const counter = counterOf(filter)
    counter.wanted = generation
    const { kept } = counter
    if (kept && isGood(kept, generation, now())) return kept.count
    const counted = await within(counter.count(), waitMs)
    return counted === undefined ? (kept?.count ?? null) : counted
  }
}
