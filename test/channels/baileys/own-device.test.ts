import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { proto } from '@whiskeysockets/baileys'
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

describe('what is not from a customer', () => {
  it('is told as a takeover when the owner writes on the paired phone', async () => {
    const id = await server.ownerSends('+593987650001', 'yo le atiendo')
    expect(await bot.own.first(() => true)).toMatchObject({
      providerId: id,
      phone: '+593987650001',
      address: { channel: 'baileys', account: 'main', chat: '+593987650001' },
      content: { kind: 'text', text: 'yo le atiendo' },
    })
    expect(bot.received.items).toEqual([])
  })

  it('is told as our own when the owner strikes out words on the paired phone', async () => {
    const { REVOKE } = proto.Message.ProtocolMessage.Type
    const protocolMessage = { type: REVOKE, key: { id: '3EB0OURS', fromMe: true } }
    await server.ownerSends('+593987650001', { protocolMessage })
    expect(await bot.changes.first(() => true)).toMatchObject({
      kind: 'delete',
      own: true,
      providerId: '3EB0OURS',
      address: { chat: '+593987650001' },
    })
  })

  it('is ignored when it was said in a group', async () => {
    server.groupSends('hola a todos')
    await server.phone('+593987650002').sends({ text: 'hola' })
    await bot.received.first(() => true)
    expect(bot.received.items.map(({ phone }) => phone)).toEqual(['+593987650002'])
  })

  it('tells when a customer types', async () => {
    server.phone('+593987650002').types(true)
    expect(await bot.presences.first(() => true)).toMatchObject({
      chat: '+593987650002',
      typing: true,
    })
  })
})
