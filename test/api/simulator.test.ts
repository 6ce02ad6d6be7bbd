import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { simulatorMessages, whatHappenedView } from '../../src/api/contract/simulator.js'
import type { SimulatorFace } from '../../src/api/deps.js'
import type { SimulatedMessage } from '../../src/domain/simulator.js'
import { startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'
import { aMessage, newId } from '../support/builders.js'
import { openCase } from '../support/case.js'

let api: TestApi
const chat: SimulatedMessage[] = []
const typed: [phone: string, typing: boolean][] = []
const waits: { waitMs: number | undefined; signal: AbortSignal | undefined }[] = []

const append = (phone: string, id: string, content: SimulatedMessage['content']) => {
  const found = chat.find((message) => message.phone === phone && message.id === id)
  if (found === undefined) {
    const seq = chat.filter((message) => message.phone === phone).length + 1
    const at = new Date('2026-11-22T14:00:00.000Z')
    chat.push({ id, phone, seq, author: 'contact', content, at, status: 'sent', accepted: true })
  }
  return Promise.resolve({ id })
}

const face: SimulatorFace = {
  post: async (from, content, id = newId()) => {
    if ('text' in content) return append(from, id, { kind: 'text', text: content.text })
    const { bytes, mimeType, caption, fileName = null } = content.media
    const mediaId = newId()
    await api.store.media.insert({ id: mediaId, mimeType, bytes, fileName, createdAt: new Date() })
    const media = { mediaId, mimeType, bytes: bytes.length }
    return append(from, id, { kind: 'image', media, ...(caption === undefined ? {} : { caption }) })
  },
  call: (from, options) => append(from, newId(), { kind: 'call', video: options?.video ?? false }),
  list: (phone, after, waitMs, signal) => {
    waits.push({ waitMs, signal })
    const messages = chat.filter((message) => message.phone === phone && message.seq > after)
    return Promise.resolve({ messages, typing: true })
  },
  phones: () => Promise.resolve([...new Set(chat.map(({ phone }) => phone))]),
  markRead: () => Promise.resolve(),
  types: (phone, typing) => {
    typed.push([phone, typing])
    return Promise.resolve()
  },
}

beforeAll(async () => {
  api = await startApi(() => ({ simulator: face }))
})
afterAll(() => api.stop())

const script = { origin: null }
const say = (body: object, headers: Record<string, string | null> = script) =>
  api.stranger().send('POST', '/simulator/messages', body, headers)
const list = async (query: string) => {
  const answer = await api.stranger().get(`/simulator/messages?${query}`)
  return simulatorMessages.parse(answer.body)
}

describe('POST /simulator/messages', () => {
  it('answers 202 with the id to a script without Origin, and the same id twice is one message', async () => {
    const message = { from: '0987650001', text: 'hola', id: 'script-1' }
    const answers = [await say(message), await say(message)]
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [202, { id: 'script-1' }],
      [202, { id: 'script-1' }],
    ])
    expect(await list('contact=%2B593987650001')).toMatchObject([
      { id: 'script-1', seq: 1, author: 'contact', text: 'hola', status: 'sent' },
    ])
  })

  it('takes a file with a caption, which the phone then shows', async () => {
    const media = { mimeType: 'image/png', base64: Buffer.alloc(300_000, 7).toString('base64') }
    const from = '+593987650002'
    expect((await say({ from, media, text: 'mi factura' })).status).toBe(202)
    const [shown] = await list(`contact=${encodeURIComponent(from)}`)
    expect(shown).toMatchObject({ kind: 'image', text: 'mi factura', media: { bytes: 300_000 } })
    const file = await api.stranger().get(shown?.media?.url ?? '')
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  it.each([
    ['nothing to say', { from: '0987650001' }],
    ['a number that is none', { from: 'call me now', text: 'hola' }],
    ['an unknown field', { from: '0987650001', text: 'hola', author: 'bot' }],
    [
      'a file that is not base64',
      { from: '0987650001', media: { mimeType: 'image/png', base64: '<>' } },
    ],
  ])('refuses %s', async (_what, body) => {
    expect((await say(body)).status).toBe(400)
  })

  it('takes our own page and refuses a foreign one', async () => {
    const message = { from: '0987650003', text: 'hola' }
    expect((await say(message, {})).status).toBe(202)
    expect((await say(message, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await say(message, { ...script, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const read = await api
      .stranger()
      .get('/simulator/messages?contact=0987650003', { origin: 'https://evil.example' })
    expect(read.status).toBe(403)
  })
})

describe('GET /simulator/messages', () => {
  it('passes on from where and for how long to wait', async () => {
    await list('contact=0987650001&after=1&wait=0.2')
    expect(waits.at(-1)?.waitMs).toBe(200)
    expect(waits.at(-1)?.signal).toBeInstanceOf(AbortSignal)
  })
})

describe('POST /simulator/calls', () => {
  it('answers 202', async () => {
    const answer = await api
      .stranger()
      .send('POST', '/simulator/calls', { from: '0987650004' }, script)
    expect(answer.status).toBe(202)
    expect(await list('contact=0987650004')).toMatchObject([{ kind: 'call', text: null }])
  })
})

describe('POST /simulator/typing', () => {
  it('answers 204 and tells that the customer writes, and that they ceased to', async () => {
    for (const typing of [true, false]) {
      const body = { from: '0987650004', typing }
      const answer = await api.stranger().send('POST', '/simulator/typing', body, script)
      expect(answer.status).toBe(204)
    }
    expect(typed).toEqual([
      ['+593987650004', true],
      ['+593987650004', false],
    ])
  })

  it('refuses what does not say whether, or whose phone', async () => {
    for (const body of [{ from: '0987650004' }, { from: 'nobody', typing: true }]) {
      const answer = await api.stranger().send('POST', '/simulator/typing', body, script)
      expect(answer.status).toBe(400)
    }
  })
})

describe('GET /simulator/what-happened', () => {
  it('shows what was understood, decided and sent, and the ticket', async () => {
    const turn = {
      normalized: 'quiero cancelar',
      intent: 'cancelar',
      score: 0.97,
      alternatives: [{ intent: 'cancelar', score: 0.97 }],
      decisions: ['call-script', 'ticket:open'],
      takenAt: new Date(),
    }
    const { contact, conversation, ticket } = await openCase(api.store, {
      messages: [{ turn, content: { kind: 'text', text: 'Quiero cancelar' } }],
    })
    const reply = aMessage({ conversationId: conversation.id, seq: 2, author: 'bot' })
    await api.store.messages.insert(reply)
    const address = `/simulator/what-happened?contact=${encodeURIComponent(contact.phone ?? '')}`
    const { body } = await api.stranger().get(address)
    expect(whatHappenedView.parse(body)).toMatchObject({
      message: { text: 'Quiero cancelar' },
      turn: { intent: 'cancelar', decisions: ['call-script', 'ticket:open'] },
      replies: [{ id: reply.id, author: 'bot' }],
      ticket: { id: ticket.id, number: ticket.number },
      typing: true,
    })
  })

  it('has nothing to show for a number that never wrote', async () => {
    const { body } = await api.stranger().get('/simulator/what-happened?contact=0999999999')
    expect(whatHappenedView.parse(body)).toMatchObject({ message: null, ticket: null })
  })
})

describe('GET /simulator/contacts', () => {
  it('lists the test customers', async () => {
    const { body } = await api.stranger().get('/simulator/contacts')
    expect(body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ phone: '+593987650001', phoneDisplay: '+593 98 765 0001' }),
      ]) as unknown,
    })
  })
})
