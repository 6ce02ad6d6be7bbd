import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { OutboundContent } from '../../../src/channels/channel.js'
import { createMemoryDocuments } from '../../support/whatsapp/memory-documents.js'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { AckDecision, WhatsappServer } from '../../support/whatsapp/server.js'
import { startOpenChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

const to = { chat: '+593987650001', phone: '+593987650001', lid: null }
const text = (words: string): OutboundContent => ({ kind: 'text', text: words })

describe('sending over WhatsApp', () => {
  let server: WhatsappServer
  let bot: RunningChannel

  beforeEach(async () => {
    server = await startWhatsappServer()
  })
  afterEach(async () => {
    await bot.channel.stop()
    await server.stop()
  })

  // Long: only where a confirmation never comes may the time for it run out.
  const openBot = async (how: Parameters<typeof startOpenChannel>[1] = {}) => {
    bot = await startOpenChannel(server, { options: { ackTimeoutMs: 60_000 }, ...how })
    return server.phone('+593987650001')
  }

  it('is unsure when the confirmation is lost, and shows a resend once', async () => {
    const phone = await openBot({ options: { ackTimeoutMs: 3_000 } })
    server.ackPolicy(() => 'drop')
    const first = await bot.channel.send(to, text('hola'), '3EB0DROP')
    expect(first).toMatchObject({ kind: 'unknown', resend: true })
    server.ackPolicy(null)
    expect(await bot.channel.send(to, text('hola'), '3EB0DROP')).toMatchObject({ kind: 'sent' })
    await phone.hears(({ arrivals }) => arrivals === 2)
    expect(phone.texts()).toEqual(['hola'])
  })

  it('waits for a slow confirmation', async () => {
    await openBot()
    server.ackPolicy(() => ({ delayMs: 100 }))
    expect(await bot.channel.send(to, text('hola'), '3EB0SLOW')).toMatchObject({ kind: 'sent' })
  })

  it.each([463, 479])('fails for good when WhatsApp refuses with %s', async (error) => {
    const phone = await openBot()
    server.ackPolicy(() => ({ error }))
    const result = await bot.channel.send(to, text('hola'), '3EB0NACK')
    expect(result).toMatchObject({ kind: 'failed', reason: expect.stringContaining(`${error}`) })
    expect(phone.texts()).toEqual([])
  })

  it.each<[AckDecision, object]>([
    [{ error: 420 }, { kind: 'later', retryAfterMs: 60_000 }],
    [{ error: 500 }, { kind: 'later', retryAfterMs: 5_000 }],
    ['reset', { kind: 'unknown', resend: true }],
  ])('answers %j with %j', async (decision, expected) => {
    await openBot()
    server.ackPolicy(() => decision)
    expect(await bot.channel.send(to, text('hola'), '3EB0AGAIN')).toMatchObject(expected)
  })

  it('confirms nothing that was under way when the connection broke', async () => {
    await openBot()
    await bot.channel.send(to, text('first'), '3EB0FIRST')
    server.ackPolicy(() => 'lose')
    const sends = Array.from({ length: 50 }, (_, index) =>
      bot.channel.send(to, text(`mensaje ${index}`), `3EB0FLIGHT${index}`),
    )
    await server.hasNode(({ attrs }) => attrs.id === '3EB0FLIGHT0')
    server.disconnect('reset')
    const kinds = new Set((await Promise.all(sends)).map(({ kind }) => kind))
    expect(kinds.has('sent')).toBe(false)
    expect(kinds.has('failed')).toBe(false)
  })

  it('fails a number that is not on WhatsApp', async () => {
    await openBot()
    server.notOnWhatsapp('+593987650099')
    const result = await bot.channel.send(
      { chat: '+593987650099', phone: '+593987650099', lid: null },
      text('hola'),
      '3EB0NOBODY',
    )
    expect(result).toEqual({ kind: 'failed', reason: 'the number is not on WhatsApp' })
  })

  it('does not keep a known contact waiting for a stranger', async () => {
    await openBot()
    await bot.channel.send(to, text('hola'), '3EB0KNOWN')
    server.delayQueries('usync', 4_000)
    const order: string[] = []
    const stranger = bot.channel
      .send({ chat: '+593987650002', phone: '+593987650002', lid: null }, text('x'), '3EB0NEW')
      .then(() => order.push('stranger'))
    const known = bot.channel.send(to, text('y'), '3EB0OLD').then(() => order.push('known'))
    await Promise.all([stranger, known])
    expect(order).toEqual(['known', 'stranger'])
  })

  it('writes to the LID of a customer who never showed a number', async () => {
    await openBot()
    const phone = server.phone({ lid: '77001122334455' })
    await phone.sends({ text: 'hola' })
    const { phone: known, lid, address } = await bot.received.first(() => true)
    expect({ known, lid, chat: address.chat }).toEqual({
      known: null,
      lid: '77001122334455',
      chat: 'lid:77001122334455',
    })
    const result = await bot.channel.send(
      { chat: address.chat, phone: null, lid },
      text('sí'),
      '3EB0LID',
    )
    expect(result.kind).toBe('sent')
    await phone.hears(({ text: words }) => words === 'sí')
  })

  it('sends again under the same id when the phone could not read it', async () => {
    const phone = await openBot()
    phone.cannotDecrypt(1)
    await bot.channel.send(to, text('léeme'), '3EB0RETRY')
    expect(await phone.hears(() => true)).toMatchObject({ id: '3EB0RETRY', text: 'léeme' })
  })

  it('sends again as often as a phone asks that was cut short again and again', async () => {
    const phone = await openBot()
    phone.cannotDecrypt(4)
    await bot.channel.send(to, text('a la quinta'), '3EB0RETRY')
    expect(await phone.hears(() => true)).toMatchObject({ id: '3EB0RETRY', text: 'a la quinta' })
  })

  it('finds the text in the outbox when the phone asks after a restart', async () => {
    const documents = createMemoryDocuments()
    const sent = new Map([['3EB0OLDER', text('de antes')]])
    const phone = await openBot({ documents, sent })
    phone.cannotDecrypt(1)
    server.ackPolicy(() => 'ack')
    await bot.channel.send(to, text('de antes'), '3EB0OTHER')
    await phone.hears(({ id }) => id === '3EB0OTHER')
    await bot.channel.stop()
    bot = await startOpenChannel(server, { documents, sent })
    phone.asksAgain('3EB0OLDER')
    expect(await phone.hears(({ id }) => id === '3EB0OLDER')).toMatchObject({ text: 'de antes' })
  })

  it('reports delivered and read, and never goes back', async () => {
    const phone = await openBot()
    phone.acknowledges('read')
    await bot.channel.send(to, text('hola'), '3EB0READ')
    await bot.receipts.first(({ status }) => status === 'read')
    phone.reports('delivered', ['3EB0READ'])
    phone.reports('read', ['3EB0READ', '3EB0MORE'])
    await bot.receipts.first(({ providerId }) => providerId === '3EB0MORE')
    const stages = bot.receipts.items.filter(({ providerId }) => providerId === '3EB0READ')
    expect(stages.map(({ status }) => status)).toEqual(['delivered', 'read'])
  })

  it('shows that it types and what it has read', async () => {
    const phone = await openBot()
    const id = await phone.sends({ text: 'hola' })
    await bot.received.first(() => true)
    await bot.channel.setTyping(to, true)
    await server.hasNode(({ tag }) => tag === 'chatstate')
    await bot.channel.markRead(to, [id])
    await server.hasNode(
      ({ tag, attrs }) => tag === 'receipt' && attrs.type === 'read' && attrs.id === id,
    )
  })
})
