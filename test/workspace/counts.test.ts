import { describe, expect, it } from '@jest/globals'
import type { TicketState } from '../../src/domain/ticket.js'
import type { TicketFilter } from '../../src/store/store.js'
import { createCounts } from '../../src/workspace/counts.js'
import type { ViewFilter } from '../../src/workspace/tallies.js'
import { createFakeClock } from '../support/fake-clock.js'

const carla = { id: 'carla', name: 'Carla', role: 'agent' } as const
const sara = { id: 'sara', name: 'Sara', role: 'supervisor' } as const

let made = 0
const aState = (overrides: Partial<TicketState> = {}): TicketState => ({
  id: `t${(made += 1)}`,
  queue: 'retention',
  status: 'open',
  assigneeId: null,
  product: 'tv',
  kind: 'retention-survey',
  priority: 'normal',
  tags: [],
  dueAt: new Date('2026-11-22T20:00:00Z'),
  version: 1,
  ...overrides,
})

/** A store that tells what it was asked. */
const startCounts = (active: TicketState[], stored: number | null = 0, tookMs = 0) => {
  const clock = createFakeClock()
  const looks: (Date | null)[] = []
  const counted: TicketFilter[] = []
  const written: TicketState[] = []
  let held = Promise.resolve()
  let count = stored
  const counts = createCounts({
    clock,
    store: {
      tickets: {
        states: (since: Date | null) => {
          looks.push(since)
          const states = since === null ? [...active] : written.splice(0)
          return Promise.resolve({ states, seenUpTo: new Date(looks.length) })
        },
        countUpTo: async (filter: TicketFilter) => {
          counted.push(filter)
          clock.advance(tookMs)
          await held
          return count
        },
      },
    } as unknown as Parameters<typeof createCounts>[0]['store'],
  })
  const ofView = async (filter: ViewFilter, actor: typeof carla | typeof sara = sara) =>
    (await counts(actor, [{ id: 'v', filter }])).views.get('v')
  /** The store takes its time over the next counts, until the answer is called; it counts so many from now on. */
  const slow = (later: number): (() => void) => {
    let finish = (): void => undefined
    held = new Promise<void>((resolve) => {
      finish = resolve
    })
    count = later
    return finish
  }
  return { counts, ofView, looks, counted, written, clock, slow }
}

