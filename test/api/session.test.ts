import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { password, startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { anAgent } from '../support/builders.js'

let api: TestApi
let now = new Date('2026-11-22T14:00:00.000Z')
const minutes = (count: number) => {
  now = new Date(now.getTime() + count * 60_000)
}

beforeAll(async () => {
  api = await startApi(() => ({ clock: { now: () => now } }))
})
afterAll(() => api.stop())
// The lockout counts per address, and every test comes from the same one.
beforeEach(() => minutes(60))

const hire = async (overrides = {}) => {
  const agent = anAgent(overrides)
  await api.store.agents.insert(agent)
  return agent
}

describe('GET /api/session', () => {
  it('is 401 without a session', async () => {
    const answer = await api.stranger().get('/api/session')
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toMatch('application/problem+json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(answer.body['requestId']).toBe(answer.headers.get('x-request-id'))
  })

  it('says who is signed in and what they may do', async () => {
    const client = await api.signIn({ role: 'supervisor', name: 'Carla' })
    const { body } = await client.get('/api/session')
    expect(body).toMatchObject({
      agent: { id: client.agent.id, name: 'Carla', role: 'supervisor' },
      capabilities: [
        'tickets:work',
        'tickets:take-over',
        'transcripts:read-any',
        'phones:see',
        'views:share',
      ],
    })
    expect(JSON.stringify(body)).not.toContain('plain:')
  })
})

describe('PATCH /api/profile', () => {
  it('keeps the language of a user for every browser they sign in with', async () => {
    const client = await api.signIn()
    const language = async (who = client) =>
      ((await who.get('/api/session')).body['agent'] as Record<string, unknown>)['language']
    expect(await language()).toBeNull()
    const changed = await client.send('PATCH', '/api/profile', { language: 'pt' })
    expect(changed.body).toMatchObject({ agent: { id: client.agent.id, language: 'pt' } })
    const elsewhere = api.stranger()
    const { email } = client.agent
    const session = await elsewhere.send('POST', '/api/session', { email, password })
    expect(session.body).toMatchObject({ agent: { language: 'pt' } })
    const other = await api.signIn()
    expect(await language(other)).toBeNull()
    await client.send('PATCH', '/api/profile', { language: null })
    expect(await language()).toBeNull()
  })

  it.each([
    ['a language there is none of', { language: 'fr' }],
    ['nothing', {}],
    ['a role', { language: 'es', role: 'admin' }],
  ])('refuses %s', async (_what, body) => {
    const client = await api.signIn()
    expect((await client.send('PATCH', '/api/profile', body)).status).toBe(400)
  })

  it('is 401 without a session', async () => {
    const answer = await api.stranger().send('PATCH', '/api/profile', { language: 'es' })
    expect(answer.status).toBe(401)
  })
})

describe('POST /api/session', () => {
  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const agent = await hire()
    const client = api.stranger()
    const answer = await client.send('POST', '/api/session', { email: agent.email, password })
    const cookie = answer.headers.getSetCookie()[0]
    expect(cookie).toMatch(/^fideliza=[\w-]{43};/)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(cookie).toMatch(/Path=\//)
  })

  it('gives a new id at each sign-in and ends the one before', async () => {
    const client = await api.signIn()
    const before = client.cookie
    await client.send('POST', '/api/session', { email: client.agent.email, password })
    expect(client.cookie).not.toBe(before)
    const old = api.stranger()
    old.cookie = before
    expect((await old.get('/api/session')).status).toBe(401)
  })

  it('keeps only a hash of the token', async () => {
    const client = await api.signIn()
    const token = client.cookie?.split('=')[1] ?? ''
    expect(await api.store.sessions.byTokenHash(token)).toBeNull()
  })

  it('says the same to an unknown user, a wrong password and a disabled user, and hashes each time', async () => {
    const agent = await hire()
    const gone = await hire({ disabledAt: now })
    const attempts = [
      { email: 'nobody@cnt.example', password },
      { email: agent.email, password: 'wrong' },
      { email: gone.email, password },
    ]
    const said = []
    for (const attempt of attempts) {
      api.hashing.length = 0
      const { status, body } = await api.stranger().send('POST', '/api/session', attempt)
      said.push({ status, detail: body['detail'] })
      expect(api.hashing.filter((kind) => kind === 'verify')).toHaveLength(1)
    }
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(said[0]?.status).toBe(401)
  })

  it('takes the e-mail in any case', async () => {
    const agent = await hire({ email: 'rosa@cnt.example' })
    const body = { email: ' Rosa@CNT.example', password }
    expect((await api.stranger().send('POST', '/api/session', body)).status).toBe(200)
    expect(agent.email).toBe('rosa@cnt.example')
  })

  it('closes an account after ten wrong passwords, tells when, and opens it again', async () => {
    const agent = await hire()
    const attempt = (text: string) =>
      api.stranger().send('POST', '/api/session', { email: agent.email, password: text })
    const statuses = []
    for (let count = 0; count < 12; count += 1) statuses.push((await attempt('wrong')).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
    const locked = await attempt(password)
    expect(locked.status).toBe(429)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
    minutes(16)
    expect((await attempt(password)).status).toBe(200)
  })

  it('closes an address after forty wrong passwords, whatever the account', async () => {
    const statuses = []
    for (let count = 0; count < 41; count += 1) {
      const body = { email: `guess-${count}@cnt.example`, password: 'wrong' }
      statuses.push((await api.stranger().send('POST', '/api/session', body)).status)
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(40)
    expect(statuses.at(-1)).toBe(429)
  })

  it('refuses a large password, packed or not, before it is hashed', async () => {
    api.hashing.length = 0
    const large = { email: 'a@cnt.example', password: 'x'.repeat(1_000_000) }
    expect((await api.stranger().send('POST', '/api/session', large)).status).toBe(413)
    const packed = await fetch(`${api.url}/api/session`, {
      method: 'POST',
      headers: { origin: api.url, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ ...large, password: 'x'.repeat(50_000_000) })),
    })
    expect(packed.status).toBe(413)
    expect(api.hashing).toEqual([])
  })

  it.each([
    ['an operator for the password', { email: 'a@cnt.example', password: { $ne: null } }],
    ['an unknown field', { email: 'a@cnt.example', password, role: 'admin' }],
    ['an array', []],
    [
      'deep brackets',
      `{"email":"a@cnt.example","password":${'['.repeat(40_000)}${']'.repeat(40_000)}}`,
    ],
    ['deep brackets alone', '['.repeat(50_000) + ']'.repeat(50_000)],
  ])('refuses %s', async (_what, body) => {
    const answer = await api.stranger().send('POST', '/api/session', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid' })
  })

  it('refuses a polluted prototype and pollutes nothing', async () => {
    const text = `{"email":"a@cnt.example","password":"x","__proto__":{"polluted":true}}`
    const answer = await api.stranger().send('POST', '/api/session', text)
    expect(answer.status).toBe(400)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('refuses broken JSON without repeating it', async () => {
    const answer = await api.stranger().send('POST', '/api/session', '{"email": <img src=x>')
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).not.toContain('img')
  })
})

describe('the guard against other sites', () => {
  const attempt = async (headers: Record<string, string | null>, body: unknown = undefined) => {
    const agent = await hire()
    const sent = body ?? { email: agent.email, password }
    return (await api.stranger().send('POST', '/api/session', sent, headers)).status
  }

  it.each([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of a sandboxed page', { origin: 'null' }],
    ['neither Origin nor Sec-Fetch-Site', { origin: null }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site neighbour', { origin: null, 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_what, headers) => {
    expect(await attempt(headers)).toBe(403)
  })

  it('takes our own pages and scripts with the right Origin', async () => {
    expect(await attempt({})).toBe(200)
    expect(await attempt({ origin: null, 'sec-fetch-site': 'same-origin' })).toBe(200)
  })

  it('takes JSON only', async () => {
    const text = JSON.stringify({ email: 'a@cnt.example', password })
    expect(await attempt({ 'content-type': 'text/plain' }, text)).toBe(415)
    expect(
      await attempt({ 'content-type': 'text/plain', origin: 'https://evil.example' }, text),
    ).toBe(403)
  })
})

describe('the life of a session', () => {
  it('ends on the server at sign-out: the old cookie is worth nothing', async () => {
    const client = await api.signIn()
    const stolen = client.cookie
    expect((await client.send('DELETE', '/api/session')).status).toBe(204)
    expect(client.cookie).toBeNull()
    client.cookie = stolen
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('ends at once for a disabled user', async () => {
    const client = await api.signIn()
    await api.store.agents.update(client.agent.id, { disabledAt: now })
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('ends after twelve hours, and after four without use', async () => {
    const idle = await api.signIn()
    minutes(5 * 60)
    expect((await idle.get('/api/session')).status).toBe(401)
    const busy = await api.signIn()
    for (let hour = 0; hour < 11; hour += 1) {
      minutes(60)
      expect((await busy.get('/api/session')).status).toBe(200)
    }
    minutes(61)
    expect((await busy.get('/api/session')).status).toBe(401)
  })
})
