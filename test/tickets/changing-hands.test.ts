import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import { deskSettings } from '../../src/domain/desk-settings.js'
import { DomainError } from '../../src/domain/errors.js'
import type { Ticket } from '../../src/domain/ticket.js'
import type { Store } from '../../src/store/store.js'
import { createTicketDesk, type TicketDesk } from '../../src/tickets/ticket-desk.js'
import { anAgent, newId } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { createFakeClock, hours } from '../support/fake-clock.js'

let database: TestDatabase
let store: Store
let desk: TicketDesk
const clock = createFakeClock()
const rules = () => ({ contactWithinHours: 24, desk: deskSettings.parse({}) })

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
  desk = createTicketDesk({ store, clock, newId, rules, publish: () => undefined })
})
afterAll(() => database.dropAndClose())

const hire = async (overrides: Partial<Agent> = {}): Promise<Agent> => {
  const agent = anAgent(overrides)
  await store.agents.insert(agent)
  return agent
}

const claimedBy = async (agent: Agent, overrides: Partial<Ticket> = {}): Promise<string> => {
  const { ticket } = await openCase(store, { ticket: overrides })
  await desk.claim(agent, ticket.id)
  return ticket.id
}

const failure = async (work: Promise<unknown>): Promise<DomainError> => {
  const thrown: unknown = await work.then(
    () => new Error('It succeeded.'),
    (error: unknown) => error,
  )
  if (thrown instanceof DomainError) return thrown
  throw thrown
}

const named = ({ id, name }: Agent) => ({ id, name })

describe('claimNext', () => {
  it('takes the one due first, of the agent’s skills, and nothing when nothing fits', async () => {
    const queue = 'com-campanas-especificas'
    const due = (inHours: number) => new Date(clock.now().getTime() + inHours * hours(1))
    const open = async (product: Ticket['product'], inHours: number) =>
      (await openCase(store, { ticket: { queue, product, dueAt: due(inHours) } })).ticket.id
    const [late, tv, movil] = [await open('tv', 9), await open('tv', 1), await open('movil', 2)]
    const phones = await hire({ skills: ['movil'] })
    const anyone = await hire()
    expect((await desk.claimNext(phones, { queue }))?.ticket.id).toBe(movil)
    expect(await desk.claimNext(phones, { queue })).toBeNull()
    expect((await desk.claimNext(phones, { queue, product: 'tv' }))?.ticket.id).toBe(tv)
    expect((await desk.claimNext(anyone, { queue }))?.ticket.id).toBe(late)
  })

  it('gives twelve agents twelve tickets, from two processes at once', async () => {
    const queue = 'com-campanas-especificas'
    for (let count = 0; count < 12; count += 1) await openCase(store, { ticket: { queue } })
    const other = createTicketDesk({
      store: await database.openAnother(),
      clock,
      newId,
      rules,
      publish: () => undefined,
    })
    const agents = await Promise.all(Array.from({ length: 13 }, () => hire()))
    const taken = await Promise.all(
      agents.map((agent, index) => (index % 2 ? desk : other).claimNext(agent, { queue })),
    )
    const ids = taken.flatMap((detail) => (detail ? [detail.ticket.id] : []))
    expect(ids).toHaveLength(12)
    expect(new Set(ids).size).toBe(12)
  })
})

describe('transfer', () => {
  it('passes a ticket on with a note; who had it can no longer write', async () => {
    const [ana, eva] = [await hire(), await hire({ name: 'Eva' })]
    const id = await claimedBy(ana)
    const passed = await desk.transfer(ana, id, { to: { agentId: eva.id }, note: 'Pide en inglés' })
    expect(passed?.ticket).toMatchObject({ status: 'claimed', assigneeId: eva.id })
    expect(passed?.ticket.history.at(-1)).toMatchObject({
      kind: 'transferred',
      by: ana.id,
      to: eva.id,
      note: 'Pide en inglés',
    })
    const error = await failure(desk.reply(ana, id, { text: 'Hola', clientId: null }))
    expect(error.code).toBe('forbidden')
    expect((await desk.reply(eva, id, { text: 'Hola', clientId: null })).agentId).toBe(eva.id)
  })

  it('to a queue leaves it free there, out of sight when that queue is the supervisors’', async () => {
    const ana = await hire()
    const id = await claimedBy(ana)
    expect(
      await desk.transfer(ana, id, { to: { queue: 'supervisor' }, note: 'Amenaza' }),
    ).not.toBeNull()
    expect(await store.tickets.byId(id)).toMatchObject({
      status: 'open',
      queue: 'supervisor',
      assigneeId: null,
    })
    expect((await failure(desk.claim(await hire(), id))).code).toBe('not-found')
  })

  it('is for the owner and for supervisors, to somebody who works on tickets', async () => {
    const [ana, other, boss] = [await hire(), await hire(), await hire({ role: 'supervisor' })]
    const id = await claimedBy(ana)
    const to = { agentId: other.id }
    expect((await failure(desk.transfer(other, id, { to, note: 'x' }))).code).toBe('forbidden')
    const gone = await hire({ disabledAt: clock.now() })
    const toGone = { to: { agentId: gone.id }, note: 'x' }
    expect((await failure(desk.transfer(ana, id, toGone))).code).toBe('invalid')
    expect((await desk.transfer(boss, id, { to, note: 'x' }))?.ticket.assigneeId).toBe(other.id)
  })

  it('lets one of two transfers at once win, and tells the loser who has the ticket', async () => {
    const [ana, eva, boss] = [await hire(), await hire(), await hire({ role: 'supervisor' })]
    const id = await claimedBy(ana)
    const [first, second] = await Promise.allSettled([
      desk.transfer(ana, id, { to: { agentId: eva.id }, note: 'x' }),
      desk.takeOver(boss, id),
    ])
    const holder = (await store.tickets.byId(id))?.assigneeId === eva.id ? eva : boss
    const lost = (holder === eva ? second : first) as PromiseRejectedResult
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected'])
    const { code, details } = lost.reason as DomainError
    expect({ code, winner: details['winner'] }).toEqual({
      code: 'conflict',
      winner: named(holder),
    })
  })
})

