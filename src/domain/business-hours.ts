import { z } from 'zod'
import { ecuadorHolidays } from './ecuador-holidays.js'
import { dayOf, startOfDay } from './local-time.js'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is not a time like 08:30')
const shift = z.tuple([clockTime, clockTime]).refine(([from, to]) => from < to, {
  message: 'ends before it begins',
})
const shifts = z
  .array(shift)
  .refine((all) => all.every(([from], index) => from >= (all[index - 1]?.[1] ?? '00:00')), {
    message: 'the shifts overlap or are out of order',
  })
const day = z.iso.date()

/** Monday to Friday, 9 to 17. A lunch break is two shifts: `[["09:00","13:00"],["14:00","18:00"]]`. */
const workday = [['09:00', '17:00']] as [string, string][]

/** When the team works (issue 6, SLA). Times of America/Guayaquil. */
export const businessHours = z
  .strictObject({
    monday: shifts.default(workday),
    tuesday: shifts.default(workday),
    wednesday: shifts.default(workday),
    thursday: shifts.default(workday),
    friday: shifts.default(workday),
    saturday: shifts.default([]),
    sunday: shifts.default([]),
    holidays: z
      .strictObject({
        /** Ecuador's national holidays, moved as the law moves them (ecuador-holidays.ts). */
        national: z.boolean().default(true),
        /** More days without work: local holidays, days that the government adds. */
        add: z.array(day).default([]),
        /** Days that are worked although they are holidays. */
        remove: z.array(day).default([]),
      })
      .prefault({}),
  })
  .refine(
    (hours) => weekdays.some((weekday) => hours[weekday].length > 0),
    'no day of the week has a shift',
  )
export type BusinessHours = z.infer<typeof businessHours>

const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Longer than any row of holidays: past it the calendar has no working time at all. */
const daysAtMost = 4_000

type Shift = { from: number; to: number }

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const isHoliday = ({ holidays }: BusinessHours, date: string): boolean => {
  if (holidays.remove.includes(date)) return false
  if (holidays.add.includes(date)) return true
  return holidays.national && ecuadorHolidays(Number(date.slice(0, 4))).has(date)
}

/** The shifts of the local day that begins at `start`, in ms. */
const shiftsFrom = (hours: BusinessHours, start: number): Shift[] => {
  const { date, weekday } = dayOf(new Date(start))
  const name = weekdays[weekday]
  if (name === undefined || isHoliday(hours, date)) return []
  return hours[name].map(([from, to]) => ({
    from: start + minutesOf(from) * minuteMs,
    to: start + minutesOf(to) * minuteMs,
  }))
}

/** Every working shift that ends after an instant, in order. */
function* shiftsAfter(hours: BusinessHours, after: number): Generator<Shift> {
  let start = startOfDay(new Date(after)).getTime()
  for (let days = 0; days < daysAtMost; days += 1, start += dayMs) {
    for (const found of shiftsFrom(hours, start)) if (found.to > after) yield found
  }
}

/**
 * The instant at which `workMs` of working time have gone by since `from`: Friday 16:30 plus one hour is Monday 09:30. Nothing to
 * wait for ends at once, also at night.
 * @throws RangeError when the calendar has too little working time ahead.
 */
export const addBusinessTime = (hours: BusinessHours, from: Date, workMs: number): Date => {
  if (workMs <= 0) return from
  let left = workMs
  for (const { from: begins, to } of shiftsAfter(hours, from.getTime())) {
    const starts = Math.max(begins, from.getTime())
    if (left <= to - starts) return new Date(starts + left)
    left -= to - starts
  }
  throw new RangeError('The business hours leave no time to work in.')
}

/** Working time between two instants, in ms; 0 when `to` is not after `from`. */
export const businessTimeBetween = (hours: BusinessHours, from: Date, to: Date): number => {
  let total = 0
  for (const found of shiftsAfter(hours, from.getTime())) {
    if (found.from >= to.getTime()) break
    total += Math.min(found.to, to.getTime()) - Math.max(found.from, from.getTime())
  }
  return total
}
