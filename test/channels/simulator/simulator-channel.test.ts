import { EventEmitter, once } from 'node:events'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { ChannelHandlers } from '../../../src/channels/channel.js'
import { createSimulatorChannel } from '../../../src/channels/simulator/simulator-channel.js'
import type { SimulatorPhones } from '../../../src/channels/simulator/simulator-phones.js'
import type { InboundMessage, Receipt } from '../../../src/domain/inbound.js'
import type { MessageAuthor } from '../../../src/domain/message.js'
import { createIds } from '../../../src/lib/ids.js'
import { createMemoryPhones } from './memory-phones.js'

const phone = '+593987650001'
const recipient = { chat: phone, phone, lid: null }
const longEnoughMs = 20_000

type Options = {
  phones?: SimulatorPhones
  receive?: (message: InboundMessage) => Promise<void>
  authors?: Record<string, MessageAuthor>
}

const running: { stop: () => Promise<void> }[] = []

const setUp = ({ phones = createMemoryPhones(), receive, authors = {} }: Options = {}) => {
  const clock = { now: () => new Date('2026-11-22T12:00:00Z') }
  const received: InboundMessage[] = []
  const receipts: Receipt[] = []
  const saved: Buffer[] = []
  const signals = new EventEmitter()
  const simulator = createSimulatorChannel({
    phones,
    saveMedia: ({ bytes }) => Promise.resolve({ mediaId: `media-${saved.push(bytes)}` }),
    authorOf: (_account, providerId) => Promise.resolve(authors[providerId] ?? null),
    clock,
    newId: createIds(clock),
    log: { warn: () => undefined },
    retryMs: 1,
  })
  const handlers: ChannelHandlers = {
    receive: async (message) => {
      await receive?.(message)
      received.push(message)
      signals.emit('received')
    },
    receiveChange: () => Promise.resolve(),
    receiveOwn: () => Promise.resolve(),
    receipt: (receipt) => {
      receipts.push(receipt)
      signals.emit('receipt')
      return Promise.resolve()
    },
    presence: () => Promise.resolve(),
    stateChanged: () => undefined,
  }
  const start = async () => {
    await simulator.channel.start(handlers)
    running.push(simulator.channel)
  }
  const texts = () =>
    received.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))
  return { ...simulator, start, received, receipts, saved, signals, texts, clock, phones }
}

afterEach(async () => {
  for (const channel of running.splice(0)) await channel.stop()
})

