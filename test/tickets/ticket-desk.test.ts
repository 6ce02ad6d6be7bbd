import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Agent } from '../../src/domain/agent.js'
import { deskSettings } from '../../src/domain/desk-settings.js'
import { DomainError } from '../../src/domain/errors.js'
import type { DomainEvent } from '../../src/domain/events.js'
import { systemClock } from '../../src/lib/clock.js'
import type { Store } from '../../src/store/store.js'
import { createTicketDesk } from '../../src/tickets/ticket-desk.js'
import type { TicketDesk } from '../../src/tickets/ticket-desk.js'
import { aMessage, anAgent, newId, queuedDelivery } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'

let database: TestDatabase
let store: Store
let desk: TicketDesk
const published: DomainEvent[] = []

const hire = async (overrides: Partial<Agent> = {}): Promise<Agent> => {
  const agent = anAgent(overrides)
  await store.agents.insert(agent)
  return agent
}

const failure = async (work: Promise<unknown>): Promise<DomainError> => {
  const error: unknown = await work.then(
    () => new Error('It succeeded.'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof DomainError) return error
  throw error
}

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
  desk = createTicketDesk({
    store,
    clock: systemClock,
    newId,
    rules: () => ({ contactWithinHours: 24, desk: deskSettings.parse({}) }),
    publish: (events) => published.push(...events),
  })
})
afterAll(() => database.dropAndClose())

describe('claim', () => {
  it('lets one of twenty agents win, and tells the nineteen others who it was', async () => {
    const { ticket } = await openCase(store)
    const agents = await Promise.all(Array.from({ length: 20 }, () => hire()))
    const results = await Promise.allSettled(agents.map((agent) => desk.claim(agent, ticket.id)))
    const won = results.flatMap((result, index) =>
      result.status === 'fulfilled' ? [agents[index]!] : [],
    )
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as DomainError] : [],
    )
    expect(won).toHaveLength(1)
    const winner = { id: won[0]!.id, name: won[0]!.name }
    expect(lost.map(({ code, details }) => ({ code, winner: details['winner'] }))).toEqual(
      Array.from({ length: 19 }, () => ({ code: 'conflict', winner })),
    )
    const stored = await store.tickets.byId(ticket.id)
    expect(stored).toMatchObject({ status: 'claimed', assigneeId: winner.id })
    expect(stored?.history.filter((line) => line.kind === 'claimed')).toHaveLength(1)
  })

  it('silences the bot: what it had queued never goes out, and the conversation is human', async () => {
    const { ticket, conversation } = await openCase(store)
    const queued = aMessage({
      conversationId: conversation.id,
      seq: 2,
      author: 'bot',
      delivery: queuedDelivery,
    })
    await store.messages.insert(queued)
    const agent = await hire()
    await desk.claim(agent, ticket.id)
    expect((await store.messages.byId(queued.id))?.delivery).toMatchObject({
      status: 'expired',
      failure: expect.stringContaining('persona') as unknown,
    })
    expect((await store.conversations.byId(conversation.id))?.mode).toEqual({
      kind: 'human',
      ticketId: ticket.id,
    })
  })

  it('writes its events with the change and publishes them after the commit', async () => {
    const { ticket, conversation } = await openCase(store)
    const agent = await hire()
    published.length = 0
    await desk.claim(agent, ticket.id)
    const stored = await store.events.since('0', 5_000)
    const mine = stored.filter((event) => event.conversationId === conversation.id)
    expect(mine.map(({ kind }) => kind).sort()).toEqual(['conversation.changed', 'ticket.changed'])
    expect(published.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort())
    expect(mine.every(({ agentId }) => agentId === agent.id)).toBe(true)
  })

  it('changes nothing when it is one’s own ticket already', async () => {
    const { ticket } = await openCase(store)
    const agent = await hire()
    const first = await desk.claim(agent, ticket.id)
    const second = await desk.claim(agent, ticket.id)
    expect(second.ticket.version).toBe(first.ticket.version)
  })

  it('hides the supervisors’ queue from agents', async () => {
    const { ticket } = await openCase(store, { ticket: { queue: 'supervisor' } })
    expect((await failure(desk.claim(await hire(), ticket.id))).code).toBe('not-found')
    const supervisor = await hire({ role: 'supervisor' })
    expect((await desk.claim(supervisor, ticket.id)).ticket.assigneeId).toBe(supervisor.id)
  })
})

describe('release', () => {
  it('puts the ticket back, with the bot still silent', async () => {
    const { ticket, conversation } = await openCase(store)
    const agent = await hire()
    await desk.claim(agent, ticket.id)
    const released = await desk.release(agent, ticket.id)
    expect(released.ticket).toMatchObject({ status: 'open', assigneeId: null })
    expect((await store.conversations.byId(conversation.id))?.mode.kind).toBe('human')
    const other = await hire()
    expect((await desk.claim(other, ticket.id)).ticket.assigneeId).toBe(other.id)
  })
})

