import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { messageView } from '../../src/api/contract/message.js'
import { ticketPage, ticketView } from '../../src/api/contract/ticket.js'
import { startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { openCase } from '../support/case.js'

let api: TestApi

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

describe('GET /api/tickets', () => {
  it('is 401 without a session', async () => {
    expect((await api.stranger().get('/api/tickets')).status).toBe(401)
  })

  it('answers pages of tickets, oldest due first, in the shape of the contract', async () => {
    const due = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour))
    for (const hour of [9, 7, 8]) await openCase(api.store, { ticket: { dueAt: due(hour) } })
    const client = await api.signIn()
    const first = await client.get('/api/tickets?status=open&limit=2')
    const page = ticketPage.parse(first.body)
    expect(page.items.map(({ dueAt }) => dueAt)).toEqual([
      due(7).toISOString(),
      due(8).toISOString(),
    ])
    const rest = await client.get(`/api/tickets?status=open&after=${page.next ?? ''}`)
    expect(ticketPage.parse(rest.body).items[0]?.dueAt).toBe(due(9).toISOString())
    expect(ticketPage.parse(rest.body).next).toBeNull()
  })

  it.each([
    '?status=lost',
    '?limit=0',
    '?limit=201',
    '?limit[$ne]=1',
    '?status=open&status=closed',
    '?unknown=1',
    '?after=not-a-cursor',
  ])('refuses %s', async (query) => {
    const client = await api.signIn()
    const answer = await client.get(`/api/tickets${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body['code']).toBe('invalid')
  })

  it('filters by assignee', async () => {
    const client = await api.signIn()
    const { ticket } = await openCase(api.store)
    await client.send('POST', `/api/tickets/${ticket.id}/claim`)
    const mine = ticketPage.parse((await client.get('/api/tickets?assignee=me')).body)
    expect(mine.items.map(({ id }) => id)).toEqual([ticket.id])
    const free = ticketPage.parse((await client.get('/api/tickets?assignee=none')).body)
    expect(free.items.map(({ id }) => id)).not.toContain(ticket.id)
  })

  it('shows the phone to who may claim or has the ticket, and hides it and what was said once it is another’s', async () => {
    const { ticket, contact } = await openCase(api.store)
    const [carla, luis] = [await api.signIn(), await api.signIn()]
    const supervisor = await api.signIn({ role: 'supervisor' })
    const read = async (client: typeof carla) =>
      ticketView.parse((await client.get(`/api/tickets/${ticket.id}`)).body)
    expect((await read(carla)).contact).toMatchObject({ phoneMasked: false, phone: contact.phone })
    expect((await read(carla)).lastMessage?.text).toBe('hola')
    await carla.send('POST', `/api/tickets/${ticket.id}/claim`)
    expect((await read(carla)).contact.phone).toBe(contact.phone)
    expect((await read(carla)).contact.phoneDisplay).toMatch(/^\+593 98 76\d \d{4}$/)
    expect((await read(luis)).lastMessage).toBeNull()
    expect((await read(luis)).contact.phoneMasked).toBe(true)
    expect(JSON.stringify(await read(luis))).not.toContain(contact.phone)
    expect((await read(supervisor)).contact.phone).toBe(contact.phone)
  })
})

describe('POST /api/tickets/:ticketId/claim', () => {
  it('is 401 without a session, 404 for a ticket that is not there', async () => {
    const client = await api.signIn()
    expect((await api.stranger().send('POST', '/api/tickets/x/claim')).status).toBe(401)
    expect((await client.send('POST', '/api/tickets/x/claim')).status).toBe(404)
  })

  it('is 409 with the winner’s name for all but one', async () => {
    const { ticket } = await openCase(api.store)
    const clients = await Promise.all(Array.from({ length: 20 }, () => api.signIn()))
    const answers = await Promise.all(
      clients.map((client) => client.send('POST', `/api/tickets/${ticket.id}/claim`)),
    )
    const winners = answers.filter(({ status }) => status === 200)
    expect(winners).toHaveLength(1)
    const { assignee } = ticketView.parse(winners[0]?.body)
    const losers = answers.filter(({ status }) => status === 409)
    expect(losers).toHaveLength(19)
    expect(
      losers.every(({ body }) => JSON.stringify(body['winner']) === JSON.stringify(assignee)),
    ).toBe(true)
    expect(losers[0]?.body['detail']).toContain(assignee?.name)
  })

  it('takes an empty body, an empty object and nothing else', async () => {
    const { ticket } = await openCase(api.store)
    const client = await api.signIn()
    const path = `/api/tickets/${ticket.id}/claim`
    expect((await client.send('POST', path, { assigneeId: 'other' })).status).toBe(400)
    expect((await client.send('POST', path, {})).status).toBe(200)
    expect((await client.send('POST', path)).status).toBe(200)
  })
})

describe('POST /api/tickets/:ticketId/messages', () => {
  it('answers 201 with the message, and the same id twice is one message', async () => {
    const { ticket, conversation } = await openCase(api.store)
    const client = await api.signIn()
    await client.send('POST', `/api/tickets/${ticket.id}/claim`)
    const reply = { text: '<img src=x onerror=alert(1)>', id: 'reply-0001' }
    const path = `/api/tickets/${ticket.id}/messages`
    const first = await client.send('POST', path, reply)
    const second = await client.send('POST', path, reply)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(first.headers.get('content-type')).toMatch('application/json')
    expect(messageView.parse(first.body)).toEqual(messageView.parse(second.body))
    expect(messageView.parse(first.body)).toMatchObject({
      author: 'agent',
      agent: { name: client.agent.name },
      content: { kind: 'text', text: reply.text },
      delivery: { status: 'queued' },
    })
    expect(await api.store.messages.list(conversation.id, { after: 1, limit: 9 })).toHaveLength(1)
  })

  it('is 403 for who does not have the ticket, 400 for an empty or endless text', async () => {
    const { ticket } = await openCase(api.store)
    const [client, other] = [await api.signIn(), await api.signIn()]
    await client.send('POST', `/api/tickets/${ticket.id}/claim`)
    const path = `/api/tickets/${ticket.id}/messages`
    expect((await other.send('POST', path, { text: 'Hola' })).status).toBe(403)
    expect((await client.send('POST', path, { text: ' \n' })).status).toBe(400)
    expect((await client.send('POST', path, { text: 'x'.repeat(4097) })).status).toBe(400)
    expect((await client.send('POST', path, { text: 'x'.repeat(120_000) })).status).toBe(413)
  })
})

describe('POST /api/tickets/:ticketId/close', () => {
  it('takes an outcome of the list and a reason', async () => {
    const { ticket } = await openCase(api.store)
    const client = await api.signIn()
    await client.send('POST', `/api/tickets/${ticket.id}/claim`)
    const path = `/api/tickets/${ticket.id}/close`
    const wrong = await client.send('POST', path, { outcome: 'happy', reason: 'x' })
    expect(wrong.status).toBe(400)
    expect(wrong.body['errors']).toEqual([expect.objectContaining({ path: 'body.outcome' })])
    const right = await client.send('POST', path, { outcome: 'saved', reason: 'Se queda' })
    expect(ticketView.parse(right.body)).toMatchObject({ status: 'closed', outcome: 'saved' })
  })
})

describe('POST /api/tickets/:ticketId/take-over', () => {
  it('is 403 for agents and gives the ticket to a supervisor', async () => {
    const { ticket } = await openCase(api.store)
    const [agent, supervisor] = [await api.signIn(), await api.signIn({ role: 'supervisor' })]
    await agent.send('POST', `/api/tickets/${ticket.id}/claim`)
    const path = `/api/tickets/${ticket.id}/take-over`
    expect((await agent.send('POST', path)).status).toBe(403)
    const taken = ticketView.parse((await supervisor.send('POST', path)).body)
    expect(taken.assignee?.id).toBe(supervisor.agent.id)
    const late = await agent.send('POST', `/api/tickets/${ticket.id}/release`)
    expect(late.status).toBe(409)
    expect(late.body['winner']).toEqual({
      id: supervisor.agent.id,
      name: supervisor.agent.name,
    })
  })
})

describe('POST /api/tickets/:ticketId/release', () => {
  it('puts the ticket back into the queue', async () => {
    const { ticket } = await openCase(api.store)
    const client = await api.signIn()
    await client.send('POST', `/api/tickets/${ticket.id}/claim`)
    const released = await client.send('POST', `/api/tickets/${ticket.id}/release`)
    expect(ticketView.parse(released.body)).toMatchObject({ status: 'open', assignee: null })
  })
})
