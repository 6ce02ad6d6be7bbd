import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startOpenChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

let server: WhatsappServer
let bot: RunningChannel

beforeEach(async () => {
  server = await startWhatsappServer()
  bot = await startOpenChannel(server)
})
afterEach(async () => {
  await bot.channel.stop()
  await server.stop()
})

const to = (phone: string) => ({ chat: phone, phone, lid: null })

describe('a conversation over WhatsApp', () => {
  it('brings a text in with its canonical address, name and id', async () => {
    const phone = server.phone('+593987650001', { name: 'Ana' })
    const id = await phone.sends({ text: 'hola' })
    const message = await bot.received.first(() => true)
    expect(message).toMatchObject({
      address: { channel: 'baileys', account: 'main', chat: '+593987650001' },
      phone: '+593987650001',
      lid: phone.lid,
      name: 'Ana',
      providerId: id,
      content: { kind: 'text', text: 'hola' },
      late: false,
    })
  })

  it('sends a text that the customer sees under the id it was given', async () => {
    const phone = server.phone('+593987650001')
    await phone.sends({ text: 'hola' })
    await bot.received.first(() => true)
    const result = await bot.channel.send(
      to('+593987650001'),
      { kind: 'text', text: 'buenos días' },
      '3EB0AAAAAAAAAAAAAAAAAA',
    )
    expect(result.kind).toBe('sent')
    const [shown] = await phone.hearsCount(1)
    expect(shown).toMatchObject({ id: '3EB0AAAAAAAAAAAAAAAAAA', text: 'buenos días', arrivals: 1 })
  })

  it('writes to somebody who never wrote', async () => {
    const result = await bot.channel.send(
      to('+593987650077'),
      { kind: 'text', text: 'campaña' },
      '3EB0BBBBBBBBBBBBBBBBBB',
    )
    expect(result.kind).toBe('sent')
    await server.phone('+593987650077').hears(({ text }) => text === 'campaña')
  })

  it('keeps the order of a burst, both ways', async () => {
    const phone = server.phone('+593987650001')
    const texts = Array.from({ length: 30 }, (_, index) => `mensaje ${index}`)
    await Promise.all(texts.map((text) => phone.sends({ text })))
    await bot.received.all((messages) => messages.length === texts.length)
    expect(bot.received.items.map(({ content }) => content)).toEqual(
      texts.map((text) => ({ kind: 'text', text })),
    )
    for (const [index, text] of texts.entries()) {
      await bot.channel.send(to('+593987650001'), { kind: 'text', text }, `3EB0${index}`)
    }
    await phone.hearsCount(texts.length)
    expect(phone.texts()).toEqual(texts)
  })

  it('leaves nothing in the write-ahead log', async () => {
    await server.phone('+593987650001').sends({ text: 'hola' })
    await bot.received.first(() => true)
    await server.allReported()
    await bot.channel.stop()
    expect(bot.documents.count('write-ahead')).toBe(0)
  })
})
