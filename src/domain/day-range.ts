const dayMs = 86_400_000
/** America/Guayaquil, UTC-5 the whole year. */
const offsetMs = 5 * 3_600_000
const daysShown = 30

const startOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00.000Z`) + offsetMs)

/** The calendar day in Ecuador, `2026-11-22`. */
export const localDay = (at: Date): string =>
  new Date(at.getTime() - offsetMs).toISOString().slice(0, 10)

/** From the start of the first day to the end of the last, in Ecuador; without days the last 30. `to` is not part of it. */
export const dayRange = (
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: Date,
): { from: Date; to: Date } => {
  const last = startOf(to ?? localDay(now))
  const first =
    from === undefined ? new Date(last.getTime() - (daysShown - 1) * dayMs) : startOf(from)
  return { from: first, to: new Date(last.getTime() + dayMs) }
}
