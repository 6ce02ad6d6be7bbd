import { describe, expect, it } from '@jest/globals'
import { can, roles, type Capability, type Role } from '../../src/domain/agent.js'
import {
  higherPriority,
  strongerKind,
  ticketKinds,
  ticketPriorities,
  type TicketKind,
  type TicketPriority,
} from '../../src/domain/ticket.js'

describe('strongerKind', () => {
  it.each([
    ['regulator', 'retention-survey', 'regulator'],
    ['retention-survey', 'cancellation', 'retention-survey'],
    ['cancellation', 'survey-escalation', 'cancellation'],
    ['survey-escalation', 'contact-data', 'survey-escalation'],
    ['contact-data', 'contact-data', 'contact-data'],
  ] satisfies TicketKind[][])('of %s and %s is %s', (...kinds) => {
    const [a, b, stronger] = kinds as [TicketKind, TicketKind, TicketKind]
    expect(strongerKind(a, b)).toBe(stronger)
    expect(strongerKind(b, a)).toBe(stronger)
  })

  it('orders every kind', () => {
    expect(ticketKinds.reduce(strongerKind)).toBe('regulator')
  })
})

describe('higherPriority', () => {
  it.each([
    ['urgent', 'high', 'urgent'],
    ['high', 'normal', 'high'],
    ['normal', 'low', 'normal'],
    ['low', 'urgent', 'urgent'],
    ['low', 'low', 'low'],
  ] satisfies TicketPriority[][])('of %s and %s is %s', (...priorities) => {
    const [a, b, higher] = priorities as [TicketPriority, TicketPriority, TicketPriority]
    expect(higherPriority(a, b)).toBe(higher)
    expect(higherPriority(b, a)).toBe(higher)
  })

  it('orders every priority', () => {
    expect([...ticketPriorities].reverse().reduce(higherPriority)).toBe('urgent')
  })
})

describe('can', () => {
  const allowed: Record<Capability, Role[]> = {
    'tickets:work': ['agent', 'supervisor', 'admin'],
    'tickets:take-over': ['supervisor', 'admin'],
    'transcripts:read-any': ['supervisor', 'admin'],
    'phones:see': ['supervisor', 'admin'],
    'views:share': ['supervisor', 'admin'],
    'workspace:manage': ['admin'],
    'campaigns:send': ['admin'],
    'users:manage': ['admin'],
    'channels:link': ['admin'],
  }
  it.each(Object.entries(allowed) as [Capability, Role[]][])('%s: %j', (capability, who) => {
    expect(roles.filter((role) => can({ role }, capability))).toEqual(who)
  })
})
