import { addBusinessTime, businessTimeBetween, type BusinessHours } from './business-hours.js'
import type { SlaClockKind, SlaTarget } from './desk-settings.js'
import type { DeskRules } from './settings.js'
import type { SlaClock, Ticket, TicketKind } from './ticket.js'

const hourMs = 3_600_000
const levels = [50, 80, 100] as const

const add = (
  hours: BusinessHours,
  clock: Pick<SlaClock, 'counted'>,
  from: Date,
  ms: number,
): Date =>
  clock.counted === 'business'
    ? addBusinessTime(hours, from, ms)
    : new Date(from.getTime() + Math.max(0, ms))

const between = (
  hours: BusinessHours,
  clock: Pick<SlaClock, 'counted'>,
  from: Date,
  to: Date,
): number =>
  clock.counted === 'business'
    ? businessTimeBetween(hours, from, to)
    : Math.max(0, to.getTime() - from.getTime())

export const isRunning = (clock: SlaClock): boolean =>
  clock.stoppedAt === null && clock.pausedAt === null

/** What the settings promise for a kind of ticket; null: nothing. First contact is A11's unless the policy has its own. */
const targetOf = (
  { contactWithinHours, desk }: DeskRules,
  ticketKind: TicketKind,
  kind: SlaClockKind,
): SlaTarget | null => {
  const policy = desk.sla.policies[ticketKind]
  if (kind === 'next-reply') return policy.nextReply
  if (kind === 'resolution') return policy.resolution
  return policy.firstContact === undefined
    ? { hours: contactWithinHours, counted: 'calendar' }
    : policy.firstContact
}

/** A clock that starts at an instant; empty when the policy of this kind of ticket has none. */
export const startClock = (
  rules: DeskRules,
  ticketKind: TicketKind,
  kind: SlaClockKind,
  at: Date,
): SlaClock[] => {
  const target = targetOf(rules, ticketKind, kind)
  if (!target) return []
  const withinMs = target.hours * hourMs
  const { counted } = target
  return [
    {
      kind,
      startedAt: at,
      withinMs,
      counted,
      runningFrom: at,
      dueAt: add(rules.desk.sla.hours, { counted }, at, withinMs),
      pausedAt: null,
      warned: 0,
      breachedAt: null,
      stoppedAt: null,
    },
  ]
}

/** When the first contact is due for a cause that arises now. Without such a clock: A11's time all the same, for the queue's order. */
export const firstContactDueAt = (rules: DeskRules, ticketKind: TicketKind, now: Date): Date =>
  startClock(rules, ticketKind, 'first-contact', now)[0]?.dueAt ??
  new Date(now.getTime() + rules.contactWithinHours * hourMs)

/** Over, for whatever reason. One that was late stays marked as late. */
export const stopClock = (clock: SlaClock, at: Date): SlaClock =>
  clock.stoppedAt
    ? clock
    : {
        ...clock,
        stoppedAt: at,
        breachedAt: clock.breachedAt ?? (isRunning(clock) && at > clock.dueAt ? clock.dueAt : null),
      }

export const pauseClock = (clock: SlaClock, at: Date): SlaClock =>
  isRunning(clock) ? { ...clock, pausedAt: at } : clock

/** What was left at the pause is left again from now on. */
export const resumeClock = (clock: SlaClock, at: Date, hours: BusinessHours): SlaClock => {
  if (clock.stoppedAt || !clock.pausedAt) return clock
  const leftMs = between(hours, clock, clock.pausedAt, clock.dueAt)
  // One that was overdue when it was paused stays due when it was.
  const dueAt = clock.pausedAt > clock.dueAt ? clock.dueAt : add(hours, clock, at, leftMs)
  return { ...clock, pausedAt: null, runningFrom: at, dueAt }
}

/** When a running clock reaches a share of its time. */
const reachesAt = (clock: SlaClock, level: number, hours: BusinessHours): Date => {
  if (level === 100) return clock.dueAt
  const leftMs = between(hours, clock, clock.runningFrom, clock.dueAt)
  return add(hours, clock, clock.runningFrom, leftMs - clock.withinMs * (1 - level / 100))
}

/** The next instant at which a clock has something to tell: 50, 80 and 100 % of its time, each once. */
const nextWarningAt = (clock: SlaClock, hours: BusinessHours): Date | null => {
  if (!isRunning(clock)) return null
  const next = levels.find((level) => level > clock.warned)
  return next === undefined ? null : reachesAt(clock, next, hours)
}

/** The highest share reached by now, told or not. */
export const levelReached = (
  clock: SlaClock,
  now: Date,
  hours: BusinessHours,
): SlaClock['warned'] =>
  isRunning(clock)
    ? (levels.findLast((level) => reachesAt(clock, level, hours) <= now) ?? clock.warned)
    : clock.warned

const earliest = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((a, b) => (a && b ? (a <= b ? a : b) : (a ?? b)), null)

/** The clocks of a ticket with what follows from them: its place in the queue and when it must be looked at again. */
export const withClocks = (
  ticket: Pick<Ticket, 'status' | 'dueAt' | 'waitingUntil'>,
  clocks: readonly SlaClock[],
  rules: DeskRules,
): Pick<Ticket, 'clocks' | 'dueAt' | 'alarmAt'> => {
  const { hours } = rules.desk.sla
  const running = ticket.status === 'closed' ? [] : clocks.filter(isRunning)
  const wait = ticket.status === 'waiting' ? ticket.waitingUntil : null
  return {
    clocks: [...clocks],
    dueAt: earliest(running.map(({ dueAt }) => dueAt)) ?? wait ?? ticket.dueAt,
    alarmAt: earliest([...running.map((clock) => nextWarningAt(clock, hours)), wait]),
  }
}
