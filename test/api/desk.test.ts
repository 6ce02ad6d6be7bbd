import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { deskSettingsView, presenceView, teamView } from '../../src/api/contract/desk.js'
import {
  escalationPacket,
  escalationPage,
  escalationView,
} from '../../src/api/contract/escalation.js'
import { claimNextView } from '../../src/api/contract/ticket-work.js'
import { ticketView } from '../../src/api/contract/ticket.js'
import { startApi, type Client, type TestApi } from '../support/api.js'
import { openCase } from '../support/case.js'
import { openEventSource } from '../support/event-source.js'
import { anEscalation } from '../support/records.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const hoursAhead = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString()

const claimed = async (client: Client): Promise<string> => {
  const { ticket } = await openCase(api.store)
  await client.send('POST', `/api/tickets/${ticket.id}/claim`)
  return ticket.id
}

describe('the desk’s routes', () => {
  it.each([
    ['GET', '/api/team'],
    ['GET', '/api/presence'],
    ['GET', '/api/desk/settings'],
    ['GET', '/api/escalations'],
    ['POST', '/api/tickets/claim-next'],
    ['POST', '/api/tickets/x/transfer'],
  ] as const)('%s %s is 401 without a session', async (method, path) => {
    const stranger = api.stranger()
    const answer =
      method === 'GET' ? await stranger.get(path) : await stranger.send(method, path, {})
    expect(answer.status).toBe(401)
  })
})

describe('POST /api/tickets/claim-next', () => {
  it('gives the ticket due first, of the skills, or null', async () => {
    const queue = 'com-campanas-especificas'
    const client = await api.signIn({ skills: ['movil'] })
    const { ticket } = await openCase(api.store, { ticket: { queue, product: 'movil' } })
    await openCase(api.store, { ticket: { queue, product: 'tv' } })
    const next = async () =>
      claimNextView.parse((await client.send('POST', '/api/tickets/claim-next', { queue })).body)
    expect((await next()).ticket).toMatchObject({ id: ticket.id, status: 'claimed' })
    expect((await next()).ticket).toBeNull()
  })
})

describe('POST /api/tickets/:ticketId/transfer', () => {
  it('needs a note and one of agent or queue, and is 409 with the winner for who lost it', async () => {
    const [ana, eva, luis] = [await api.signIn(), await api.signIn(), await api.signIn()]
    const path = `/api/tickets/${await claimed(ana)}/transfer`
    const agentId = eva.agent.id
    for (const body of [
      { agentId },
      { note: 'x' },
      { agentId, queue: 'supervisor', note: 'x' },
      { agentId, note: ' ' },
    ]) {
      expect((await ana.send('POST', path, body)).status).toBe(400)
    }
    expect((await luis.send('POST', path, { agentId, note: 'x' })).status).toBe(403)
    const passed = await ana.send('POST', path, { agentId, note: 'Pide inglés' })
    expect(ticketView.parse(passed.body['ticket'])).toMatchObject({
      assignee: { id: agentId, name: eva.agent.name },
    })
    const late = await ana.send('POST', path, { agentId: luis.agent.id, note: 'x' })
    expect(late.status).toBe(409)
    expect(late.body['winner']).toEqual({ id: agentId, name: eva.agent.name })
  })
})

describe('POST /api/tickets/:ticketId/wait, resume and reopen', () => {
  it('go there and back', async () => {
    const ana = await api.signIn()
    const id = await claimed(ana)
    const until = hoursAhead(5)
    const waiting = await ana.send('POST', `/api/tickets/${id}/wait`, { until })
    expect(ticketView.parse(waiting.body)).toMatchObject({
      status: 'waiting',
      waitingUntil: until,
      reopenUntil: null,
    })
    const past = await ana.send('POST', `/api/tickets/${id}/wait`, { until: hoursAhead(-1) })
    expect(past.body['errors']).toEqual([expect.objectContaining({ path: 'body.until' })])
    const resumed = await ana.send('POST', `/api/tickets/${id}/resume`)
    expect(ticketView.parse(resumed.body).status).toBe('claimed')
    const end = { outcome: 'saved', reason: 'Se queda' }
    const closed = ticketView.parse((await ana.send('POST', `/api/tickets/${id}/close`, end)).body)
    expect(closed.reopenUntil).not.toBeNull()
    const stranger = await api.signIn()
    const path = `/api/tickets/${id}/reopen`
    expect((await stranger.send('POST', path, {})).status).toBe(403)
    const again = ticketView.parse((await ana.send('POST', path, { note: 'Llamó' })).body)
    expect(again).toMatchObject({ status: 'claimed', outcome: null })
    expect(again.history.at(-1)).toMatchObject({ kind: 'reopened', note: 'Llamó' })
    expect(again.clocks.map(({ kind, state }) => `${kind} ${state}`)).toContain(
      'resolution running',
    )
  })
})

