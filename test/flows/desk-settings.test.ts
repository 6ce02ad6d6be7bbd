import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { deskBlocksView } from '../../src/api/contract/desk-settings.js'
import { createApp, type App } from '../../src/app.js'
import type { Agent } from '../../src/domain/agent.js'
import type { Ticket } from '../../src/domain/ticket.js'
import { anAgent } from '../support/builders.js'
import { startHouse, type House } from '../support/start-chat.js'

const hourMs = 3_600_000

let house: House
/** Another process on the same database: the one that serves the console. */
let app: App
let url: string
const ana = anAgent({ name: 'Ana', role: 'admin' })
const carla = anAgent({ name: 'Carla', role: 'agent' })

beforeAll(async () => {
  house = await startHouse()
  for (const agent of [ana, carla]) await house.store.agents.insert(agent)
  app = createApp({ ...house.parts, channels: [], simulator: null })
  await app.start({ listen: { host: '127.0.0.1', port: 0 }, timers: false })
  url = `http://127.0.0.1:${app.address()?.port ?? 0}`
})
afterAll(async () => {
  await app.stop()
  await house.stop()
})

const signIn = async ({ email }: Agent) => {
  const call = async (method: string, path: string, body?: unknown, cookie = '') => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { origin: url, 'content-type': 'application/json', cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text) as unknown }
  }
  const session = await call('POST', '/api/session', { email, password: 'correct horse' })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    get: (path: string) => call('GET', path, undefined, cookie),
    post: (path: string, body?: unknown) => call('POST', path, body, cookie),
  }
}

/** Somebody finished the survey; their ticket waits. */
const ticketOf = async (phone: string): Promise<Ticket> => {
  const chat = house.customer(phone)
  await chat.says('quiero cancelar mi servicio de televisión')
  const [ticket] = await chat.tickets()
  if (!ticket) throw new Error('no ticket was opened')
  return ticket
}

describe('an admin changes the desk while it works', () => {
  it('needs an admin', async () => {
    const agent = await signIn(carla)
    expect((await agent.get('/api/settings/desk')).status).toBe(403)
    expect((await fetch(`${url}/api/settings/desk`)).status).toBe(401)
    const change = { version: 0, value: null }
    expect((await agent.post('/api/settings/desk/hours', change)).status).toBe(403)
  })

  it('shows each block as it is and as it was delivered, with the holidays', async () => {
    const admin = await signIn(ana)
    const view = deskBlocksView.parse((await admin.get('/api/settings/desk')).body)
    expect(view.reopening).toEqual({
      value: { reopenWithinHours: 72, waitAtMostDays: 30 },
      standard: { reopenWithinHours: 72, waitAtMostDays: 30 },
      changed: false,
      version: 0,
      changedAt: null,
      changedBy: null,
    })
    expect(view.nationalHolidays).toContain('2026-12-25')
    expect(view.nationalHolidays).toContain('2027-01-01')
  })

  it('outcomes: agents close with the new ones at once, and no longer with the old', async () => {
    const [admin, agent] = [await signIn(ana), await signIn(carla)]
    const ticket = await ticketOf('+593987650011')
    const value = [
      { id: 'wrong-number', label: { es: 'Equivocado', pt: 'Errado' } },
      { id: 'call-back', label: { es: 'Volver a llamar', pt: 'Ligar de novo' } },
    ]
    const changed = await admin.post('/api/settings/desk/outcomes', { version: 0, value })
    expect(deskBlocksView.parse(changed.body).outcomes).toMatchObject({
      value,
      changed: true,
      version: 1,
      changedBy: { id: ana.id, name: 'Ana' },
    })
    expect((await agent.get('/api/desk/settings')).body).toMatchObject({ outcomes: value })
    await agent.post(`/api/tickets/${ticket.id}/claim`)
    const end = { reason: 'x', protocolReason: 'prueba' }
    const close = `/api/tickets/${ticket.id}/close`
    expect((await agent.post(close, { ...end, outcome: 'saved' })).status).toBe(400)
    expect((await agent.post(close, { ...end, outcome: 'call-back' })).status).toBe(200)
  })

  it('policies: tickets that are open keep their promise, later ones get the new one', async () => {
    const admin = await signIn(ana)
    const before = await ticketOf('+593987650012')
    const view = deskBlocksView.parse((await admin.get('/api/settings/desk')).body)
    const { value, version } = view.policies
    const firstContact = { hours: 2, counted: 'calendar' }
    const change = { ...value, cancellation: { ...value.cancellation, firstContact } }
    await admin.post('/api/settings/desk/policies', { version, value: change })
    await house.app.deskSettings.refresh()
    const after = await ticketOf('+593987650013')
    const withinOf = (ticket: Ticket | null) =>
      ticket?.clocks.find(({ kind }) => kind === 'first-contact')?.withinMs
    expect(withinOf(after)).toBe(2 * hourMs)
    expect(withinOf(before)).toBe(24 * hourMs)
    expect(await house.store.tickets.byId(before.id)).toMatchObject({ dueAt: before.dueAt })
  })

  it('two at once: the second is told who was faster, and every fault is named', async () => {
    const admin = await signIn(ana)
    const path = '/api/settings/desk/escalation'
    const late = { version: 0, value: { raiseAgainMinutes: 10 } }
    expect((await admin.post(path, late)).status).toBe(200)
    const lost = await admin.post(path, late)
    expect(lost.status).toBe(409)
    expect(lost.body).toMatchObject({
      reason: 'changed-meanwhile',
      winner: { id: ana.id, name: 'Ana' },
    })
    const wrong = { version: 1, value: { raiseAgainMinutes: 0 } }
    const refused = await admin.post(path, wrong)
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({ errors: [{ path: 'body.value.raiseAgainMinutes' }] })
    const reset = await admin.post(path, { version: 1, value: null })
    expect(deskBlocksView.parse(reset.body).escalation).toMatchObject({
      value: { raiseAgainMinutes: 60 },
      changed: false,
      version: 2,
    })
    expect((await admin.post('/api/settings/desk/colours', wrong)).status).toBe(400)
  })
})
