import { describe, expect, it } from '@jest/globals'
import { chooseAgent, hasRoom, type Candidate } from '../../src/domain/assignment.js'
import { deskSettings } from '../../src/domain/desk-settings.js'
import { offlineSince, presenceAt, type Presence } from '../../src/domain/presence.js'
import { anAgent } from '../support/builders.js'

const now = new Date('2026-11-18T15:00:00Z')
const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000)
const settings = (mode: string) => deskSettings.parse({ assignment: { mode, capacity: 3 } })

const presence = (overrides: Partial<Presence> = {}): Presence => ({
  id: 'x',
  choice: 'online',
  chosenAt: minutes(-60),
  connectedUntil: minutes(0.5),
  assignedAt: null,
  ...overrides,
})

const candidate = (
  id: string,
  { claimed = 0, ...overrides }: Partial<Presence & Candidate['agent']> & { claimed?: number } = {},
): Candidate => ({
  agent: anAgent({ id, ...overrides }),
  presence: presence({ ...overrides, id }),
  claimed,
})

const ticket = { product: 'tv', queue: 'retention' } as const
const chosen = (mode: string, candidates: Candidate[], wanted = ticket): string | null =>
  chooseAgent(wanted, candidates, now, settings(mode))?.agent.id ?? null

describe('presenceAt', () => {
  it.each([
    ['who never had a screen is offline', null, 'offline'],
    ['with a screen, what was chosen counts', presence({ choice: 'away' }), 'away'],
    ['without one nobody is online', presence({ connectedUntil: now }), 'offline'],
    ['who chose offline is, screen or not', presence({ choice: 'offline' }), 'offline'],
  ])('%s', (_name, given, expected) => {
    expect(presenceAt(given, now)).toBe(expected)
  })
})

describe('offlineSince', () => {
  it('is when the last screen went, or when offline was chosen before that', () => {
    expect(offlineSince(presence(), now)).toBeNull()
    expect(offlineSince(null, now)).toBeNull()
    const gone = minutes(-5)
    expect(offlineSince(presence({ connectedUntil: gone }), now)).toEqual(gone)
    const said = presence({ choice: 'offline', chosenAt: minutes(-3) })
    expect(offlineSince(said, now)).toEqual(minutes(-3))
  })
})

describe('chooseAgent', () => {
  it('gives to nobody when it is off', () => {
    expect(chosen('off', [candidate('a')])).toBeNull()
  })

  it('goes round: whose last ticket was longest ago', () => {
    const two = [
      candidate('a', { assignedAt: minutes(-1), claimed: 0 }),
      candidate('b', { assignedAt: minutes(-9), claimed: 2 }),
    ]
    expect(chosen('round-robin', two)).toBe('b')
    expect(chosen('round-robin', [...two, candidate('c')])).toBe('c')
  })

  it('gives to who has least, and goes round between equals', () => {
    const three = [
      candidate('a', { claimed: 1, assignedAt: minutes(-1) }),
      candidate('b', { claimed: 1, assignedAt: minutes(-9) }),
      candidate('c', { claimed: 2 }),
    ]
    expect(chosen('least-loaded', three)).toBe('b')
  })

  it.each([
    ['is away', candidate('a', { choice: 'away' })],
    ['has no screen open', candidate('a', { connectedUntil: now })],
    ['is full', candidate('a', { claimed: 3 })],
    ['is full by a number of their own', candidate('a', { capacity: 1, claimed: 1 })],
    ['lacks the skill', candidate('a', { skills: ['movil'] })],
    ['is disabled', candidate('a', { disabledAt: now })],
  ])('passes over who %s', (_name, unfit) => {
    expect(chosen('round-robin', [unfit, candidate('z', { claimed: 2 })])).toBe('z')
    expect(chosen('least-loaded', [unfit])).toBeNull()
  })

  it('needs no skill for a ticket without a product, and a supervisor for their queue', () => {
    const movil = candidate('a', { skills: ['movil'] })
    const anything = { product: null, queue: 'retention' } as const
    expect(chooseAgent(anything, [movil], now, settings('round-robin'))?.agent.id).toBe('a')
    const theirs = { product: null, queue: 'supervisor' } as const
    expect(chooseAgent(theirs, [movil], now, settings('round-robin'))).toBeNull()
    const boss = candidate('s', { role: 'supervisor' })
    expect(chooseAgent(theirs, [movil, boss], now, settings('round-robin'))?.agent.id).toBe('s')
  })
})

describe('hasRoom', () => {
  it('is the agent’s own number before the desk’s', () => {
    const { assignment } = settings('off')
    expect(hasRoom(candidate('a', { claimed: 4, capacity: 5 }), now, { assignment })).toBe(true)
    expect(hasRoom(candidate('a', { claimed: 4 }), now, { assignment })).toBe(false)
  })
})
