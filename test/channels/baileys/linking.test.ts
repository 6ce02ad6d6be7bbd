import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createMemoryDocuments } from '../../support/whatsapp/memory-documents.js'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

let server: WhatsappServer
let bot: RunningChannel

beforeEach(async () => {
  server = await startWhatsappServer()
})
afterEach(async () => {
  await bot.channel.stop()
  await server.stop()
})

describe('linking a number', () => {
  it('shows a QR, and talks once it was scanned', async () => {
    bot = await startChannel(server, { linked: false })
    const waiting = await bot.is('waiting-for-link')
    if (waiting.status !== 'waiting-for-link' || !waiting.qr) throw new Error('no QR')
    expect(waiting.pairingCode).toBeNull()
    server.scanQr(waiting.qr)
    await bot.is('open')
    await server.connected()
    await server.phone('+593987650001').sends({ text: 'hola' })
    const { content } = await bot.received.first(() => true)
    expect(content).toEqual({ kind: 'text', text: 'hola' })
    expect(server.logins()).toBe(1)
  })

  it('shows a pairing code beside the QR, and talks once it was typed', async () => {
    bot = await startChannel(server, {
      linked: false,
      options: { pairingPhone: '+593 99 000 0001' },
    })
    const waiting = await bot.states.first(
      (state) => state.status === 'waiting-for-link' && state.pairingCode !== null,
    )
    if (waiting.status !== 'waiting-for-link' || !waiting.pairingCode) throw new Error('no code')
    expect(waiting.pairingCode).toMatch(/^[0-9A-Z]{8}$/)
    await server.typePairingCode(waiting.pairingCode)
    await bot.is('open')
    await server.connected()
    await server.phone('+593987650001').sends({ text: 'hola' })
    await bot.received.first(() => true)
  })

  it('keeps the link over a restart', async () => {
    const documents = createMemoryDocuments()
    bot = await startChannel(server, { linked: false, documents })
    const waiting = await bot.is('waiting-for-link')
    if (waiting.status !== 'waiting-for-link' || !waiting.qr) throw new Error('no QR')
    server.scanQr(waiting.qr)
    await bot.is('open')
    await bot.channel.stop()
    bot = await startChannel(server, { linked: false, documents })
    await bot.is('open')
    expect(bot.states.items.map(({ status }) => status)).not.toContain('waiting-for-link')
  })

  it('asks for a fresh link when a pairing code was never typed', async () => {
    const documents = createMemoryDocuments()
    bot = await startChannel(server, {
      linked: false,
      documents,
      options: { pairingPhone: '+593990000001' },
    })
    await bot.states.first((state) => state.status === 'waiting-for-link' && !!state.pairingCode)
    await bot.channel.stop()
    bot = await startChannel(server, { linked: false, documents })
    await bot.is('waiting-for-link')
    expect(bot.states.items.map(({ status }) => status)).not.toContain('logged-out')
  })

  it('ends the link on request and shows a new QR', async () => {
    bot = await startChannel(server)
    await bot.is('open')
    await bot.unlink()
    await server.hasNode(
      ({ content }) => Array.isArray(content) && content[0]?.tag === 'remove-companion-device',
    )
    await bot.is('waiting-for-link')
    expect(bot.documents.count('archived-credentials')).toBe(1)
  })
})
