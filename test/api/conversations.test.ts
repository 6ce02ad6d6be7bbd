import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  conversationPage,
  conversationView,
  messagePage,
} from '../../src/api/contract/conversation.js'
import type { AuditEntry } from '../../src/domain/records.js'
import { startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { aTicket } from '../support/builders.js'
import { addFile, openCase } from '../support/case.js'

let api: TestApi
const audited: AuditEntry[] = []

beforeAll(async () => {
  api = await startApi((store) => {
    const { append } = store.audit
    store.audit.append = (entry) => {
      audited.push(entry)
      return append(entry)
    }
    return {}
  })
})
afterAll(() => api.stop())

describe('GET /api/conversations', () => {
  it('is 401 without a session, 403 for agents, a page for supervisors', async () => {
    const { conversation } = await openCase(api.store)
    expect((await api.stranger().get('/api/conversations')).status).toBe(401)
    expect((await (await api.signIn()).get('/api/conversations')).status).toBe(403)
    const supervisor = await api.signIn({ role: 'supervisor' })
    const page = conversationPage.parse((await supervisor.get('/api/conversations')).body)
    expect(page.items.map(({ id }) => id)).toContain(conversation.id)
  })
})

describe('GET /api/conversations/:conversationId/messages', () => {
  const pathOf = (id: string) => `/api/conversations/${id}/messages`

  it('is 401 without a session', async () => {
    expect((await api.stranger().get(pathOf('x'))).status).toBe(401)
  })

  it('opens to agents while the ticket waits, then to the one who took it, and stays open to that one', async () => {
    const { ticket, conversation } = await openCase(api.store)
    const [carla, luis] = [await api.signIn(), await api.signIn()]
    const status = async (client: typeof carla) =>
      (await client.get(pathOf(conversation.id))).status
    expect(await status(luis)).toBe(200)
    await carla.send('POST', `/api/tickets/${ticket.id}/claim`)
    expect([await status(carla), await status(luis)]).toEqual([200, 404])
    const end = { outcome: 'saved', reason: 'Se queda' }
    await carla.send('POST', `/api/tickets/${ticket.id}/close`, end)
    expect([await status(carla), await status(luis)]).toEqual([200, 404])
  })

  it('opens to who has the ticket, however many the customer had before', async () => {
    const { ticket, conversation, contact } = await openCase(api.store)
    const ids = { conversationId: conversation.id, contactId: contact.id }
    for (let number = 1; number <= 51; number += 1) {
      const dueAt = new Date(ticket.dueAt.getTime() - number)
      await api.store.tickets.insert(aTicket({ ...ids, status: 'closed', dueAt }))
    }
    const carla = await api.signIn()
    await carla.send('POST', `/api/tickets/${ticket.id}/claim`)
    expect((await carla.get(pathOf(conversation.id))).status).toBe(200)
  })

  it('answers 404 to another agent exactly as for nothing at all, and keeps the attempt', async () => {
    const { ticket, conversation } = await openCase(api.store)
    const [carla, luis] = [await api.signIn(), await api.signIn()]
    await carla.send('POST', `/api/tickets/${ticket.id}/claim`)
    const refused = await luis.get(pathOf(conversation.id))
    const missing = await luis.get(pathOf('nothing'))
    expect(refused.status).toBe(404)
    expect(refused.body['detail']).toBe(missing.body['detail'])
    expect(audited).toContainEqual(
      expect.objectContaining({
        agentId: luis.agent.id,
        action: 'transcript.refused',
        subject: conversation.id,
      }),
    )
    expect((await luis.get(`/api/conversations/${conversation.id}`)).status).toBe(404)
  })

  it('keeps once that a supervisor opened it', async () => {
    const { conversation } = await openCase(api.store)
    const supervisor = await api.signIn({ role: 'supervisor' })
    await supervisor.get(pathOf(conversation.id))
    await supervisor.get(`/api/conversations/${conversation.id}`)
    const openings = audited.filter(
      ({ action, subject }) => action === 'transcript.opened' && subject === conversation.id,
    )
    expect(openings.map(({ agentId }) => agentId)).toEqual([supervisor.agent.id])
  })

  it('pages by seq from both ends, the newest first of all', async () => {
    const messages = Array.from({ length: 7 }, () => ({}))
    const { conversation } = await openCase(api.store, { messages })
    const client = await api.signIn({ role: 'supervisor' })
    const read = async (query: string) => {
      const answer = await client.get(`${pathOf(conversation.id)}?limit=3${query}`)
      const { items, next, previous } = messagePage.parse(answer.body)
      return { seqs: items.map(({ seq }) => seq), next, previous }
    }
    expect(await read('')).toEqual({ seqs: [5, 6, 7], next: null, previous: '5' })
    expect(await read('&before=5')).toEqual({ seqs: [2, 3, 4], next: '4', previous: '2' })
    expect(await read('&before=2')).toEqual({ seqs: [1], next: '1', previous: null })
    expect(await read('&after=0')).toEqual({ seqs: [1, 2, 3], next: '3', previous: null })
    expect(await read('&cursor=3')).toEqual({ seqs: [4, 5, 6], next: '6', previous: '4' })
    expect(await read('&after=6')).toEqual({ seqs: [7], next: null, previous: '7' })
    expect(await read('&after=7')).toEqual({ seqs: [], next: null, previous: null })
  })

  it('shows what the bot understood only to who may read any transcript', async () => {
    const turn = {
      normalized: 'hola',
      intent: 'saludo',
      score: 0.9,
      alternatives: [],
      decisions: ['answer:saludo'],
      takenAt: new Date(),
    }
    const { conversation } = await openCase(api.store, { messages: [{ turn }] })
    const read = async (role: 'agent' | 'supervisor') => {
      const client = await api.signIn({ role })
      return messagePage.parse((await client.get(pathOf(conversation.id))).body).items[0]?.turn
    }
    expect(await read('agent')).toBeNull()
    expect(await read('supervisor')).toMatchObject({ intent: 'saludo' })
  })
})

describe('GET /api/conversations/:conversationId', () => {
  it('shows the customer and the ticket in the shape of the contract', async () => {
    const { conversation, ticket } = await openCase(api.store)
    const client = await api.signIn()
    await client.send('POST', `/api/tickets/${ticket.id}/claim`)
    const { body } = await client.get(`/api/conversations/${conversation.id}`)
    expect(conversationView.parse(body)).toMatchObject({
      mode: 'human',
      ticket: { id: ticket.id, status: 'claimed', assignee: { name: client.agent.name } },
      contact: { name: 'Rosa Quishpe', phoneMasked: false },
    })
  })
})

describe('GET /api/media/:messageId', () => {
  const svg = {
    mimeType: 'image/svg+xml',
    bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    fileName: '../../etc/"factura".svg',
  }

  it('is 401 without a session and 404 for who may not read the conversation', async () => {
    const opened = await openCase(api.store)
    const file = await addFile(api.store, opened, svg)
    const [carla, luis] = [await api.signIn(), await api.signIn()]
    await carla.send('POST', `/api/tickets/${opened.ticket.id}/claim`)
    expect((await api.stranger().get(`/api/media/${file.id}`)).status).toBe(401)
    expect((await luis.get(`/api/media/${file.id}`)).status).toBe(404)
    expect((await carla.get(`/api/media/${file.id}`)).status).toBe(200)
  })

  it('hands out what could run only as a file to save, under a harmless name', async () => {
    const opened = await openCase(api.store)
    const file = await addFile(api.store, opened, svg)
    const { headers } = await (await api.signIn()).get(`/api/media/${file.id}`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''.._.._etc_%22factura%22.svg",
    )
    expect(headers.get('content-security-policy')).toMatch('sandbox')
  })

  it('shows a photo in the page', async () => {
    const opened = await openCase(api.store)
    const photo = { mimeType: 'image/jpeg', bytes: Buffer.from('jpeg'), fileName: 'a.jpg' }
    const file = await addFile(api.store, opened, photo)
    const { headers } = await (await api.signIn()).get(`/api/media/${file.id}`)
    expect(headers.get('content-type')).toBe('image/jpeg')
    expect(headers.get('content-disposition')).toBe('inline')
  })
})
