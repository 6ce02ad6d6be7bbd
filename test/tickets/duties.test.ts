import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import { deskSettings } from '../../src/domain/desk-settings.js'
import type { DomainError } from '../../src/domain/errors.js'
import type { DomainEvent } from '../../src/domain/events.js'
import { withClocks } from '../../src/domain/sla.js'
import { openingClocks } from '../../src/domain/ticket-clocks.js'
import type { Ticket } from '../../src/domain/ticket.js'
import type { Store } from '../../src/store/store.js'
import { createTicketRoom, type TicketRoom } from '../../src/tickets/ticket-room.js'
import { aMessage, anAgent, newId } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { createFakeClock, hours, minutes, type FakeClock } from '../support/fake-clock.js'

let database: TestDatabase
let store: Store
let clock: FakeClock
/** Two processes on one database. */
let rooms: TicketRoom[]
const published: DomainEvent[] = []
let assignment: Record<string, unknown>

const rules = () => ({ contactWithinHours: 24, desk: deskSettings.parse({ assignment }) })

beforeAll(() => {
  clock = createFakeClock()
})
beforeEach(async () => {
  await database?.dropAndClose()
  assignment = {}
  database = await testDatabase({ clock })
  store = database.store
  const publish = (events: readonly DomainEvent[]) => void published.push(...events)
  const stores = [store, await database.openAnother()]
  rooms = stores.map((one) => createTicketRoom({ store: one, clock, newId, rules, publish }))
  published.length = 0
})
afterAll(() => database.dropAndClose())

const both = (duty: keyof TicketRoom['duties']) =>
  Promise.all(rooms.map(({ duties }) => duties[duty]()))

const hire = async (overrides: Partial<Agent> = {}): Promise<Agent> => {
  const agent = anAgent(overrides)
  await store.agents.insert(agent)
  return agent
}

/** A ticket that was opened now, with its clocks running. */
const open = async (overrides: Partial<Ticket> = {}): Promise<Ticket> => {
  const kind = overrides.kind ?? 'retention-survey'
  const at = clock.now()
  const base = { status: 'open', dueAt: at, waitingUntil: null } as const
  const { ticket } = await openCase(store, {
    ticket: {
      createdAt: at,
      ...withClocks(base, openingClocks(rules(), kind, at), rules()),
      ...overrides,
    },
  })
  return ticket
}

const told = (ticketId: string) =>
  published.filter((event) => event.ticketId === ticketId).map(({ kind }) => kind)
const linesOf = async (id: string) =>
  (await store.tickets.byId(id))?.history.map(({ kind, detail }) => `${kind} ${detail}`)

describe('ringAlarms', () => {
  it('warns at 50, 80 and 100 %, each once, whoever looks', async () => {
    const { id } = await open({ kind: 'contact-data' })
    for (const advance of [hours(11), hours(1), minutes(1), hours(8), hours(5)]) {
      clock.advance(advance)
      await both('ringAlarms')
    }
    expect((await linesOf(id))?.slice(1)).toEqual([
      'warned first-contact:50',
      'warned first-contact:80',
      'breached first-contact:100',
    ])
    expect(told(id).filter((kind) => kind === 'ticket.warned')).toHaveLength(3)
    expect((await store.tickets.byId(id))?.alarmAt).toBeNull()
  })

  it('escalates a missed first contact once, although nobody was running at the moment', async () => {
    const ana = await hire()
    const { id, conversationId } = await open()
    await rooms[0]!.desk.claim(ana, id)
    clock.advance(hours(31))
    await both('ringAlarms')
    await both('ringAlarms')
    expect(await store.tickets.byId(id)).toMatchObject({
      status: 'open',
      assigneeId: null,
      queue: 'com-campanas-especificas',
      priority: 'urgent',
      escalatedAt: clock.now(),
    })
    // Nobody wrote to the customer: the bot may tell them what is true.
    expect((await store.conversations.byId(conversationId))?.mode).toEqual({ kind: 'bot' })
    const { items } = await store.escalations.list(null, { limit: 9, after: null })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      ticketId: id,
      cause: 'first-contact',
      elapsedMs: hours(31),
      attempts: { messages: 0, claims: 1 },
      previousOwnerId: ana.id,
      newOwnerId: null,
      queue: 'com-campanas-especificas',
    })
    expect(told(id).filter((kind) => kind === 'ticket.escalated')).toHaveLength(1)
  })

  it('leaves the supervisors’ tickets in their queue', async () => {
    const { id } = await open({ kind: 'regulator', queue: 'supervisor' })
    clock.advance(hours(25))
    await both('ringAlarms')
    expect((await store.tickets.byId(id))?.queue).toBe('supervisor')
    const { items } = await store.escalations.list(false, { limit: 9, after: null })
    expect(items).toHaveLength(1)
  })

  it('says nothing about a contact that was made in time', async () => {
    const ana = await hire()
    const { id } = await open()
    await rooms[0]!.desk.claim(ana, id)
    await rooms[0]!.desk.reply(ana, id, { text: 'Buenos días', clientId: null })
    clock.advance(hours(25))
    await both('ringAlarms')
    expect((await linesOf(id))?.filter((line) => /^(warned|breached)/.test(line))).toEqual([])
  })

  it('does not take a bot’s, a campaign’s or a system’s message for an answer', async () => {
    const { id, conversationId, contactId } = await open()
    for (const [index, author] of (['bot', 'campaign', 'system'] as const).entries()) {
      await store.messages.insert(aMessage({ conversationId, contactId, author, seq: index + 2 }))
    }
    clock.advance(hours(24))
    await both('ringAlarms')
    expect((await linesOf(id))?.at(-1)).toBe('escalated first-contact')
  })

  it('ends a wait when its time has come', async () => {
    const ana = await hire()
    const { id } = await open()
    await rooms[0]!.desk.claim(ana, id)
    await rooms[0]!.desk.reply(ana, id, { text: 'Le escribo mañana', clientId: null })
    const until = new Date(clock.now().getTime() + hours(3))
    await rooms[0]!.desk.wait(ana, id, { until, note: null })
    await both('ringAlarms')
    expect((await store.tickets.byId(id))?.status).toBe('waiting')
    clock.advance(hours(3))
    await both('ringAlarms')
    expect(await store.tickets.byId(id)).toMatchObject({ status: 'claimed', assigneeId: ana.id })
    expect((await linesOf(id))?.filter((line) => line === 'resumed time')).toHaveLength(1)
  })
})