describe('reply', () => {
  it('queues the text as the agent’s next message and notes the first contact once', async () => {
    const { ticket, conversation } = await openCase(store)
    const agent = await hire()
    await desk.claim(agent, ticket.id)
    const first = await desk.reply(agent, ticket.id, { text: 'Buenos días', clientId: null })
    const second = await desk.reply(agent, ticket.id, { text: '¿Me escucha?', clientId: null })
    expect([first.seq, second.seq]).toEqual([2, 3])
    const stored = await store.messages.byId(first.id)
    expect(stored).toMatchObject({ author: 'agent', agentId: agent.id })
    expect(stored?.delivery?.status).toBe('queued')
    const after = await store.tickets.byId(ticket.id)
    expect(after?.firstContactAt).toEqual(first.createdAt)
    expect(after?.history.filter((line) => line.kind === 'replied')).toHaveLength(1)
    expect((await store.conversations.byId(conversation.id))?.unread).toBe(0)
  })

  it('is one message however often, and however parallel, a request is repeated', async () => {
    const { ticket, conversation } = await openCase(store)
    const agent = await hire()
    await desk.claim(agent, ticket.id)
    const send = () => desk.reply(agent, ticket.id, { text: 'Hola', clientId: 'once-0001' })
    const sent = await Promise.all([send(), send(), send()])
    sent.push(await send())
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
    expect(await store.messages.list(conversation.id, { after: 1, limit: 10 })).toHaveLength(1)
  })

  it('is forbidden to everyone but the assignee, also to an admin', async () => {
    const { ticket } = await openCase(store)
    await desk.claim(await hire(), ticket.id)
    for (const role of ['agent', 'supervisor', 'admin'] as const) {
      const other = await hire({ role })
      const error = await failure(desk.reply(other, ticket.id, { text: 'Hola', clientId: null }))
      expect(error.code).toBe('forbidden')
    }
  })
})

describe('takeOver', () => {
  it('gives the ticket to a supervisor, and the agent can no longer write', async () => {
    const { ticket } = await openCase(store)
    const agent = await hire({ name: 'Carla' })
    const supervisor = await hire({ role: 'supervisor' })
    await desk.claim(agent, ticket.id)
    const taken = await desk.takeOver(supervisor, ticket.id)
    expect(taken.ticket.assigneeId).toBe(supervisor.id)
    expect(taken.ticket.history.at(-1)).toMatchObject({ kind: 'taken-over', detail: 'Carla' })
    const error = await failure(desk.reply(agent, ticket.id, { text: 'Hola', clientId: null }))
    expect(error.code).toBe('forbidden')
  })

  it('is forbidden to agents', async () => {
    const { ticket } = await openCase(store)
    expect((await failure(desk.takeOver(await hire(), ticket.id))).code).toBe('forbidden')
  })
})

describe('close', () => {
  it('keeps outcome and reason and gives the conversation back to the bot', async () => {
    const { ticket, conversation } = await openCase(store)
    const agent = await hire()
    await desk.claim(agent, ticket.id)
    const end = { outcome: 'saved', reason: 'Aceptó el descuento' } as const
    const closed = await desk.close(agent, ticket.id, end)
    expect(closed.ticket).toMatchObject({
      status: 'closed',
      outcome: 'saved',
      closeReason: 'Aceptó el descuento',
    })
    expect((await store.conversations.byId(conversation.id))?.mode).toEqual({ kind: 'bot' })
    expect((await failure(desk.close(agent, ticket.id, end))).code).toBe('conflict')
    expect((await failure(desk.claim(agent, ticket.id))).code).toBe('conflict')
  })

  it('marks the contact when the number turned out to be wrong', async () => {
    const { ticket, contact } = await openCase(store)
    const agent = await hire()
    await desk.claim(agent, ticket.id)
    await desk.close(agent, ticket.id, { outcome: 'wrong-number', reason: 'No es cliente' })
    expect((await store.contacts.byId(contact.id))?.wrongNumberAt).not.toBeNull()
  })

  it('leaves the conversation alone when another ticket holds it', async () => {
    const { ticket, conversation } = await openCase(store)
    const agent = await hire()
    await desk.claim(agent, ticket.id)
    const mode = { kind: 'human', ticketId: 'another' } as const
    await store.conversations.update(conversation.id, { mode })
    await desk.close(agent, ticket.id, { outcome: 'leaving', reason: 'Se va' })
    expect((await store.conversations.byId(conversation.id))?.mode).toEqual(mode)
  })
})
