import { t } from './language/messages.js'

const zone = 'America/Guayaquil'
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(t.locale, { timeZone: zone, hourCycle: 'h23', ...options })

const clock = format({ hour: '2-digit', minute: '2-digit' })
const key = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' })
const longDayWithYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = format({ day: 'numeric', month: 'short' })
const fullDay = format({ day: 'numeric', month: 'short', year: 'numeric' })
const whole = format({
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

export const timeOfDay = (at: string): string => clock.format(new Date(at))

/** Days begin on a quarter of an hour everywhere; a conversation of thousands asks for the same few. */
const quarterHourMs = 15 * minuteMs
const dayKeys = new Map<number, string>()

/** Calendar day in Guayaquil, `2026-11-22`; two instants of one day share it. */
export const dayKey = (at: string | number): string => {
  const quarter = Math.floor(new Date(at).getTime() / quarterHourMs)
  const known = dayKeys.get(quarter)
  if (known !== undefined) return known
  const found = key.format(new Date(quarter * quarterHourMs))
  dayKeys.set(quarter, found)
  return found
}

/** `Hoy`, `Ayer`, else the day in words. */
export const dayName = (at: string, now: number): string => {
  if (dayKey(at) === dayKey(now)) return t.time.today
  if (dayKey(at) === dayKey(now - dayMs)) return t.time.yesterday
  const sameYear = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4)
  return (sameYear ? longDay : longDayWithYear).format(new Date(at))
}

/** The whole moment, for hovering and for records. */
export const wholeMoment = (at: string): string => whole.format(new Date(at))

/** The day without the hour, for dates that have none. */
export const calendarDay = (at: string): string => fullDay.format(new Date(at))

/** Relative while fresh, the clock on the same day, then the date. */
export const briefMoment = (at: string, now: number): string => {
  const age = now - Date.parse(at)
  if (age < minuteMs) return t.time.justNow
  if (age < hourMs) return t.time.minutesAgo(Math.floor(age / minuteMs))
  if (dayKey(at) === dayKey(now)) return timeOfDay(at)
  if (age < dayMs) return t.time.yesterdayAt(timeOfDay(at))
  return `${shortDay.format(new Date(at))} ${timeOfDay(at)}`
}

const span = (ms: number): string => {
  const minutes = Math.max(1, Math.floor(ms / minuteMs))
  if (minutes < 60) return t.time.minutes(minutes)
  if (minutes < 48 * 60) return t.time.hours(Math.floor(minutes / 60), minutes % 60)
  return t.time.days(Math.floor(minutes / (24 * 60)))
}

/** `left`: how long until then, or since then. */
export type Due = { state: 'calm' | 'soon' | 'late'; left: string; moment: string }

const soonMs = 4 * hourMs

const nearDay = (at: string, now: number): string => {
  if (dayKey(at) === dayKey(now)) return t.time.today.toLowerCase()
  if (dayKey(at) === dayKey(now + dayMs)) return t.time.tomorrow
  return shortDay.format(new Date(at))
}

/** How long until `dueAt`, or since it passed; `soon` within four hours. */
export const due = (dueAt: string, now: number): Due => {
  const leftMs = Date.parse(dueAt) - now
  const moment = `${nearDay(dueAt, now)} ${timeOfDay(dueAt)}`
  if (leftMs <= 0) return { state: 'late', left: span(-leftMs), moment }
  return { state: leftMs < soonMs ? 'soon' : 'calm', left: span(leftMs), moment }
}
