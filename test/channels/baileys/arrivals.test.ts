import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startMediaHost } from '../../support/whatsapp/media-host.js'
import type { MediaHost } from '../../support/whatsapp/media-host.js'
import type { OutgoingKind } from '../../support/whatsapp/message-content.js'
import type { Phone } from '../../support/whatsapp/phone.js'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startOpenChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

let server: WhatsappServer
let files: MediaHost
let bot: RunningChannel
let phone: Phone

const openChannel = (timeoutMs: number): Promise<RunningChannel> =>
  startOpenChannel(server, {
    options: { media: { testHosts: [files.host], timeoutMs, maxBytes: 1_000 } },
  })

beforeEach(async () => {
  server = await startWhatsappServer()
  files = await startMediaHost()
  bot = await openChannel(20_000)
  phone = server.phone('+593987650001')
})
afterEach(async () => {
  await bot.channel.stop()
  await files.stop()
  await server.stop()
})

const contentOf = async (sent: OutgoingKind) => {
  const id = await phone.sends(sent)
  return (await bot.received.first(({ providerId }) => providerId === id)).content
}

describe('what a customer sends', () => {
  it('keeps an image with its caption', async () => {
    const image = files.put(Buffer.from('a picture'), 'Image', 'image/jpeg')
    expect(await contentOf({ image, caption: 'mi factura' })).toEqual({
      kind: 'image',
      media: { mediaId: 'media-1', mimeType: 'image/jpeg', bytes: 9 },
      caption: 'mi factura',
    })
    expect(bot.media.map(String)).toEqual(['a picture'])
  })

  it('keeps a voice note, a sticker, a video, a view-once picture and a document', async () => {
    const audio = files.put(Buffer.from('voice'), 'Audio', 'audio/ogg; codecs=opus')
    expect(await contentOf({ audio, voice: true, seconds: 4 })).toMatchObject({
      kind: 'audio',
      voice: true,
      seconds: 4,
      media: { mediaId: 'media-1', mimeType: 'audio/ogg' },
    })
    const image = () => files.put(Buffer.from('x'), 'Image', 'image/webp')
    expect(await contentOf({ sticker: image() })).toMatchObject({ kind: 'sticker' })
    expect(await contentOf({ viewOnce: image() })).toMatchObject({ kind: 'image' })
    const video = files.put(Buffer.from('v'), 'Video', 'video/mp4')
    expect(await contentOf({ video })).toMatchObject({ kind: 'video' })
    const document = files.put(Buffer.from('pdf'), 'Document', 'application/pdf')
    expect(await contentOf({ document, fileName: '../../acta.pdf' })).toMatchObject({
      kind: 'document',
      media: { fileName: '../../acta.pdf', mediaId: 'media-5' },
    })
  })

  it('understands places, contact cards, buttons, replies and disappearing texts', async () => {
    expect(
      await contentOf({ location: { latitude: -2.9, longitude: -79, name: 'Cuenca' } }),
    ).toEqual({ kind: 'location', latitude: -2.9, longitude: -79, name: 'Cuenca' })
    expect(await contentOf({ contact: { name: 'Luis', phone: '+593987650009' } })).toEqual({
      kind: 'contact-card',
      names: ['Luis'],
    })
    expect(await contentOf({ button: { id: 'yes', text: 'Sí' } })).toEqual({
      kind: 'text',
      text: 'Sí',
    })
    expect(await contentOf({ ephemeral: 'se borra' })).toEqual({ kind: 'text', text: 'se borra' })
    await phone.sends({ text: 'a eso' }, { quoted: '3EB0QUOTED' })
    const reply = await bot.received.first(({ quotedProviderId }) => quotedProviderId !== null)
    expect(reply.quotedProviderId).toBe('3EB0QUOTED')
  })

  it('shows an unknown kind as unsupported and stays silent about settings', async () => {
    await phone.sends({ raw: { protocolMessage: { type: 3, ephemeralExpiration: 86_400 } } })
    expect(await contentOf({ raw: { eventMessage: { name: 'fiesta' } } })).toEqual({
      kind: 'unsupported',
      type: 'eventMessage',
    })
    expect(bot.received.items).toHaveLength(1)
  })

  it('tells edits, deletions and reactions as changes', async () => {
    const id = await phone.sends({ text: 'hola' })
    await phone.sends({ edit: id, text: 'hola!' })
    await phone.sends({ reaction: '👍', to: '3EB0OURS' })
    await phone.sends({ revoke: id })
    await bot.changes.all((changes) => changes.length === 3)
    const address = { channel: 'baileys', account: 'main', chat: '+593987650001' }
    expect(bot.changes.items).toEqual([
      { kind: 'edit', address, providerId: id, text: 'hola!', at: expect.any(Date) },
      { kind: 'reaction', address, providerId: '3EB0OURS', emoji: '👍', at: expect.any(Date) },
      { kind: 'delete', address, providerId: id, at: expect.any(Date) },
    ])
    expect(bot.received.items).toHaveLength(1)
  })

  it('knows one customer under number and LID', async () => {
    const other = server.phone('+593987650002', { addressing: 'lid' })
    await other.sends({ text: 'por LID' })
    const message = await bot.received.first(() => true)
    expect(message).toMatchObject({
      phone: '+593987650002',
      lid: other.lid,
      address: { chat: '+593987650002' },
    })
  })

  it('remembers the number of a LID once it was told', async () => {
    const { lid } = server.phone('+593987650003')
    await server.phone('+593987650003').sends({ text: 'con número' })
    await bot.received.first(() => true)
    const again = server.phone('+593987650003')
    again.writesAs({ addressing: 'lid', showsAlternative: false })
    await again.sends({ text: 'solo LID' })
    const [, second] = await bot.received.all((messages) => messages.length === 2)
    expect(second).toMatchObject({
      phone: '+593987650003',
      lid,
      address: { chat: '+593987650003' },
    })
  })
})

