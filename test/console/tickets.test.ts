import { describe, expect, it } from '@jest/globals'
import { QueryClient } from '@tanstack/react-query'
import { findToken, replaceToken } from '../../console/src/features/ticket/find-token.js'
import { keys } from '../../console/src/lib/query-keys.js'
import { belongs } from '../../console/src/lib/tickets/belongs.js'
import { dropTicket, placeTicket } from '../../console/src/lib/tickets/cached-tickets.js'
import { ticketsQuery } from '../../console/src/lib/tickets/views.js'
import { waitChoices } from '../../console/src/lib/wait-until.js'
import type { TicketView } from '../../src/api/contract/ticket.js'

const carla = { id: 'carla', name: 'Carla Vinueza' }

const ticket = (overrides: Partial<TicketView>): TicketView => ({
  id: 'b',
  number: 1,
  kind: 'retention-survey',
  queue: 'retention',
  status: 'open',
  priority: 'high',
  reason: 'survey-completed',
  product: 'tv',
  contact: { id: 'c', name: 'Rosa', phone: null, phoneDisplay: null, phoneMasked: true },
  assignee: null,
  conversationId: 'conversation',
  channel: 'simulator',
  createdAt: '2026-11-20T10:00:00.000Z',
  dueAt: '2026-11-21T10:00:00.000Z',
  claimedAt: null,
  firstContactAt: null,
  closedAt: null,
  outcome: null,
  closeReason: null,
  escalatedAt: null,
  waitingUntil: null,
  reopenUntil: null,
  clocks: [],
  answers: [],
  history: [],
  tags: [],
  unread: 0,
  lastMessage: null,
  version: 1,
  ...overrides,
})

describe('belongs', () => {
  const now = Date.parse('2026-11-21T09:00:00.000Z')
  const query = (view: string, narrowing = '') => ticketsQuery(view, new URLSearchParams(narrowing))

  it.each([
    ['mine', '', { status: 'claimed', assignee: carla }, true],
    ['mine', '', { status: 'claimed', assignee: { id: 'diego', name: 'Diego' } }, false],
    ['free', '', {}, true],
    ['free', '', { status: 'claimed', assignee: carla }, false],
    ['late', '', {}, false],
    ['late', '', { dueAt: '2026-11-21T08:59:59.000Z' }, true],
    ['campaigns', '', { queue: 'com-campanas-especificas' }, true],
    ['tv', '', { product: 'movil' }, false],
    ['all', 'priority=urgent', {}, false],
    ['all', 'search=rosa', {}, null],
    ['all', 'search=rosa', { status: 'closed' }, false],
  ] as [string, string, Partial<TicketView>, boolean | null][])(
    'says of %s?%s and %j: %s',
    (view, narrowing, overrides, verdict) => {
      const reader = { agentId: carla.id, now }
      expect(belongs(ticket(overrides), query(view, narrowing), reader)).toBe(verdict)
    },
  )
})

describe('placeTicket', () => {
  const free = keys.ticketList('status=open')
  const withPages = (...pages: [TicketView[], string | null][]): QueryClient => {
    const cache = new QueryClient()
    const held = pages.map(([items, next]) => ({ items, next }))
    cache.setQueryData(free, { pages: held, pageParams: held.map(() => null) })
    return cache
  }
  const shown = (cache: QueryClient): string[][] =>
    (cache.getQueryData(free) as { pages: { items: TicketView[] }[] }).pages.map(({ items }) =>
      items.map(({ id }) => id),
    )
  const early = ticket({ id: 'a', dueAt: '2026-11-21T09:00:00.000Z' })
  const middle = ticket({ id: 'b' })
  const later = ticket({ id: 'c', dueAt: '2026-11-21T11:00:00.000Z' })
  const last = ticket({ id: 'd', dueAt: '2026-11-21T12:00:00.000Z' })

  it('puts a new ticket where its due time belongs', () => {
    const cache = withPages([[early], 'next'], [[last], null])
    placeTicket(cache, middle, carla.id)
    expect(shown(cache)).toEqual([['a'], ['b', 'd']])
    placeTicket(cache, ticket({ id: 'e', dueAt: '2026-11-21T13:00:00.000Z' }), carla.id)
    expect(shown(cache)).toEqual([['a'], ['b', 'd', 'e']])
  })

  it('leaves to pages that are not loaded what belongs to them', () => {
    const cache = withPages([[early, middle], 'next'])
    placeTicket(cache, last, carla.id)
    expect(shown(cache)).toEqual([['a', 'b']])
  })

  it('takes out what was claimed and moves what got another due time', () => {
    const cache = withPages([[early, middle, last], null])
    placeTicket(cache, { ...middle, status: 'claimed', assignee: carla }, carla.id)
    expect(shown(cache)).toEqual([['a', 'd']])
    placeTicket(cache, { ...early, dueAt: later.dueAt }, carla.id)
    placeTicket(cache, { ...last, dueAt: early.dueAt }, carla.id)
    expect(shown(cache)).toEqual([['d', 'a']])
  })

  it('forgets a ticket the reader may no longer see', () => {
    const cache = withPages([[early, middle], null])
    dropTicket(cache, 'a')
    expect(shown(cache)).toEqual([['b']])
  })
})

describe('findToken', () => {
  it.each([
    ['/', '/', { sign: '/', word: '', from: 0 }],
    ['hola /sal', '/', { sign: '/', word: 'sal', from: 5 }],
    ['https://cnt', '/', null],
    ['y/o', '/', null],
    ['ver con @Sofí', '@', { sign: '@', word: 'Sofí', from: 8 }],
    ['ana@cnt', '@', null],
  ] as const)('finds in %j after %s: %j', (text, sign, token) => {
    expect(findToken(text, text.length, sign)).toEqual(token)
  })

  it('is replaced alone, the rest stays', () => {
    const token = findToken('a /sal b', 6, '/')
    expect(token && replaceToken('a /sal b', token, 'Saludos.')).toBe('a Saludos. b')
  })
})

describe('waitChoices', () => {
  it('counts days from the morning in Guayaquil, also late in the evening', () => {
    const evening = Date.parse('2026-11-22T04:30:00.000Z')
    expect(waitChoices(evening)).toEqual([
      { name: 'hour', at: '2026-11-22T05:30:00.000Z' },
      { name: 'fourHours', at: '2026-11-22T08:30:00.000Z' },
      { name: 'tomorrow', at: '2026-11-22T14:00:00.000Z' },
      { name: 'threeDays', at: '2026-11-24T14:00:00.000Z' },
      { name: 'week', at: '2026-11-28T14:00:00.000Z' },
    ])
  })
})
