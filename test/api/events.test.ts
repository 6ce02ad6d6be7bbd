import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Request, Response } from 'express'
import type { EventView } from '../../src/api/contract/event.js'
import type { ApiDeps } from '../../src/api/deps.js'
import { createRealtime } from '../../src/api/realtime.js'
import type { DomainEvent } from '../../src/domain/events.js'
import { systemClock } from '../../src/lib/clock.js'
import { silentLog } from '../../src/lib/log.js'
import { startApi } from '../support/api.js'
import type { Client, TestApi } from '../support/api.js'
import { anAgent, newId } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { openEventSource } from '../support/event-source.js'
import type { EventSource } from '../support/event-source.js'

let api: TestApi
const open: EventSource[] = []

beforeAll(async () => {
  api = await startApi()
})
afterEach(() => {
  for (const source of open.splice(0)) source.close()
})
afterAll(() => api.stop())

const listen = async (client: Client, lastEventId?: string): Promise<EventSource> => {
  const source = await openEventSource(`${api.url}/api/events`, {
    cookie: client.cookie ?? '',
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  })
  open.push(source)
  return source
}

const anEvent = (overrides: Partial<DomainEvent>): DomainEvent => ({
  id: newId(),
  at: new Date(),
  kind: 'channel.changed',
  conversationId: null,
  ticketId: null,
  messageId: null,
  agentId: null,
  ...overrides,
})

const about = (id: string) => (event: EventView) => event.ticketId === id
const same = (event: DomainEvent) => (view: EventView) => view.id === event.id

describe('GET /api/events', () => {
  it('is 401 without a session', async () => {
    expect((await api.stranger().get('/api/events')).status).toBe(401)
  })

  it('brings a claim to every screen of the team', async () => {
    const { ticket, conversation } = await openCase(api.store)
    const [carla, luis] = [await api.signIn(), await api.signIn()]
    const screen = await listen(luis)
    await carla.send('POST', `/api/tickets/${ticket.id}/claim`)
    expect(await screen.hears(about(ticket.id))).toMatchObject({
      kind: 'ticket.changed',
      conversationId: conversation.id,
      agentId: carla.agent.id,
    })
  })

  it('resumes after a loss and misses nothing', async () => {
    const client = await api.signIn()
    const first = await listen(client)
    const heard = anEvent({})
    await api.store.events.append([heard])
    api.feed.publish([heard])
    await first.hears(same(heard))
    first.close()
    const missed = Array.from({ length: 1_200 }, () => anEvent({}))
    await api.store.events.append(missed)
    const second = await listen(client, first.lastId() ?? undefined)
    const live = anEvent({})
    await api.store.events.append([live])
    api.feed.publish([live])
    await second.hears(same(live))
    const ids = second.heard.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(missed.map(({ id }) => id)))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('resumes from its beginning when it was lost before it heard anything', async () => {
    const client = await api.signIn()
    const first = await listen(client)
    first.close()
    const position = first.lastId()
    expect(position).toMatch(/^[0-9a-f]{24}$/)
    const missed = anEvent({})
    await api.store.events.append([missed])
    const second = await listen(client, position ?? undefined)
    await second.hears(same(missed))
  })

  it('hears an event that was committed late, with an id older than the last one heard', async () => {
    const client = await api.signIn()
    const late = anEvent({})
    const heard = anEvent({})
    const first = await listen(client)
    api.feed.publish([heard])
    await first.hears(same(heard))
    first.close()
    await api.store.events.append([late])
    const second = await listen(client, heard.id)
    await second.hears(same(late))
  })

  it('tells an agent nothing about the supervisors’ queue and other agents’ conversations', async () => {
    const forSupervisors = await openCase(api.store, { ticket: { queue: 'supervisor' } })
    const ofAnother = await openCase(api.store)
    const [carla, luis] = [await api.signIn(), await api.signIn()]
    const supervisor = await api.signIn({ role: 'supervisor' })
    await carla.send('POST', `/api/tickets/${ofAnother.ticket.id}/claim`)
    const [small, wide] = [await listen(luis), await listen(supervisor)]
    const secret = [
      anEvent({ kind: 'ticket.changed', ticketId: forSupervisors.ticket.id }),
      anEvent({ kind: 'message.added', conversationId: forSupervisors.conversation.id }),
      anEvent({ kind: 'message.added', conversationId: ofAnother.conversation.id }),
      anEvent({ kind: 'campaign.changed' }),
    ]
    const last = anEvent({})
    api.feed.publish([...secret, last])
    await small.hears(same(last))
    await wide.hears(same(last))
    const ids = (source: EventSource) => source.heard.map(({ id }) => id)
    expect(ids(small).filter((id) => secret.some((event) => event.id === id))).toEqual([])
    expect(ids(wide)).toEqual(expect.arrayContaining(secret.map(({ id }) => id)))
  })

  it('ends when the server stops, so that a stop does not wait for screens', async () => {
    const other = await startApi()
    const client = await other.signIn()
    const source = await openEventSource(`${other.url}/api/events`, { cookie: client.cookie ?? '' })
    await other.stop()
    await source.ended
    expect(source.heard).toEqual([])
  })
})

describe('a stream whose session ended', () => {
  it('is closed before the next event', async () => {
    let now = Date.now()
    const other = await startApi(() => ({ clock: { now: () => new Date(now) } }))
    try {
      const client = await other.signIn()
      const address = `${other.url}/api/events`
      const source = await openEventSource(address, { cookie: client.cookie ?? '' })
      await other.store.agents.update(client.agent.id, { disabledAt: new Date(now) })
      now += 2_000
      other.feed.publish([anEvent({})])
      await source.ended
      expect(source.heard).toEqual([])
    } finally {
      await other.stop()
    }
  })
})

describe('a screen that left before it was served', () => {
  it('leaves nothing behind', async () => {
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    response.destroy()
    const subscribed: unknown[] = []
    const realtime = createRealtime({
      records: api.store,
      transcripts: { audienceOf: () => Promise.resolve(() => true) },
      feed: {
        resume: api.feed.resume,
        subscribe: (listener) => {
          subscribed.push(listener)
          return () => void subscribed.pop()
        },
      },
      team: { connected: () => Promise.resolve() } as unknown as ApiDeps['team'],
      clock: systemClock,
      newId,
      log: silentLog,
      whoIs: () => Promise.resolve(anAgent()),
    })
    try {
      await realtime.serve(response.req as Request, response as Response, null)
      expect(subscribed).toEqual([])
    } finally {
      realtime.stop()
    }
  })
})
