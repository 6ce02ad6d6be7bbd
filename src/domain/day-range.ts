import { dayOf, midnightOf } from './local-time.js'

const dayMs = 86_400_000
const daysShown = 30

/** The calendar day in Ecuador, `2026-11-22`. */
export const localDay = (at: Date): string => dayOf(at).date

/** From the start of the first day to the end of the last, in Ecuador; without days the last 30. `to` is not part of it. */
export const dayRange = (
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: Date,
): { from: Date; to: Date } => {
  const last = midnightOf(to ?? localDay(now))
  const first =
    from === undefined ? new Date(last.getTime() - (daysShown - 1) * dayMs) : midnightOf(from)
  return { from: first, to: new Date(last.getTime() + dayMs) }
}