describe('counts', () => {
  it('read every active ticket once, and then only what was written since', async () => {
    const taken = aState()
    const { counts, looks, written } = startCounts([taken, aState({ product: 'movil' })])
    expect((await counts(carla, [])).all).toMatchObject({ open: 2, claimed: 0 })
    written.push({ ...taken, status: 'claimed', assigneeId: 'carla', version: 2 }, aState())
    const { all, mine, products } = await counts(carla, [])
    expect(all).toMatchObject({ open: 2, claimed: 1 })
    expect(mine).toMatchObject({ open: 0, claimed: 1 })
    expect(products).toMatchObject({ tv: { open: 1, claimed: 1 }, movil: { open: 1 } })
    written.push({ ...taken, status: 'closed', version: 3 })
    expect((await counts(carla, [])).all).toMatchObject({ open: 2, claimed: 0 })
    expect(looks).toEqual([null, new Date(1), new Date(2)])
  })

  it('are late as soon as the time is over, without anything being written', async () => {
    const { counts, clock } = startCounts([aState({ dueAt: new Date('2026-11-22T15:00:00Z') })])
    clock.set(new Date('2026-11-22T14:59:59Z'))
    expect((await counts(carla, [])).all.overdue).toBe(0)
    clock.set(new Date('2026-11-22T15:00:01Z'))
    expect((await counts(carla, [])).all.overdue).toBe(1)
  })

  it.each<[string, ViewFilter, number]>([
    ['status', { statuses: ['open', 'waiting'] }, 2],
    ['nobody has them', { statuses: ['open'], assigneeId: null }, 2],
    ['owner', { statuses: ['claimed'], assigneeId: 'carla' }, 1],
    ['queue', { statuses: ['open'], queue: 'supervisor' }, 1],
    ['kind', { statuses: ['open'], kinds: ['regulator'] }, 1],
    ['product', { statuses: ['open', 'claimed'], products: ['movil'] }, 1],
    ['priority', { statuses: ['open'], priorities: ['urgent', 'high'] }, 1],
    ['tag', { statuses: ['open', 'claimed'], tag: 'b' }, 1],
    ['due', { statuses: ['open'], dueBefore: new Date('2026-11-22T20:00:00Z') }, 1],
    ['all of it', { statuses: ['open'], kinds: ['regulator'], products: ['movil'] }, 0],
  ])('of a view narrowed by %s come from memory', async (_what, filter, count) => {
    const { ofView, counted } = startCounts([
      aState({ tags: ['a'] }),
      aState({ status: 'claimed', assigneeId: 'carla', product: 'movil', tags: ['a', 'b'] }),
      aState({
        queue: 'supervisor',
        kind: 'regulator',
        priority: 'urgent',
        product: null,
        dueAt: new Date('2026-11-22T19:00:00Z'),
      }),
    ])
    expect(await ofView(filter)).toEqual({ count, capped: false })
    expect(counted).toHaveLength(1) // the closed ones, for their own queue
  })

  it('leave out supervisors’ tickets that an agent’s list does not have', async () => {
    const { ofView, counted } = startCounts([
      aState({ queue: 'supervisor' }),
      aState({ queue: 'supervisor', status: 'claimed', assigneeId: 'carla' }),
    ])
    expect(await ofView({}, carla)).toEqual({ count: 1, capped: false })
    expect(await ofView({ queue: 'supervisor' }, carla)).toEqual({ count: 1, capped: false })
    expect(await ofView({}, sara)).toEqual({ count: 2, capped: false })
    expect(counted.map(({ queues }) => queues)).toEqual([
      ['retention', 'com-campanas-especificas'],
      ['retention', 'com-campanas-especificas'],
      undefined,
    ])
  })

  it('add the closed ones from the store, up to 999', async () => {
    const few = startCounts([aState()], 5)
    expect(await few.ofView({ products: ['tv'] })).toEqual({ count: 6, capped: false })
    expect((await few.counts(sara, [])).closed).toEqual({ count: 5, capped: false })
    const many = startCounts([aState()], 1_000)
    expect(await many.ofView({})).toEqual({ count: 999, capped: true })
    expect((await many.counts(sara, [])).closed).toEqual({ count: 999, capped: true })
  })

  it('ask the store for what is searched, and nothing for what cannot be searched', async () => {
    const { ofView, counted } = startCounts([aState()], 3)
    expect(await ofView({ search: 'rosa' })).toEqual({ count: 3, capped: false })
    expect(counted.at(-1)?.search).toEqual({ terms: [['rosa']], phonesOf: null })
    expect(await ofView({ search: '?' })).toEqual({ count: 0, capped: false })
  })

  it('ask the store once between two changes', async () => {
    const { ofView, counted, written, clock } = startCounts([aState()], 3)
    await ofView({ search: 'rosa' })
    await ofView({ search: 'rosa' })
    expect(counted).toHaveLength(2)
    clock.advance(10_000)
    await ofView({ search: 'rosa' })
    expect(counted.splice(0)).toHaveLength(4)
    written.push(aState())
    await ofView({ search: 'rosa' })
    expect(counted).toHaveLength(2)
  })

  it('have no number where counting takes too long, and do not try again at once', async () => {
    const { ofView, counted, written } = startCounts([aState()], null, 200)
    expect(await ofView({ search: 'rosa' })).toEqual({ count: null, capped: false })
    written.push(aState())
    await ofView({ search: 'rosa' })
    expect(counted).toHaveLength(2)
  })

  it('show the number from before while a count goes on, and the new one to who asks next', async () => {
    const { ofView, written, slow } = startCounts([aState()], 3)
    expect(await ofView({ search: 'rosa' })).toEqual({ count: 3, capped: false })
    written.push(aState())
    const finish = slow(4)
    expect(await ofView({ search: 'rosa' })).toEqual({ count: 3, capped: false })
    finish()
    expect(await ofView({ search: 'rosa' })).toEqual({ count: 4, capped: false })
  })

  it('do not count again at once what is more than can be shown', async () => {
    const { ofView, counted, written, clock } = startCounts([], 1_000)
    for (let round = 0; round < 3; round += 1) {
      written.push(aState())
      expect(await ofView({ search: 'rosa' })).toEqual({ count: 999, capped: true })
    }
    expect(counted).toHaveLength(2)
    clock.advance(60_001)
    await ofView({ search: 'rosa' })
    expect(counted).toHaveLength(4)
  })
})
