const dayMs = 86_400_000

const utc = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day)
const inWords = (day: number): string => new Date(day).toISOString().slice(0, 10)
const weekdayOf = (day: number): number => new Date(day).getUTCDay()

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
const easter = (year: number): number => {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const skipped = Math.floor(century / 4)
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - skipped - moon + 15) % 30
  const leap = Math.floor((year % 100) / 4)
  const sunday = (32 + 2 * (century % 4) + 2 * leap - epact - ((year % 100) % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451)
  const day = epact + sunday - 7 * late + 114
  return utc(year, Math.floor(day / 31), (day % 31) + 1)
}

/** Days by which rest moves, by weekday from Sunday: to the nearest Monday or Friday, so that it joins a weekend. */
const byWeekday = [1, 0, -1, 2, 1, 0, -1]
/** 1 January and 25 December leave their day only when it is a Saturday or Sunday. */
const onlyFromWeekend = [1, 0, 0, 0, 0, 0, -1]
/** 2 and 3 November together, by the weekday of the 2nd: the days of November without work. */
const november: readonly (readonly [number, number])[] = [
  [3, 4],
  [2, 3],
  [1, 2],
  [3, 4],
  [2, 3],
  [1, 2],
  [1, 4],
]

const moved = (day: number, moves: readonly number[]): number =>
  day + (moves[weekdayOf(day)] ?? 0) * dayMs

const listFor = (year: number): number[] => [
  moved(utc(year, 1, 1), onlyFromWeekend),
  easter(year) - 48 * dayMs,
  easter(year) - 47 * dayMs,
  easter(year) - 2 * dayMs,
  moved(utc(year, 5, 1), byWeekday),
  moved(utc(year, 5, 24), byWeekday),
  moved(utc(year, 8, 10), byWeekday),
  moved(utc(year, 10, 9), byWeekday),
  ...(november[weekdayOf(utc(year, 11, 2))] ?? []).map((day) => utc(year, 11, day)),
  moved(utc(year, 12, 25), onlyFromWeekend),
  // The next year's first day may fall on a Saturday; its rest is then this year's last day.
  moved(utc(year + 1, 1, 1), onlyFromWeekend),
]

const known = new Map<number, ReadonlySet<string>>()

/**
 * The days without work of a year (`2026-11-02`), as article 65 of Ecuador's labour code moves them: Tuesday to Monday, Wednesday
 * and Thursday to Friday, Saturday to Friday, Sunday to Monday; Carnival and Good Friday stay. Written here because the library
 * `date-holidays` (3.37) has Guayaquil's day in the wrong month and moves nothing; it also costs 45 MB on disk.
 */
export const ecuadorHolidays = (year: number): ReadonlySet<string> => {
  const found = known.get(year)
  if (found) return found
  const days = new Set(
    listFor(year)
      .map(inWords)
      .filter((day) => day.startsWith(String(year))),
  )
  known.set(year, days)
  return days
}
