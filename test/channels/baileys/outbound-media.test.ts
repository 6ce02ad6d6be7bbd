import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { proto } from '@whiskeysockets/baileys'
import type { OutboundContent } from '../../../src/channels/channel.js'
import { startMediaHost } from '../../support/whatsapp/media-host.js'
import type { MediaHost } from '../../support/whatsapp/media-host.js'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startOpenChannel } from './start-channel.js'
import type { ChannelOverrides, RunningChannel } from './start-channel.js'

const to = { chat: '+593987650001', phone: '+593987650001', lid: null }
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 7)])
const pdf = Buffer.from('%PDF-1.7 acta de entrega')
const ogg = Buffer.from(`OggS${'x'.repeat(24)}OpusHead`)

const image: OutboundContent = {
  kind: 'image',
  bytes: jpeg,
  mimeType: 'image/jpeg',
  fileName: 'foto.jpg',
  caption: 'Su factura',
}

describe('sending files over WhatsApp', () => {
  let server: WhatsappServer
  let host: MediaHost
  let bot: RunningChannel

  beforeEach(async () => {
    server = await startWhatsappServer()
    host = await startMediaHost()
  })
  afterEach(async () => {
    await bot.channel.stop()
    await server.stop()
    await host.stop()
  })

  const openBot = async (overrides: ChannelOverrides = {}) => {
    const options = { uploadAgent: host.uploadAgent, ackTimeoutMs: 5_000 }
    bot = await startOpenChannel(server, { options, ...overrides })
    return server.phone('+593987650001')
  }

  it.each<
    [string, OutboundContent, (message: proto.IMessage) => [object, 'Image' | 'Document' | 'Audio']]
  >([
    ['an image with its caption', image, ({ imageMessage }) => [imageMessage ?? {}, 'Image']],
    [
      'a document with its name',
      { kind: 'document', bytes: pdf, mimeType: 'application/pdf', fileName: 'acta.pdf' },
      ({ documentMessage }) => [documentMessage ?? {}, 'Document'],
    ],
    [
      'a voice note',
      { kind: 'audio', bytes: ogg, mimeType: 'audio/ogg; codecs=opus', voice: true },
      ({ audioMessage }) => [audioMessage ?? {}, 'Audio'],
    ],
  ])('uploads %s encrypted, and the phone opens the very bytes', async (_what, content, pick) => {
    const phone = await openBot()
    const result = await bot.channel.send(to, content, '3EB0MEDIA')
    expect(result.kind).toBe('sent')
    const { message } = await phone.hears(({ id }) => id === '3EB0MEDIA')
    const [pointer, kind] = pick(message)
    if (content.kind === 'text') throw new Error('no file')
    expect(host.open(pointer, kind).equals(content.bytes)).toBe(true)
    expect(pointer).toMatchObject({ mimetype: content.mimeType })
    if (content.caption) expect(pointer).toMatchObject({ caption: content.caption })
    if (content.kind === 'document') expect(pointer).toMatchObject({ fileName: 'acta.pdf' })
    if (content.voice) expect(pointer).toMatchObject({ ptt: true })
  })

  it('sends nothing while no file can be uploaded, and counts the attempt', async () => {
    const phone = await openBot()
    await host.stop()
    const result = await bot.channel.send(to, image, '3EB0NOHOST')
    expect(result).toMatchObject({ kind: 'unknown', resend: true })
    host = await startMediaHost()
    expect(phone.heard()).toEqual([])
  })

  it('gives a file again to a phone that could not read it', async () => {
    const sent = new Map([['3EB0AGAIN', image]])
    const phone = await openBot({ sent })
    phone.cannotDecrypt(1)
    await bot.channel.send(to, image, '3EB0AGAIN')
    const { message } = await phone.hears(({ id }) => id === '3EB0AGAIN')
    expect(host.open(message.imageMessage ?? {}, 'Image').equals(jpeg)).toBe(true)
  })
})