describe('presence', () => {
  it('is online while a console is open, as chosen, and the team sees it', async () => {
    const ana = await api.signIn({ skills: ['tv'], capacity: 3 })
    const mine = async () => presenceView.parse((await ana.get('/api/presence')).body)
    expect(await mine()).toMatchObject({ presence: 'offline', choice: 'online' })
    const watcher = await openEventSource(`${api.url}/api/events`, {
      cookie: (await api.signIn()).cookie ?? '',
    })
    const screen = await openEventSource(`${api.url}/api/events`, { cookie: ana.cookie ?? '' })
    await watcher.hears(({ kind, agentId }) => kind === 'agent.changed' && agentId === ana.agent.id)
    expect((await mine()).presence).toBe('online')
    const away = await ana.send('POST', '/api/presence', { choice: 'away' })
    expect(presenceView.parse(away.body)).toMatchObject({ presence: 'away', choice: 'away' })
    const { items } = teamView.parse((await ana.get('/api/team')).body)
    expect(items.find(({ id }) => id === ana.agent.id)).toMatchObject({
      presence: 'away',
      skills: ['tv'],
      capacity: 3,
      claimed: 0,
    })
    screen.close()
    watcher.close()
  })
})

describe('GET /api/desk/settings', () => {
  it('has the outcomes with their names', async () => {
    const { body } = await (await api.signIn()).get('/api/desk/settings')
    const { outcomes, reopenWithinHours } = deskSettingsView.parse(body)
    expect(outcomes[0]).toEqual({ id: 'saved', label: { es: 'Se queda', pt: 'Fica' } })
    expect(reopenWithinHours).toBe(72)
  })
})

describe('escalations', () => {
  it('are for supervisors: listed, read whole, acknowledged by one', async () => {
    const { ticket, conversation } = await openCase(api.store)
    const packet = anEscalation({
      id: `${ticket.id}:first-contact:1795000000000`,
      ticketId: ticket.id,
      conversationId: conversation.id,
      lastSeq: 1,
    })
    await api.store.escalations.insertMissing(packet)
    const [agent, boss, other] = [
      await api.signIn(),
      await api.signIn({ role: 'supervisor' }),
      await api.signIn({ role: 'supervisor' }),
    ]
    const path = `/api/escalations/${packet.id}`
    expect((await agent.get('/api/escalations')).status).toBe(403)
    expect((await agent.get(path)).status).toBe(403)
    const open = escalationPage.parse((await boss.get('/api/escalations?acknowledged=false')).body)
    expect(open.items.map(({ id }) => id)).toEqual([packet.id])
    const whole = escalationPacket.parse((await boss.get(path)).body)
    expect(whole).toMatchObject({
      cause: 'first-contact',
      elapsedMs: packet.elapsedMs,
      attempts: { messages: 0, claims: 1 },
      newOwner: null,
      ticket: { id: ticket.id },
    })
    expect(whole.transcript.map(({ author }) => author)).toEqual(['contact'])
    const done = await boss.send('POST', `${path}/acknowledge`, { note: 'Lo veo' })
    expect(escalationView.parse(done.body)).toMatchObject({
      acknowledgedBy: { id: boss.agent.id },
      newOwner: { id: boss.agent.id },
      note: 'Lo veo',
      raiseAt: null,
    })
    const late = await other.send('POST', `${path}/acknowledge`, {})
    expect(late.status).toBe(409)
    expect(late.body['winner']).toEqual({ id: boss.agent.id, name: boss.agent.name })
    const left = await boss.get('/api/escalations?acknowledged=false')
    expect(escalationPage.parse(left.body).items).toEqual([])
  })
})
