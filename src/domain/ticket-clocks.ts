import type { DeskRules } from './settings.js'
import { isRunning, levelReached, startClock, stopClock, withClocks } from './sla.js'
import { moveTicket } from './ticket-moves.js'
import type { SlaClock, Ticket, TicketEvent, TicketKind } from './ticket.js'

type Changes = Partial<Omit<Ticket, 'id' | 'version' | 'history'>>

/** The clocks of a ticket that is made now. */
export const openingClocks = (rules: DeskRules, kind: TicketKind, at: Date): SlaClock[] => [
  ...startClock(rules, kind, 'first-contact', at),
  ...startClock(rules, kind, 'resolution', at),
]

/** An agent wrote to the customer, here or on the paired phone. Nothing that the bot or a campaign says comes this way. */
export const afterAgentMessage = (ticket: Ticket, at: Date, rules: DeskRules): Changes => ({
  firstContactAt: ticket.firstContactAt ?? at,
  ...withClocks(
    ticket,
    ticket.clocks.map((clock) => (clock.kind === 'resolution' ? clock : stopClock(clock, at))),
    rules,
  ),
})

/**
 * The customer wrote while a human has the conversation: who waited for them waits no longer, and an answer is owed. A second
 * message does not move the time of the first; before the first contact its clock is the only promise.
 */
export const afterCustomerMessage = (ticket: Ticket, at: Date, rules: DeskRules): Changes => {
  const moved = ticket.status === 'waiting' ? moveTicket(ticket, 'resume', { at }, rules) : {}
  const next = { ...ticket, ...moved }
  const replies = next.clocks.filter(({ kind }) => kind === 'next-reply')
  // The agent may have answered before the turn of this message was taken.
  const settled = replies.some((clock) => isRunning(clock) || (clock.stoppedAt ?? at) > at)
  if (settled || ticket.firstContactAt === null || ticket.firstContactAt > at) return moved
  const clocks = [
    ...next.clocks.filter(({ kind }) => kind !== 'next-reply'),
    ...startClock(rules, ticket.kind, 'next-reply', at),
  ]
  return { ...moved, ...withClocks(next, clocks, rules) }
}

/** What the alarm of a ticket brought: nothing to write when `changes` is null. */
export type Alarm = {
  changes: Changes | null
  lines: TicketEvent[]
  /** Clocks that reached a new share of their time. */
  warned: SlaClock[]
  /** Those of them that are over and call for the escalation packet. */
  escalates: SlaClock[]
}

const system = 'system'

/** Closed without its clocks being stopped, as a merged ticket is: it never rings again. */
const nothingMore: Alarm = { changes: { alarmAt: null }, lines: [], warned: [], escalates: [] }

/** The end of a wait first: the time to solve the case runs on from the moment the wait was over, also when nobody looked then. */
const endOfWait = (ticket: Ticket, now: Date, rules: DeskRules): Changes => {
  const over = ticket.status === 'waiting' && ticket.waitingUntil && ticket.waitingUntil <= now
  return over ? moveTicket(ticket, 'resume', { at: ticket.waitingUntil ?? now }, rules) : {}
}

/**
 * What is due of a ticket by now: the end of a wait, and the highest share (50, 80, 100 %) that each clock has reached and that
 * was not told yet. Told is told: it is kept with the ticket, so that no restart and no other process tells it again; one that was
 * skipped because nobody was there is not told late when a higher one is due.
 */
export const ringAlarm = (ticket: Ticket, now: Date, rules: DeskRules): Alarm => {
  const { hours, policies } = rules.desk.sla
  if (ticket.status === 'closed') return nothingMore
  const moved = endOfWait(ticket, now, rules)
  const next = { ...ticket, ...moved }
  const clocks = next.clocks.map((clock): SlaClock => {
    const level = levelReached(clock, now, hours)
    if (level <= clock.warned) return clock
    return { ...clock, warned: level, breachedAt: level === 100 ? clock.dueAt : null }
  })
  const warned = clocks.filter((clock, index) => clock.warned !== next.clocks[index]?.warned)
  const resumed = moved.status !== undefined
  if (!resumed && warned.length === 0) {
    const settled = withClocks(next, clocks, rules)
    // An alarm without a reason (the settings have changed since): set right, or it would ring for ever.
    const same = settled.alarmAt?.getTime() === ticket.alarmAt?.getTime()
    return { changes: same ? null : settled, lines: [], warned: [], escalates: [] }
  }
  const line = (kind: TicketEvent['kind'], detail: string): TicketEvent => ({
    at: now,
    by: system,
    kind,
    detail,
  })
  return {
    changes: { ...moved, ...withClocks(next, clocks, rules) },
    lines: [
      ...(resumed ? [line('resumed', 'time')] : []),
      ...warned.map((clock) =>
        line(clock.warned === 100 ? 'breached' : 'warned', `${clock.kind}:${clock.warned}`),
      ),
    ],
    warned,
    escalates: warned.filter(
      ({ warned: level, kind }) => level === 100 && policies[ticket.kind].escalateOn.includes(kind),
    ),
  }
}
