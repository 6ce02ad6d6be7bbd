import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startWhatsAppServer } from '@openclaw/crabline'
import type { StartedWhatsAppServer } from '@openclaw/crabline'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

/** The server as it comes: plaintext in, encrypted out, any credentials. */
describe('the unchanged crabline server', () => {
  let folder: string
  let crabline: StartedWhatsAppServer
  let credentials: WhatsappServer
  let bot: RunningChannel

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crabline-'))
    crabline = await startWhatsAppServer({
      recorderPath: join(folder, 'events.jsonl'),
      selfJid: '593990000001@s.whatsapp.net',
    })
    credentials = await startWhatsappServer()
    bot = await startChannel(credentials, {
      options: {
        webSocketUrl: crabline.manifest.endpoints.baileysWebSocketUrl,
        ackTimeoutMs: 15_000,
      },
    })
    await bot.is('open')
  })
  afterEach(async () => {
    await bot.channel.stop()
    await crabline.close()
    await credentials.stop()
    await rm(folder, { recursive: true })
  })

  const customerSays = (text: string, messageId: string) =>
    fetch(crabline.manifest.endpoints.adminInboundUrl, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${crabline.manifest.adminToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        chatJid: '593987650001@s.whatsapp.net',
        senderJid: '593987650001@s.whatsapp.net',
        text,
        messageId,
        pushName: 'Ana',
      }),
    })

  it('brings a text in and takes an answer out', async () => {
    expect((await customerSays('hola', 'IN1')).ok).toBe(true)
    expect(await bot.received.first(() => true)).toMatchObject({
      phone: '+593987650001',
      name: 'Ana',
      content: { kind: 'text', text: 'hola' },
    })
    const to = { chat: '+593987650001', phone: '+593987650001', lid: null }
    for (const [id, text] of [
      ['3EB0AA', 'buenos días'],
      ['3EB0AB', 'dígame'],
    ] as const) {
      await bot.channel.setTyping(to, true)
      expect(await bot.channel.send(to, { kind: 'text', text }, id)).toMatchObject({ kind: 'sent' })
    }
    await bot.channel.markRead(to, ['IN1'])
    expect(bot.channel.state().status).toBe('open')
    const events = await readFile(join(folder, 'events.jsonl'), 'utf8')
    expect(events).toContain('buenos días')
    expect(events).toContain('dígame')
  })

  it('keeps us connected though forty answers are due at once', async () => {
    const to = { chat: '+593987650001', phone: '+593987650001', lid: null }
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        bot.channel.send(to, { kind: 'text', text: `mensaje ${index}` }, `3EB0BURST${index}`),
      ),
    )
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['sent']))
    expect(bot.states.items.map(({ status }) => status)).not.toContain('reconnecting')
  })
})
