import { describe, expect, it } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import { hours, minutes } from '../support/fake-clock.js'
import {
  assignBy,
  both,
  clock,
  hire,
  open,
  published,
  rooms,
  store,
  useTicketRooms,
} from './use-ticket-rooms.js'

useTicketRooms()

describe('assign', () => {
  it('goes round between those who are online, and each ticket is given once', async () => {
    assignBy({ mode: 'round-robin', capacity: 2 })
    const agents = [await hire(), await hire(), await hire()]
    await rooms[0]!.team.connected(agents.map(({ id }) => id))
    await rooms[1]!.team.choose(agents[2]!, 'away')
    for (let count = 0; count < 5; count += 1) await open()
    await both('assign')
    const { items } = await store.tickets.list({}, { limit: 9, after: null })
    const owners = items.map(({ assigneeId }) => assigneeId)
    expect(agents.map(({ id }) => owners.filter((owner) => owner === id).length)).toEqual([2, 2, 0])
    expect(owners.filter((owner) => owner === null)).toHaveLength(1)
    const given = items.find(({ assigneeId }) => assigneeId !== null)
    expect(given?.history.at(-1)).toMatchObject({ kind: 'assigned', by: 'system' })
    expect((await store.conversations.byId(given!.conversationId))?.mode.kind).toBe('human')
  })

  it('gives nobody more than their capacity, whatever they took meanwhile', async () => {
    assignBy({ mode: 'least-loaded', capacity: 1 })
    const ana = await hire()
    await rooms[0]!.team.connected([ana.id])
    const [first] = [await open(), await open()]
    const { list } = store.tickets
    // She takes one by hand while the assignment has just read the queue.
    store.tickets.list = async (filter, page) => {
      const found = await list(filter, page)
      if (filter.statuses?.includes('open')) await rooms[1]!.desk.claim(ana, first.id)
      return found
    }
    await rooms[0]!.duties.assign()
    expect(await store.tickets.claimedCount(ana.id)).toBe(1)
  })

  it('does nothing while it is off', async () => {
    await rooms[0]!.team.connected([(await hire()).id])
    const { id } = await open()
    await both('assign')
    expect((await store.tickets.byId(id))?.status).toBe('open')
  })
})

describe('releaseOffline', () => {
  const claimed = async (): Promise<{ agent: Agent; id: string }> => {
    const agent = await hire()
    await rooms[0]!.team.connected([agent.id])
    const { id } = await open()
    await rooms[0]!.desk.claim(agent, id)
    return { agent, id }
  }

  it('releases after the grace time, once, and leaves the bot silent', async () => {
    const { id } = await claimed()
    clock.advance(minutes(15))
    await both('releaseOffline')
    expect((await store.tickets.byId(id))?.status).toBe('claimed')
    clock.advance(minutes(1))
    await both('releaseOffline')
    const ticket = (await store.tickets.byId(id))!
    expect(ticket).toMatchObject({ status: 'open', assigneeId: null })
    expect(ticket.history.filter(({ detail }) => detail === 'offline')).toHaveLength(1)
    expect((await store.conversations.byId(ticket.conversationId))?.mode.kind).toBe('human')
  })

  it('lets a restart pass: who is back within the grace keeps the ticket', async () => {
    const { agent, id } = await claimed()
    clock.advance(minutes(10))
    await rooms[1]!.team.connected([agent.id])
    clock.advance(minutes(10))
    await rooms[1]!.team.connected([agent.id])
    await both('releaseOffline')
    expect((await store.tickets.byId(id))?.status).toBe('claimed')
  })

  it('leaves what waits for the customer, and agents who never had a screen', async () => {
    const { agent, id } = await claimed()
    const until = new Date(clock.now().getTime() + hours(40))
    await rooms[0]!.desk.wait(agent, id, { until, note: null })
    const script = await hire()
    const { id: other } = await open()
    await rooms[0]!.desk.claim(script, other)
    clock.advance(hours(1))
    await both('releaseOffline')
    expect((await store.tickets.byId(id))?.status).toBe('waiting')
    expect((await store.tickets.byId(other))?.status).toBe('claimed')
  })
})

describe('team', () => {
  it('shows who is there and what they have in hand', async () => {
    const [ana, eva] = [await hire({ name: 'Ana', capacity: 4 }), await hire({ name: 'Eva' })]
    await rooms[0]!.team.connected([ana.id])
    await rooms[0]!.desk.claim(ana, (await open()).id)
    const seen = (await rooms[1]!.team.members()).map(({ agent, ...rest }) => ({
      id: agent.id,
      ...rest,
    }))
    expect(seen).toEqual([
      { id: ana.id, presence: 'online', claimed: 1, waiting: 0, capacity: 4 },
      { id: eva.id, presence: 'offline', claimed: 0, waiting: 0, capacity: 10 },
    ])
  })

  it('tells the screens who came and who went', async () => {
    const ana = await hire()
    const changes = () =>
      published.filter(({ kind, agentId }) => kind === 'agent.changed' && agentId === ana.id).length
    await rooms[0]!.team.connected([ana.id])
    expect(changes()).toBe(1)
    await rooms[0]!.team.connected([ana.id])
    await rooms[0]!.duties.announcePresence()
    expect(changes()).toBe(1)
    clock.advance(minutes(1))
    await rooms[0]!.duties.announcePresence()
    await rooms[0]!.duties.announcePresence()
    expect(changes()).toBe(2)
  })
})