describe('face.post', () => {
  it('hands the message to our side under the E.164 number, however it was written', async () => {
    const { face, start, received } = setUp()
    await start()
    const { id } = await face.post('0987650001', { text: 'hola' })
    expect(received).toEqual([
      expect.objectContaining({
        address: { channel: 'simulator', account: 'simulator', chat: phone },
        phone,
        providerId: id,
        content: { kind: 'text', text: 'hola' },
        late: false,
      }),
    ])
  })

  it('refuses what is no phone number', async () => {
    const { face } = setUp()
    await expect(face.post('12', { text: 'hola' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('takes the same id twice as one message', async () => {
    const { face, start, texts } = setUp()
    await start()
    await face.post(phone, { text: 'hola' }, 'A1')
    await face.post(phone, { text: 'hola' }, 'A1')
    expect(texts()).toEqual(['hola'])
    expect((await face.list(phone, 0)).messages).toHaveLength(1)
  })

  it('keeps the bytes of a file and sends its caption along', async () => {
    const { face, start, received, saved } = setUp()
    await start()
    const bytes = Buffer.from('png')
    await face.post(phone, { media: { bytes, mimeType: 'image/png', caption: 'mira' } })
    expect(saved).toEqual([bytes])
    expect(received[0]?.content).toEqual({
      kind: 'image',
      media: { mediaId: 'media-1', mimeType: 'image/png', bytes: 3 },
      caption: 'mira',
    })
  })

  it('ticks a message as delivered once our side has stored it', async () => {
    const { face, start } = setUp()
    await start()
    await face.post(phone, { text: 'hola' })
    const [message] = (await face.list(phone, 0)).messages
    expect(message).toMatchObject({ author: 'contact', status: 'delivered', accepted: true })
  })

  it('keeps a refused message and what follows it, and forwards both in order later', async () => {
    let refusals = 2
    const { face, start, signals, texts } = setUp({
      receive: () =>
        refusals-- > 0 ? Promise.reject(new Error('database away')) : Promise.resolve(),
    })
    await start()
    await face.post(phone, { text: 'uno' })
    await face.post(phone, { text: 'dos' })
    while (texts().length < 2) await once(signals, 'received')
    expect(texts()).toEqual(['uno', 'dos'])
  })
})

describe('channel.start', () => {
  it('forwards what was written while we were away, in order and marked late', async () => {
    const written = new Date('2026-11-22T11:00:00Z')
    const phones = createMemoryPhones()
    for (const text of ['uno', 'dos', 'tres']) {
      await phones.append({
        id: text,
        phone,
        author: 'contact',
        content: { kind: 'text', text },
        at: written,
        status: 'sent',
        accepted: false,
      })
    }
    const { start, signals, texts, received } = setUp({ phones })
    await start()
    while (texts().length < 3) await once(signals, 'received')
    expect(texts()).toEqual(['uno', 'dos', 'tres'])
    expect(received.every((message) => message.late)).toBe(true)
  })

  it('does not forward again what had been accepted', async () => {
    const phones = createMemoryPhones()
    const before = setUp({ phones })
    await before.start()
    await before.face.post(phone, { text: 'uno' })
    await before.channel.stop()
    const after = setUp({ phones })
    await after.start()
    await after.face.post(phone, { text: 'dos' })
    expect(after.texts()).toEqual(['dos'])
  })
})

describe('channel.send', () => {
  it('shows the same id once and reports it delivered', async () => {
    const { channel, face, start, receipts, signals } = setUp()
    await start()
    const sent = await channel.send(recipient, { kind: 'text', text: 'Hola' }, 'B1')
    await channel.send(recipient, { kind: 'text', text: 'Hola' }, 'B1')
    expect(sent.kind).toBe('sent')
    while (receipts.length < 2) await once(signals, 'receipt')
    expect(receipts[0]).toMatchObject({ providerId: 'B1', status: 'delivered', failure: null })
    expect((await face.list(phone, 0)).messages).toHaveLength(1)
  })

  it('shows who wrote it, and the bot when nobody knows', async () => {
    const { channel, face, start } = setUp({ authors: { B1: 'agent' } })
    await start()
    await channel.send(recipient, { kind: 'text', text: 'uno' }, 'B1')
    await channel.send(recipient, { kind: 'text', text: 'dos' }, 'B2')
    const { messages } = await face.list(phone, 0)
    expect(messages.map((message) => message.author)).toEqual(['agent', 'bot'])
  })

  it('asks to come again while stopped', async () => {
    const { channel } = setUp()
    expect(await channel.send(recipient, { kind: 'text', text: 'Hola' }, 'B1')).toMatchObject({
      kind: 'later',
    })
  })
})

describe('face.list', () => {
  it('answers as soon as a message arrives', async () => {
    const { channel, face, start } = setUp()
    await start()
    const listing = face.list(phone, 0, longEnoughMs)
    await channel.send(recipient, { kind: 'text', text: 'Hola' }, 'B1')
    expect((await listing).messages.map((message) => message.id)).toEqual(['B1'])
  })

  it('is not woken by a tick: only a message answers it', async () => {
    const { channel, face, start } = setUp()
    await start()
    await face.post(phone, { text: 'hola' }, 'A1')
    const listing = face.list(phone, 1, longEnoughMs)
    await channel.markRead(recipient, ['A1'])
    await channel.send(recipient, { kind: 'text', text: 'Hola' }, 'B1')
    expect((await listing).messages.map((message) => message.id)).toEqual(['B1'])
  })

  it('answers with nothing when the time is over or the reader leaves', async () => {
    const { face, start } = setUp()
    await start()
    expect((await face.list(phone, 0, 1)).messages).toEqual([])
    const leaving = new AbortController()
    const listing = face.list(phone, 0, longEnoughMs, leaving.signal)
    leaving.abort()
    expect((await listing).messages).toEqual([])
  })

  it('marks what it shows as read and reports that once', async () => {
    const { channel, face, start, receipts } = setUp()
    await start()
    await channel.send(recipient, { kind: 'text', text: 'Hola' }, 'B1')
    expect((await face.list(phone, 0)).messages[0]?.status).toBe('read')
    await face.list(phone, 0)
    expect(receipts.filter((receipt) => receipt.status === 'read')).toHaveLength(1)
  })

  it('says whether our side is typing, until the message comes', async () => {
    const { channel, face, start } = setUp()
    await start()
    await channel.setTyping(recipient, true)
    expect((await face.list(phone, 0)).typing).toBe(true)
    await channel.send(recipient, { kind: 'text', text: 'Hola' }, 'B1')
    expect((await face.list(phone, 0)).typing).toBe(false)
  })
})

describe('face.markRead', () => {
  it('reports every message that was not read yet', async () => {
    const { channel, face, start, receipts } = setUp()
    await start()
    await channel.send(recipient, { kind: 'text', text: 'uno' }, 'B1')
    await channel.send(recipient, { kind: 'text', text: 'dos' }, 'B2')
    await face.markRead(phone)
    const read = receipts.filter((receipt) => receipt.status === 'read')
    expect(read.map((receipt) => receipt.providerId)).toEqual(['B1', 'B2'])
  })
})

describe('face.call', () => {
  it('arrives as a call and is seen on the phone', async () => {
    const { face, start, received } = setUp()
    await start()
    const { id } = await face.call(phone)
    expect(received[0]?.content).toEqual({ kind: 'call', video: false })
    expect((await face.list(phone, 0)).messages[0]).toMatchObject({ id, author: 'contact' })
  })
})

describe('channel.state', () => {
  it('is open between start and stop', async () => {
    const { channel, start } = setUp()
    expect(channel.state().status).toBe('stopped')
    await start()
    expect(channel.state().status).toBe('open')
    await channel.stop()
    expect(channel.state().status).toBe('stopped')
  })
})
