/** America/Guayaquil is UTC-5 all year (domain.md): plain arithmetic, no time zone data needed. */
const offsetMs = -5 * 3_600_000

const weekdays = {
  es: ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
  pt: [
    'domingo',
    'segunda-feira',
    'terça-feira',
    'quarta-feira',
    'quinta-feira',
    'sexta-feira',
    'sábado',
  ],
}
const months = {
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(
    ' ',
  ),
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(
    ' ',
  ),
}

const local = (instant: Date): Date => new Date(instant.getTime() + offsetMs)
const two = (value: number): string => String(value).padStart(2, '0')

/** `miércoles 31 de marzo de 2021`, the weekday computed (domain.md B6). */
export const longDate = (instant: Date, language: 'es' | 'pt'): string => {
  const at = local(instant)
  const weekday = weekdays[language][at.getUTCDay()] ?? ''
  const month = months[language][at.getUTCMonth()] ?? ''
  return `${weekday} ${at.getUTCDate()} de ${month} de ${at.getUTCFullYear()}`
}

/** `martes 5 de mayo, 14:30` (24 h, Ecuador). */
export const dayAndTime = (instant: Date, language: 'es' | 'pt'): string => {
  const at = local(instant)
  const weekday = weekdays[language][at.getUTCDay()] ?? ''
  const month = months[language][at.getUTCMonth()] ?? ''
  return `${weekday} ${at.getUTCDate()} de ${month}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** `10-5-2020`, as the business writes dates in its messages (domain.md B5). */
export const shortDate = (instant: Date): string => {
  const at = local(instant)
  return `${at.getUTCDate()}-${at.getUTCMonth() + 1}-${at.getUTCFullYear()}`
}

/** Whole months from one instant to another, Ecuador's calendar; never negative. */
export const monthsBetween = (from: Date, to: Date): number => {
  const [a, b] = [local(from), local(to)]
  const count = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  return Math.max(0, b.getUTCDate() < a.getUTCDate() ? count - 1 : count)
}

/** The local calendar day of an instant: `2026-11-22` and its weekday, 0 for Sunday. */
export const dayOf = (instant: Date): { date: string; weekday: number } => {
  const at = local(instant)
  return { date: at.toISOString().slice(0, 10), weekday: at.getUTCDay() }
}

/** Local midnight before an instant, or that instant itself. */
export const startOfDay = (instant: Date): Date => midnightOf(dayOf(instant).date)

const dayMs = 86_400_000

/** The local Monday of the week of an instant: `2026-11-16`. */
export const mondayOf = (instant: Date): string => {
  const { date, weekday } = dayOf(instant)
  return new Date(Date.parse(date) - ((weekday + 6) % 7) * dayMs).toISOString().slice(0, 10)
}

/** Local midnight with which a day (`2026-11-16`) begins. */
export const midnightOf = (date: string): Date =>
  new Date(Date.parse(`${date}T00:00:00Z`) - offsetMs)