describe('raiseAgain', () => {
  const escalated = async (): Promise<{ ticketId: string; id: string }> => {
    const ticket = await open()
    clock.advance(hours(24))
    await both('ringAlarms')
    const { items } = await store.escalations.list(false, { limit: 1, after: null })
    return { ticketId: ticket.id, id: items[0]!.id }
  }

  it('raises every hour, once, until a supervisor acknowledges it', async () => {
    const boss = await hire({ role: 'supervisor' })
    const { id, ticketId } = await escalated()
    clock.advance(minutes(59))
    await both('raiseAgain')
    expect((await store.escalations.byId(id))?.raised).toBe(1)
    clock.advance(minutes(1))
    await both('raiseAgain')
    await both('raiseAgain')
    expect((await store.escalations.byId(id))?.raised).toBe(2)
    // Asleep for five hours: raised once more, not five times.
    clock.advance(hours(5))
    await both('raiseAgain')
    expect(await store.escalations.byId(id)).toMatchObject({
      raised: 3,
      raiseAt: new Date(clock.now().getTime() + hours(1)),
    })
    expect(told(ticketId).filter((kind) => kind === 'ticket.escalated')).toHaveLength(3)
    await rooms[0]!.escalations.acknowledge(boss, id, 'Lo llamo yo')
    clock.advance(hours(2))
    await both('raiseAgain')
    expect(await store.escalations.byId(id)).toMatchObject({
      raised: 3,
      acknowledgedBy: boss.id,
      newOwnerId: boss.id,
      note: 'Lo llamo yo',
      raiseAt: null,
    })
  })

  it('lets one of two supervisors acknowledge, and tells the other who did', async () => {
    const bosses = [await hire({ role: 'supervisor' }), await hire({ role: 'supervisor' })]
    const { id } = await escalated()
    const results = await Promise.allSettled(
      bosses.map((boss, index) => rooms[index]!.escalations.acknowledge(boss, id, null)),
    )
    const winner = bosses[results.findIndex(({ status }) => status === 'fulfilled')]!
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as DomainError] : [],
    )
    expect(lost.map(({ code, details }) => ({ code, ...details }))).toEqual([
      { code: 'conflict', winner: { id: winner.id, name: winner.name } },
    ])
  })

  it('stops when the ticket was closed', async () => {
    const ana = await hire()
    const { id, ticketId } = await escalated()
    await rooms[0]!.desk.claim(ana, ticketId)
    await rooms[0]!.desk.close(ana, ticketId, { outcome: 'saved', reason: 'x' })
    clock.advance(hours(2))
    await both('raiseAgain')
    expect(await store.escalations.byId(id)).toMatchObject({ raised: 1, raiseAt: null })
  })
})

describe('assign', () => {
  it('goes round between those who are online, and each ticket is given once', async () => {
    assignment = { mode: 'round-robin', capacity: 2 }
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
