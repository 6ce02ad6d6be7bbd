import { describe, expect, it } from '@jest/globals'
import { deskSettings } from '../../src/domain/desk-settings.js'
import { DomainError } from '../../src/domain/errors.js'
import { moveTicket, transitions, type TicketMove } from '../../src/domain/ticket-moves.js'
import { ticketStatuses, type TicketStatus } from '../../src/domain/ticket.js'
import { aTicket } from '../support/records.js'

const rules = { contactWithinHours: 24, desk: deskSettings.parse({}) }
const at = new Date('2026-11-18T15:00:00Z')
const until = new Date('2026-11-19T15:00:00Z')

/** For each move: where it leads from open, claimed, waiting and closed; a dash where it is refused. */
const table: Record<TicketMove, string> = {
  claim: 'claimed - - -',
  assign: 'claimed - - -',
  release: '- open open -',
  transfer: 'claimed claimed claimed -',
  'send-back': 'open open open -',
  'take-over': 'claimed claimed claimed -',
  wait: '- waiting waiting -',
  resume: '- - claimed -',
  escalate: 'open open open -',
  close: '- closed closed -',
  merge: 'closed closed closed -',
  'reopen-for': '- - - claimed',
  'reopen-to-queue': '- - - open',
}

const inState = (status: TicketStatus) =>
  aTicket({
    status,
    assigneeId: status === 'open' ? null : 'ana',
    claimedAt: status === 'open' ? null : at,
    waitingUntil: status === 'waiting' ? until : null,
    ...(status === 'closed' ? { closedAt: at, outcome: 'saved', closeReason: 'x' } : {}),
  })

const outcomeOf = (move: TicketMove, status: TicketStatus): string => {
  try {
    const input = { at, assigneeId: 'eva', until, outcome: 'saved' }
    return moveTicket(inState(status), move, input, rules).status ?? '-'
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return '-'
    throw error
  }
}

describe('moveTicket', () => {
  it.each(Object.entries(table) as [TicketMove, string][])('%s', (move, row) => {
    expect(ticketStatuses.map((status) => outcomeOf(move, status)).join(' ')).toBe(row)
  })

  it('has a row above for every move', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(transitions).sort())
  })

  it('leaves nobody with an open ticket, and no wait with any but a waiting one', () => {
    expect(moveTicket(inState('waiting'), 'release', { at }, rules)).toMatchObject({
      assigneeId: null,
      claimedAt: null,
      waitingUntil: null,
    })
    const waiting = moveTicket(inState('claimed'), 'wait', { at, until }, rules)
    expect(waiting).toMatchObject({ status: 'waiting', waitingUntil: until, alarmAt: until })
    expect(waiting.assigneeId).toBeUndefined()
  })

  it('keeps how it ended until it begins again', () => {
    const closed = moveTicket(inState('claimed'), 'close', { at, outcome: 'saved' }, rules)
    expect(closed).toMatchObject({ closedAt: at, outcome: 'saved', alarmAt: null })
    const again = moveTicket(inState('closed'), 'reopen-for', { at, assigneeId: 'eva' }, rules)
    expect(again).toMatchObject({ closedAt: null, outcome: null, assigneeId: 'eva' })
  })
})
