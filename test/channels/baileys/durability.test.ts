import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createMemoryDocuments } from '../../support/whatsapp/memory-documents.js'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startChannel, startOpenChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

let server: WhatsappServer
const running: RunningChannel[] = []

const open = async (...how: Parameters<typeof startOpenChannel>) => {
  const channel = await startOpenChannel(...how)
  running.push(channel)
  return channel
}

beforeEach(async () => {
  server = await startWhatsappServer()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ channel }) => channel.stop()))
  await server.stop()
})

const textsOf = ({ received }: RunningChannel) =>
  received.items.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))

describe('a message whose receipt went out', () => {
  it('reaches the next process when this one dies before handing it over', async () => {
    const documents = createMemoryDocuments()
    const never = { receive: () => new Promise<void>(() => undefined) }
    const first = await startOpenChannel(server, { documents, handlers: never })
    await server.phone('+593987650001').sends({ text: 'no me pierdas' })
    await server.allReported()
    await first.channel.stop()
    const second = await open(server, { documents })
    await second.received.first(() => true)
    expect(textsOf(second)).toEqual(['no me pierdas'])
    expect(second.received.items[0]?.phone).toBe('+593987650001')
  })

  it('is handed over in order, however many there are', async () => {
    const documents = createMemoryDocuments()
    const never = { receive: () => new Promise<void>(() => undefined) }
    const first = await startOpenChannel(server, { documents, handlers: never })
    const texts = Array.from({ length: 20 }, (_, index) => `mensaje ${index}`)
    for (const text of texts) await server.phone('+593987650001').sends({ text })
    await server.allReported()
    await first.channel.stop()
    const second = await open(server, { documents })
    await second.received.all((messages) => messages.length === texts.length)
    expect(textsOf(second)).toEqual(texts)
  })

  it('is tried again until the handler takes it', async () => {
    let refusals = 3
    const seen: string[] = []
    const bot = await open(server, {
      handlers: {
        receive: (message) => {
          seen.push(message.providerId)
          refusals -= 1
          return refusals >= 0 ? Promise.reject(new Error('busy')) : Promise.resolve()
        },
      },
    })
    const id = await server.phone('+593987650001').sends({ text: 'hola' })
    await server.allReported()
    while (bot.documents.count('write-ahead') > 0) await new Promise(setImmediate)
    expect(seen).toEqual([id, id, id, id])
  })
})

describe('a redelivered message', () => {
  it('has no second effect when WhatsApp ignored the receipt', async () => {
    const bot = await open(server)
    server.ignoreReceipts(true)
    const phone = server.phone('+593987650001')
    await phone.sends({ text: 'una vez' })
    await bot.received.first(() => true)
    server.disconnect('reset')
    await server.hasNode(({ tag, attrs }) => tag === 'ack' && attrs.error === '487')
    await phone.sends({ text: 'otra' })
    await bot.received.first(({ content }) => content.kind === 'text' && content.text === 'otra')
    expect(textsOf(bot)).toEqual(['una vez', 'otra'])
  })

  it('is one message when the same stanza comes three times', async () => {
    const bot = await open(server)
    const phone = server.phone('+593987650001')
    await phone.sends({ text: 'una vez' }, { times: 3 })
    await phone.sends({ text: 'fin' })
    await bot.received.first(({ content }) => content.kind === 'text' && content.text === 'fin')
    expect(textsOf(bot)).toEqual(['una vez', 'fin'])
  })
})

describe('messages that came while we were away', () => {
  it('are all received, in order and marked late', async () => {
    const documents = createMemoryDocuments()
    const first = await startOpenChannel(server, { documents })
    await first.channel.stop()
    const texts = Array.from({ length: 50 }, (_, index) => `mensaje ${index}`)
    for (const text of texts) await server.phone('+593987650001').sends({ text })
    const second = await open(server, { documents })
    await second.received.all((messages) => messages.length === texts.length)
    expect(textsOf(second)).toEqual(texts)
    expect(second.received.items.every(({ late }) => late)).toBe(true)
  })

  it('survive a connection that dies in the middle of the backlog', async () => {
    const documents = createMemoryDocuments()
    const first = await startOpenChannel(server, { documents })
    await first.channel.stop()
    server.withholdBacklogEnd(true)
    const texts = Array.from({ length: 20 }, (_, index) => `mensaje ${index}`)
    for (const text of texts) await server.phone('+593987650001').sends({ text })
    const second = await open(server, { documents })
    await server.allReported()
    server.disconnect('reset')
    await second.received.all((messages) => messages.length === texts.length)
    expect(textsOf(second)).toEqual(texts)
  })
})

describe('a store that fails', () => {
  it('costs no message: WhatsApp keeps it until the store is back', async () => {
    const documents = createMemoryDocuments()
    const bot = await open(server, { documents })
    const phone = server.phone('+593987650001')
    await phone.sends({ text: 'antes' })
    await server.allReported()
    documents.failWrites(true)
    await phone.sends({ text: 'durante' })
    await bot.is('reconnecting')
    expect(server.waiting()).toBe(1)
    documents.failWrites(false)
    await bot.received.first(({ content }) => content.kind === 'text' && content.text === 'durante')
    expect(textsOf(bot)).toEqual(['antes', 'durante'])
  })

  it('refuses to start as another device when the credentials cannot be read', async () => {
    const documents = createMemoryDocuments()
    await documents.write([{ type: 'credentials', id: 'current', value: '{"noiseKey":' }])
    await expect(startChannel(server, { documents, linked: false })).rejects.toThrow(
      'credentials cannot be read',
    )
    expect(documents.count('credentials')).toBe(1)
  })
})

describe('a message that cannot be read', () => {
  it('is shown as such and healed under the same id', async () => {
    const bot = await open(server)
    const phone = server.phone('+593987650001')
    await phone.sends({ text: 'primero' })
    await bot.received.first(() => true)
    const id = await phone.sends({ text: 'sano' }, { corrupt: true })
    await bot.received.first(({ content }) => content.kind === 'text' && content.text === 'sano')
    const contents = bot.received.items.filter(({ providerId }) => providerId === id)
    expect(contents.map(({ content }) => content)).toEqual([
      { kind: 'unsupported', type: 'undecryptable' },
      { kind: 'text', text: 'sano' },
    ])
  })

  it('does not hold up anybody else, forty at a time', async () => {
    const bot = await open(server)
    const bad = server.phone('+593987650001')
    const good = server.phone('+593987650002')
    for (let index = 0; index < 40; index += 1) {
      await bad.sends({ text: 'x' }, { corrupt: true, heals: false })
    }
    await good.sends({ text: 'hola' })
    await bot.received.first(({ phone }) => phone === '+593987650002')
    await bot.received.all((messages) => messages.length === 41)
    expect(bot.received.items.filter(({ content }) => content.kind === 'unsupported')).toHaveLength(
      40,
    )
  })
})
