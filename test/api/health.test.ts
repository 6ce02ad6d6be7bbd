import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { OpenApiDocument } from '../../src/api/openapi/document.js'
import { aChannel, startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'

let api: TestApi
let database = true

beforeAll(async () => {
  api = await startApi(() => ({
    channels: () => [aChannel({ account: '593987650001' })],
    ping: () => Promise.resolve(database),
  }))
})
afterAll(() => api.stop())

describe('GET /healthz and /readyz', () => {
  it('answer anybody without a number or a name', async () => {
    const alive = await api.stranger().get('/healthz')
    expect([alive.status, alive.body['status']]).toEqual([200, 'ok'])
    const ready = await api.stranger().get('/readyz')
    expect(ready.status).toBe(200)
    expect(ready.body).toEqual({
      status: 'ready',
      database: true,
      channels: [{ id: 'simulator', status: 'open' }],
    })
  })

  it('are not ready without the database, and while draining', async () => {
    database = false
    expect((await api.stranger().get('/readyz')).status).toBe(503)
    database = true
    api.server.drain()
    const draining = await api.stranger().get('/readyz')
    expect([draining.status, draining.body['status']]).toEqual([503, 'stopping'])
    expect((await api.stranger().get('/healthz')).status).toBe(200)
  })
})

describe('an address nobody serves', () => {
  it.each(['/api/nothing', '/simulator', '/simulator/messages?contact=0987650001', '/missing.js'])(
    '%s is 404 in problem details',
    async (path) => {
      const answer = await api.stranger().get(path)
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({ code: 'not-found', status: 404 })
    },
  )
})

describe('every answer', () => {
  it('forbids scripts that are not ours, framing and guessing of types', async () => {
    const { headers } = await api.stranger().get('/api/docs')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('carries the caller’s request id when it is harmless', async () => {
    const id = async (given: string) =>
      (await api.stranger().get('/healthz', { 'x-request-id': given })).headers.get('x-request-id')
    expect(await id('trace-0123456789')).toBe('trace-0123456789')
    expect(await id('a b <script>')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('hides what an unforeseen error says', async () => {
    const broken = await startApi(() => ({
      content: () => {
        throw new Error('secret: mongodb://user:pass@host')
      },
    }))
    try {
      const answer = await (await broken.signIn()).get('/api/settings')
      expect(answer.status).toBe(500)
      expect(answer.body['code']).toBe('internal')
      expect(JSON.stringify(answer.body)).not.toContain('secret')
    } finally {
      await broken.stop()
    }
  })
})

describe('behind https', () => {
  it('locks the cookie to this host', async () => {
    const options = {
      version: '0.1.0',
      secure: true,
      origins: [],
      trustProxy: 1,
      consoleFolder: null,
    }
    const secure = await startApi(() => ({ options }))
    try {
      const client = await secure.signIn()
      expect(client.cookie).toMatch(/^__Host-fideliza=/)
      const answer = await client.send('POST', '/api/session', {
        email: client.agent.email,
        password: 'correct horse',
      })
      expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure/)
      expect(answer.headers.get('strict-transport-security')).toMatch('max-age=')
    } finally {
      await secure.stop()
    }
  })
})

describe('GET /api/openapi.json', () => {
  it('describes every route with answers whose references lead somewhere', async () => {
    const document = (await api.stranger().get('/api/openapi.json'))
      .body as unknown as OpenApiDocument
    expect(document.openapi).toBe('3.1.0')
    const claim = document.paths['/api/tickets/{ticketId}/claim']?.['post']
    expect(claim).toMatchObject({
      parameters: [{ name: 'ticketId', in: 'path', required: true }],
      responses: {
        '200': {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Ticket' } } },
        },
      },
    })
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(20)
    const missing = references
      .map(([, target]) => (target ?? '').split('/').slice(1))
      .filter(
        ([a, b, name]) =>
          a !== 'components' || b !== 'schemas' || !document.components.schemas[name ?? ''],
      )
    expect(missing).toEqual([])
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    const ids = operations.map((operation) => operation['operationId'])
    expect(new Set(ids).size).toBe(ids.length)
    for (const operation of operations) {
      expect(Object.keys(operation['responses'] as object)).toContain('default')
    }
  })

  it('is shown by a page that loads only from here and holds no script of its own', async () => {
    const page = String((await api.stranger().get('/api/docs')).body['text'])
    expect(page).not.toMatch(/https?:\/\//)
    const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '')
    expect(sources).toHaveLength(3)
    for (const source of sources) expect((await api.stranger().get(source)).status).toBe(200)
    expect(page).not.toMatch(/<script>[^<]/)
  })
})
