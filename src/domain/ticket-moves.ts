import { DomainError } from './errors.js'
import type { DeskRules } from './settings.js'
import { pauseClock, resumeClock, startClock, stopClock, withClocks } from './sla.js'
import type { SlaClock, Ticket, TicketOutcome, TicketStatus } from './ticket.js'

type Transition = { from: readonly TicketStatus[]; to: TicketStatus }

const active = ['open', 'claimed', 'waiting'] as const

/** Every way a ticket goes from one state to another; what is not here does not happen. */
export const transitions = {
  claim: { from: ['open'], to: 'claimed' },
  assign: { from: ['open'], to: 'claimed' },
  release: { from: ['claimed', 'waiting'], to: 'open' },
  transfer: { from: active, to: 'claimed' },
  'send-back': { from: active, to: 'open' },
  'take-over': { from: active, to: 'claimed' },
  wait: { from: ['claimed', 'waiting'], to: 'waiting' },
  resume: { from: ['waiting'], to: 'claimed' },
  escalate: { from: active, to: 'open' },
  close: { from: ['claimed', 'waiting'], to: 'closed' },
  merge: { from: active, to: 'closed' },
  'reopen-for': { from: ['closed'], to: 'claimed' },
  'reopen-to-queue': { from: ['closed'], to: 'open' },
} as const satisfies Record<string, Transition>
export type TicketMove = keyof typeof transitions

const mayMove = (status: TicketStatus, move: TicketMove): boolean =>
  (transitions[move].from as readonly TicketStatus[]).includes(status)

export type MoveInput = {
  at: Date
  /** Who has it afterwards; left out: who had it. */
  assigneeId?: string
  /** `wait`: at most until then. */
  until?: Date
  /** `close` and `merge`. */
  outcome?: TicketOutcome | null
  reason?: string
}

const ownership = (
  ticket: Ticket,
  to: TicketStatus,
  { at, assigneeId }: MoveInput,
): Partial<Ticket> => {
  if (to === 'open') return { assigneeId: null, claimedAt: null }
  const owner = assigneeId ?? ticket.assigneeId
  return owner === ticket.assigneeId && ticket.claimedAt ? {} : { assigneeId: owner, claimedAt: at }
}

const ending = ({ at, outcome, reason }: MoveInput): Partial<Ticket> => ({
  closedAt: at,
  outcome: outcome ?? null,
  closeReason: reason ?? null,
})

/** A ticket that begins again owes the first contact it never had, else an answer; the time to solve it is new. */
const startAgain = (ticket: Ticket, at: Date, rules: DeskRules): SlaClock[] => {
  const owed = ticket.firstContactAt === null ? 'first-contact' : 'next-reply'
  const past = ticket.clocks.filter(({ kind }) => kind !== owed && kind !== 'resolution')
  return [
    ...past,
    ...startClock(rules, ticket.kind, owed, at),
    ...startClock(rules, ticket.kind, 'resolution', at),
  ]
}

/**
 * Waiting for the customer stops the time to solve the case and nothing else: what the customer was promised (the first contact,
 * an answer) is not the customer's to wait for.
 */
const clocksAfter = (ticket: Ticket, to: TicketStatus, at: Date, rules: DeskRules): SlaClock[] => {
  if (to === 'closed') return ticket.clocks.map((clock) => stopClock(clock, at))
  if (ticket.status === 'closed') return startAgain(ticket, at, rules)
  return ticket.clocks.map((clock) => {
    if (clock.kind !== 'resolution') return clock
    return to === 'waiting' ? pauseClock(clock, at) : resumeClock(clock, at, rules.desk.sla.hours)
  })
}

/**
 * What a move changes in a ticket, its clocks included; its line of history is the caller's.
 * @throws DomainError `conflict` when the table does not allow it from this state.
 */
export const moveTicket = (
  ticket: Ticket,
  move: TicketMove,
  input: MoveInput,
  rules: DeskRules,
): Partial<Omit<Ticket, 'id' | 'version' | 'history'>> => {
  if (!mayMove(ticket.status, move)) {
    throw new DomainError('conflict', 'El ticket ya no está en ese estado.', {
      ticketId: ticket.id,
    })
  }
  const { to } = transitions[move]
  const state = { status: to, waitingUntil: to === 'waiting' ? (input.until ?? null) : null }
  const next = { status: to, waitingUntil: state.waitingUntil, dueAt: ticket.dueAt }
  return {
    ...state,
    ...(to === 'closed' ? ending(input) : ownership(ticket, to, input)),
    ...(ticket.status === 'closed' ? { closedAt: null, outcome: null, closeReason: null } : {}),
    ...withClocks(next, clocksAfter(ticket, to, input.at, rules), rules),
  }
}
