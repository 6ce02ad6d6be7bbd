import { describe, expect, it } from '@jest/globals'
import { deskSettings } from '../../src/domain/desk-settings.js'
import { withClocks } from '../../src/domain/sla.js'
import {
  afterAgentMessage,
  afterCustomerMessage,
  openingClocks,
  ringAlarm,
} from '../../src/domain/ticket-clocks.js'
import { moveTicket } from '../../src/domain/ticket-moves.js'
import type { SlaClock, Ticket } from '../../src/domain/ticket.js'
import { aTicket } from '../support/records.js'

const rules = { contactWithinHours: 24, desk: deskSettings.parse({}) }
/** Wednesday, and the days around it. */
const local = (day: number, time: string): Date => new Date(`2026-11-${day}T${time}:00-05:00`)
const opened = local(18, '10:00')

const apply = (ticket: Ticket, changes: Partial<Ticket>): Ticket => ({ ...ticket, ...changes })

const fresh = (overrides: Partial<Ticket> = {}): Ticket => {
  const ticket = aTicket({ createdAt: opened, ...overrides })
  return apply(ticket, withClocks(ticket, openingClocks(rules, ticket.kind, opened), rules))
}
const claimed = (): Ticket =>
  apply(fresh(), moveTicket(fresh(), 'claim', { at: opened, assigneeId: 'ana' }, rules))
const contacted = (at = local(18, '11:00')): Ticket =>
  apply(claimed(), afterAgentMessage(claimed(), at, rules))

const clockOf = (ticket: Ticket, kind: SlaClock['kind']): SlaClock | undefined =>
  ticket.clocks.find((clock) => clock.kind === kind)

describe('a ticket that is opened', () => {
  it('owes the first contact after 24 hours of the calendar, to the second', () => {
    const ticket = fresh()
    expect(ticket.dueAt).toEqual(local(19, '10:00'))
    expect(clockOf(ticket, 'resolution')?.dueAt).toEqual(local(23, '10:00'))
    expect(ticket.alarmAt).toEqual(local(18, '22:00'))
  })

  it('follows the policy of its kind', () => {
    const desk = deskSettings.parse({
      sla: {
        policies: {
          cancellation: { firstContact: { hours: 1, counted: 'business' }, resolution: null },
        },
      },
    })
    const clocks = openingClocks({ ...rules, desk }, 'cancellation', local(20, '16:30'))
    expect(clocks.map(({ kind, dueAt }) => ({ kind, dueAt }))).toEqual([
      { kind: 'first-contact', dueAt: local(23, '09:30') },
    ])
  })
})

describe('messages', () => {
  it('of an agent are the first contact, once', () => {
    const ticket = contacted()
    expect(ticket.firstContactAt).toEqual(local(18, '11:00'))
    expect(clockOf(ticket, 'first-contact')?.stoppedAt).toEqual(local(18, '11:00'))
    expect(ticket.dueAt).toEqual(clockOf(ticket, 'resolution')?.dueAt)
    const later = apply(ticket, afterAgentMessage(ticket, local(18, '12:00'), rules))
    expect(later.firstContactAt).toEqual(local(18, '11:00'))
  })

  it('of the customer ask for an answer; a second one does not move its time', () => {
    const asked = apply(contacted(), afterCustomerMessage(contacted(), local(18, '12:00'), rules))
    expect(asked.dueAt).toEqual(local(18, '14:00'))
    expect(afterCustomerMessage(asked, local(18, '13:30'), rules)).toEqual({})
    const answered = apply(asked, afterAgentMessage(asked, local(18, '13:00'), rules))
    expect(clockOf(answered, 'next-reply')?.stoppedAt).toEqual(local(18, '13:00'))
    const again = apply(answered, afterCustomerMessage(answered, local(18, '13:30'), rules))
    expect(clockOf(again, 'next-reply')?.dueAt).toEqual(local(18, '15:30'))
  })

  it('of the customer start nothing before the first contact, whose time goes on', () => {
    expect(afterCustomerMessage(claimed(), local(18, '12:00'), rules)).toEqual({})
  })

  it('of the customer that were answered before their turn came start nothing', () => {
    const answered = apply(
      contacted(),
      afterAgentMessage(
        apply(contacted(), afterCustomerMessage(contacted(), local(18, '12:00'), rules)),
        local(18, '12:30'),
        rules,
      ),
    )
    expect(afterCustomerMessage(answered, local(18, '12:29'), rules)).toEqual({})
  })
})