describe('takeOver', () => {
  it('by two supervisors at once is one’s, and the other is told whose', async () => {
    const bosses = [await hire({ role: 'supervisor' }), await hire({ role: 'supervisor' })]
    const id = await claimedBy(await hire())
    const results = await Promise.allSettled(bosses.map((boss) => desk.takeOver(boss, id)))
    const holder = bosses.find(
      ({ id: bossId }, index) => results[index]?.status === 'fulfilled' && bossId,
    )!
    expect((await store.tickets.byId(id))?.assigneeId).toBe(holder.id)
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as DomainError).details['winner']] : [],
    )
    expect(lost).toEqual([named(holder)])
  })
})

describe('who lost a ticket', () => {
  it('is told who has it when they release, close or wait; who never had it is refused', async () => {
    const [ana, stranger, boss] = [await hire(), await hire(), await hire({ role: 'supervisor' })]
    const id = await claimedBy(ana)
    await desk.takeOver(boss, id)
    const until = new Date(clock.now().getTime() + hours(1))
    const verbs = (agent: Agent) => [
      desk.release(agent, id),
      desk.close(agent, id, { outcome: 'saved', reason: 'x' }),
      desk.wait(agent, id, { until, note: null }),
    ]
    for (const verb of verbs(ana)) {
      const { code, details } = await failure(verb)
      expect({ code, winner: details['winner'] }).toEqual({
        code: 'conflict',
        winner: named(boss),
      })
    }
    for (const verb of verbs(stranger)) expect((await failure(verb)).code).toBe('forbidden')
  })
})

describe('wait', () => {
  it('keeps owner and conversation, and ends when its owner says so', async () => {
    const ana = await hire()
    const id = await claimedBy(ana)
    const until = new Date(clock.now().getTime() + hours(20))
    const waiting = await desk.wait(ana, id, { until, note: 'Llega del viaje' })
    expect(waiting.ticket).toMatchObject({
      status: 'waiting',
      waitingUntil: until,
      assigneeId: ana.id,
    })
    expect(await store.tickets.activeOf(waiting.ticket.conversationId)).not.toBeNull()
    expect((await desk.reply(ana, id, { text: 'Feliz viaje', clientId: null })).seq).toBe(2)
    expect((await desk.resume(ana, id)).ticket).toMatchObject({
      status: 'claimed',
      waitingUntil: null,
    })
  })

  it.each([-1, 24 * 31])('refuses a moment %p hours from now', async (ahead) => {
    const ana = await hire()
    const until = new Date(clock.now().getTime() + hours(ahead))
    const error = await failure(desk.wait(ana, await claimedBy(ana), { until, note: null }))
    expect(error.code).toBe('invalid')
  })
})

describe('reopen', () => {
  const closedBy = async (agent: Agent): Promise<string> => {
    const id = await claimedBy(agent)
    await desk.close(agent, id, { outcome: 'offer-made', reason: 'Lo piensa' })
    return id
  }

  it('gives the ticket back with its history, and the bot falls silent', async () => {
    const ana = await hire()
    const id = await closedBy(ana)
    const before = await desk.get(ana, id)
    expect(before.reopenUntil).toEqual(new Date(clock.now().getTime() + hours(72)))
    const { ticket, conversation } = await desk.reopen(ana, id, { note: 'Llamó' })
    expect(ticket).toMatchObject({ status: 'claimed', assigneeId: ana.id, outcome: null })
    expect(ticket.history.map(({ kind }) => kind)).toEqual([
      'opened',
      'claimed',
      'closed',
      'reopened',
    ])
    expect(conversation?.mode).toEqual({ kind: 'human', ticketId: id })
  })

  it('is for who had it and for supervisors, within the window', async () => {
    const [ana, boss] = [await hire(), await hire({ role: 'supervisor' })]
    const id = await closedBy(ana)
    expect((await failure(desk.reopen(await hire(), id, { note: null }))).code).toBe('forbidden')
    clock.advance(hours(72) + 1)
    expect((await desk.get(ana, id)).reopenUntil).toBeNull()
    expect((await failure(desk.reopen(boss, id, { note: null }))).code).toBe('conflict')
  })

  it('is refused while the customer has another ticket, and says whose', async () => {
    const [ana, eva] = [await hire(), await hire()]
    const id = await closedBy(ana)
    const { conversationId, contactId } = (await store.tickets.byId(id))!
    const other = (await openCase(store)).ticket
    await store.tickets.replaceIf(other.id, {}, { conversationId, contactId })
    await desk.claim(eva, other.id)
    const { code, details } = await failure(desk.reopen(ana, id, { note: null }))
    expect({ code, ...details }).toEqual({
      code: 'conflict',
      winner: named(eva),
      ticketId: other.id,
    })
  })
})
