import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { userPage, userView } from '../../src/api/contract/user.js'
import type { ApiDeps } from '../../src/api/deps.js'
import type { Store } from '../../src/store/store.js'
import { password, startApi } from '../support/api.js'
import type { Client, TestApi } from '../support/api.js'

let api: TestApi
let admin: Client & { agent: { id: string } }

beforeAll(async () => {
  api = await startApi()
  admin = await api.signIn({ role: 'admin' })
})
afterAll(() => api.stop())

const rosa = { email: 'rosa@cnt.example', name: 'Rosa', role: 'agent', password }

/** The first two changes look at who is left before either of them writes. */
const meetWhileLooking = (store: Store): Partial<ApiDeps> => {
  let looking = 0
  let meet = (): void => undefined
  const met = new Promise<void>((resolve) => (meet = resolve))
  const transaction: ApiDeps['records']['transaction'] = (work) =>
    store.transaction((collections) => {
      const list = async () => {
        const found = await collections.agents.list()
        looking += 1
        if (looking === 2) meet()
        await met
        return found
      }
      return work({ ...collections, agents: { ...collections.agents, list } })
    })
  return { records: { ...store, transaction } }
}

describe('the users', () => {
  it('are 401 without a session and 403 for who is not an admin', async () => {
    expect((await api.stranger().get('/api/users')).status).toBe(401)
    for (const role of ['agent', 'supervisor'] as const) {
      const client = await api.signIn({ role })
      expect((await client.get('/api/users')).status).toBe(403)
      expect((await client.send('POST', '/api/users', rosa)).status).toBe(403)
      const self = `/api/users/${client.agent.id}`
      expect((await client.send('PATCH', self, { role: 'admin' })).status).toBe(403)
    }
  })

  it('come in pages like every list', async () => {
    const first = userPage.parse((await admin.get('/api/users?limit=1')).body)
    expect(first.items).toHaveLength(1)
    const rest = userPage.parse(
      (await admin.get(`/api/users?limit=200&after=${first.next ?? ''}`)).body,
    )
    expect(rest.items.map(({ id }) => id)).not.toContain(first.items[0]?.id)
    expect(rest.next).toBeNull()
  })

  it('are added once per e-mail and never show a hash', async () => {
    const added = await admin.send('POST', '/api/users', rosa)
    expect(added.status).toBe(201)
    expect(userView.parse(added.body)).toMatchObject({ email: rosa.email, role: 'agent' })
    expect((await admin.send('POST', '/api/users', rosa)).status).toBe(409)
    const { body } = await admin.get('/api/users')
    expect(userPage.parse(body).items.map(({ email }) => email)).toContain(rosa.email)
    expect(JSON.stringify(body)).not.toContain('plain:')
  })

  it.each([
    ['a short password', { ...rosa, email: 'b@cnt.example', password: 'short' }],
    ['an unknown role', { ...rosa, email: 'b@cnt.example', role: 'owner' }],
    ['an unknown field', { ...rosa, email: 'b@cnt.example', passwordHash: 'x' }],
    ['no e-mail', { ...rosa, email: 'nobody' }],
  ])('are not added with %s', async (_what, body) => {
    expect((await admin.send('POST', '/api/users', body)).status).toBe(400)
  })

  it.each([
    ['disabled', { disabled: true }],
    ['given another role', { role: 'supervisor' }],
    ['given a new password', { password: 'another horse' }],
  ])('are signed out everywhere when %s', async (_what, change) => {
    const client = await api.signIn()
    const changed = await admin.send('PATCH', `/api/users/${client.agent.id}`, change)
    expect(changed.status).toBe(200)
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('keep at least one active admin', async () => {
    const path = `/api/users/${admin.agent.id}`
    expect((await admin.send('PATCH', path, { disabled: true })).status).toBe(409)
    expect((await admin.send('PATCH', path, { role: 'agent' })).status).toBe(409)
    expect((await admin.get('/api/session')).status).toBe(200)
  })

  it('keep one also when two admins let each other go at the same moment', async () => {
    const other = await startApi(meetWhileLooking)
    try {
      const [ana, eva] = [
        await other.signIn({ role: 'admin' }),
        await other.signIn({ role: 'admin' }),
      ]
      const answers = await Promise.all([
        ana.send('PATCH', `/api/users/${eva.agent.id}`, { disabled: true }),
        eva.send('PATCH', `/api/users/${ana.agent.id}`, { role: 'agent' }),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    } finally {
      await other.stop()
    }
  })
})