describe('a call', () => {
  it.each([false, true])('is refused and handed over once (video: %s)', async (video) => {
    const id = phone.calls({ video })
    phone.calls({ video, id })
    const call = await bot.received.first(() => true)
    expect(call).toMatchObject({
      providerId: id,
      content: { kind: 'call', video },
      phone: '+593987650001',
    })
    await server.hasNode(
      ({ tag, content }) =>
        tag === 'call' && Array.isArray(content) && content[0]?.attrs['call-id'] === id,
    )
    await phone.sends({ text: 'fin' })
    await bot.received.all((messages) => messages.length >= 2)
    expect(bot.received.items).toHaveLength(2)
  })

  it('that rang while we were away gets no answer', async () => {
    phone.calls({ offline: true })
    await phone.sends({ text: 'fin' })
    await bot.received.first(() => true)
    expect(bot.received.items.map(({ content }) => content.kind)).toEqual(['text'])
  })
})

describe('a file that cannot be had', () => {
  const failureOf = async (sent: OutgoingKind) => {
    const content = await contentOf(sent)
    expect(bot.media).toEqual([])
    return 'media' in content ? content.media : null
  }

  it('leaves a placeholder when it is not on a WhatsApp server', async () => {
    for (const url of [
      'http://169.254.169.254/latest/meta-data',
      'https://example.com/x.enc',
      'http://mmg.whatsapp.net/x.enc',
      'https://mmg.whatsapp.net.example.com/x.enc',
      'https://mmg.whatsapp.net:8443/x.enc',
      'file:///etc/hostname',
      'not an address',
    ]) {
      const image = { ...files.put(Buffer.from('x'), 'Image', 'image/jpeg'), url }
      expect(await failureOf({ image })).toMatchObject({
        mediaId: null,
        failure: expect.any(String),
      })
    }
    expect(files.requests()).toBe(0)
  })

  it('does not follow a redirect', async () => {
    const target = files.put(Buffer.from('x'), 'Image', 'image/jpeg')
    const url = files.serve((_request, response) =>
      response.writeHead(302, { location: target.url }).end(),
    )
    expect(await failureOf({ image: { ...target, url } })).toMatchObject({
      failure: 'the server answered 302',
    })
    expect(files.requests()).toBe(1)
  })

  it('gives up a server that hangs', async () => {
    await bot.channel.stop()
    bot = await openChannel(300)
    const image = files.put(Buffer.from('x'), 'Image', 'image/jpeg')
    const url = files.serve((_request, response) => response.write('slow'))
    expect(await failureOf({ image: { ...image, url } })).toMatchObject({
      failure: 'the download took too long',
    })
  })

  it('stops at the limit, whatever was declared', async () => {
    const image = files.put(Buffer.alloc(100_000), 'Image', 'image/jpeg', {
      declared: { fileLength: 10 },
    })
    expect(await failureOf({ image })).toMatchObject({ failure: 'the file is too large' })
  })

  it.each([
    [
      'signature',
      { served: (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)]) },
    ],
    ['hash', { declared: { fileSha256: Buffer.alloc(32) } }],
    ['encrypted hash', { declared: { fileEncSha256: Buffer.alloc(32) } }],
  ])('drops a file whose %s is wrong', async (what, spoil) => {
    const image = files.put(Buffer.from('x'), 'Image', 'image/jpeg', spoil)
    expect(await failureOf({ image })).toMatchObject({
      failure: `the file fails its check (${what})`,
    })
  })
})