describe('waiting for the customer', () => {
  const until = local(20, '09:00')
  const waiting = (): Ticket =>
    apply(contacted(), moveTicket(contacted(), 'wait', { at: local(18, '12:00'), until }, rules))

  it('stops the time to solve the case and gives it back', () => {
    // 22 of the 24 working hours were left.
    expect(clockOf(waiting(), 'resolution')?.pausedAt).toEqual(local(18, '12:00'))
    const back = apply(waiting(), moveTicket(waiting(), 'resume', { at: until }, rules))
    expect(clockOf(back, 'resolution')?.dueAt).toEqual(local(24, '15:00'))
  })

  it('ends with the customer’s message, which asks for an answer', () => {
    const back = apply(waiting(), afterCustomerMessage(waiting(), local(19, '10:00'), rules))
    expect(back).toMatchObject({ status: 'claimed', assigneeId: 'ana', waitingUntil: null })
    expect(back.dueAt).toEqual(local(19, '12:00'))
  })

  it('ends when its time has come, as of that moment, however late somebody looks', () => {
    const alarm = ringAlarm(waiting(), local(20, '15:00'), rules)
    expect(alarm.changes).toMatchObject({ status: 'claimed', waitingUntil: null })
    expect(alarm.lines.map(({ kind }) => kind)).toEqual(['resumed'])
    const resolution = alarm.changes?.clocks?.find(({ kind }) => kind === 'resolution')
    expect(resolution?.runningFrom).toEqual(until)
  })

  it('does not stop an answer that is owed', () => {
    const asked = apply(contacted(), afterCustomerMessage(contacted(), local(18, '12:00'), rules))
    const put = apply(asked, moveTicket(asked, 'wait', { at: local(18, '12:10'), until }, rules))
    expect(put.dueAt).toEqual(local(18, '14:00'))
  })
})

describe('ringAlarm', () => {
  const levels = (ticket: Ticket, now: Date) =>
    ringAlarm(ticket, now, rules).lines.map(({ detail }) => detail)

  it('says nothing before half of the time', () => {
    expect(ringAlarm(fresh(), local(18, '21:59'), rules).changes).toBeNull()
  })

  it('warns at 50, 80 and 100 %, each once', () => {
    let ticket = fresh()
    const told: (string | null)[] = []
    const start = opened.getTime()
    for (let minute = 0; minute <= 25 * 60; minute += 7) {
      const alarm = ringAlarm(ticket, new Date(start + minute * 60_000), rules)
      told.push(...alarm.lines.map(({ detail }) => detail))
      ticket = apply(ticket, alarm.changes ?? {})
    }
    expect(told).toEqual(['first-contact:50', 'first-contact:80', 'first-contact:100'])
    expect(clockOf(ticket, 'first-contact')?.breachedAt).toEqual(local(19, '10:00'))
  })

  it('tells only the highest of what was missed', () => {
    expect(levels(fresh(), local(19, '06:00'))).toEqual(['first-contact:80'])
    expect(levels(fresh(), local(19, '10:00'))).toEqual(['first-contact:100'])
  })

  it('calls for the escalation packet at 100 %, where the policy says so', () => {
    const escalated = (kind: Ticket['kind']) =>
      ringAlarm(fresh({ kind }), local(19, '10:01'), rules).escalates.map((clock) => clock.kind)
    expect(escalated('retention-survey')).toEqual(['first-contact'])
    expect(escalated('contact-data')).toEqual([])
  })

  it('is silent about a closed ticket', () => {
    const closed = apply(claimed(), moveTicket(claimed(), 'close', { at: opened }, rules))
    expect(closed.alarmAt).toBeNull()
    expect(ringAlarm(closed, local(25, '10:00'), rules).warned).toEqual([])
    const merged = apply(fresh(), { status: 'closed' })
    expect(ringAlarm(merged, local(25, '10:00'), rules)).toMatchObject({
      changes: { alarmAt: null },
      lines: [],
    })
  })
})

describe('a ticket that is opened again', () => {
  const again = (ticket: Ticket, at: Date): Ticket => {
    const closed = apply(ticket, moveTicket(ticket, 'close', { at: local(18, '12:00') }, rules))
    return apply(closed, moveTicket(closed, 'reopen-to-queue', { at }, rules))
  }

  it('owes an answer when somebody had written to the customer', () => {
    const ticket = again(contacted(), local(19, '10:00'))
    expect(ticket.dueAt).toEqual(local(19, '12:00'))
    expect(clockOf(ticket, 'first-contact')?.stoppedAt).toEqual(local(18, '11:00'))
  })

  it('owes the first contact when nobody had', () => {
    expect(again(claimed(), local(19, '10:00')).dueAt).toEqual(local(20, '10:00'))
  })
})
