import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { backoffMs, reactionTo } from '../../../src/channels/baileys/disconnects.js'
import { createMemoryDocuments } from '../../support/whatsapp/memory-documents.js'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { createMemoryLeases, startChannel, startOpenChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

describe('reactionTo', () => {
  it.each([
    [515, 'restart'],
    [408, 'retry'],
    [428, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [null, 'retry'],
    [401, 'stop'],
    [402, 'stop'],
    [403, 'stop'],
    [405, 'stop'],
    [411, 'stop'],
    [440, 'stop'],
  ])('answers %s with %s', (code, kind) => {
    expect(reactionTo(code).kind).toBe(kind)
  })
})

describe('backoffMs', () => {
  it('stays between a second and a minute, with full jitter', () => {
    for (let attempt = 1; attempt <= 50; attempt += 1) {
      expect(backoffMs(attempt, () => 0)).toBe(1000)
      expect(backoffMs(attempt, () => 0.999)).toBeLessThanOrEqual(60_000)
    }
    expect(backoffMs(1, () => 1)).toBe(2000)
    expect(backoffMs(10, () => 1)).toBe(60_000)
  })
})

describe('a lost connection', () => {
  let server: WhatsappServer
  let bot: RunningChannel

  beforeEach(async () => {
    server = await startWhatsappServer()
  })
  afterEach(async () => {
    await bot.channel.stop()
    await server.stop()
  })

  const opensAgain = async (times: number) => {
    await bot.states.all(
      (states) => states.filter(({ status }) => status === 'open').length >= times,
    )
    await server.connected()
  }

  it.each([515, 408, 428, 500, 503, 'reset', 'close'] as const)(
    'comes back after %s and still talks',
    async (how) => {
      bot = await startOpenChannel(server)
      server.disconnect(how)
      await bot.is('reconnecting')
      await opensAgain(2)
      await server.phone('+593987650001').sends({ text: 'hola' })
      await bot.received.first(() => true)
    },
  )

  it.each([
    [401, 'logged-out'],
    [402, 'blocked'],
    [403, 'blocked'],
    [405, 'outdated'],
    [411, 'blocked'],
    [440, 'replaced'],
  ] as const)('stays away after %s, and says %s', async (code, status) => {
    bot = await startOpenChannel(server)
    server.disconnect(code)
    expect(await bot.is(status)).toMatchObject({ status, code })
    const result = await bot.channel.send(
      { chat: '+593987650001', phone: '+593987650001', lid: null },
      { kind: 'text', text: 'hola' },
      '3EB0CC',
    )
    expect(result.kind).toBe('later')
    expect(server.logins()).toBe(1)
  })

  it('keeps the credentials of an unlinked device aside and asks for a new link at the next start', async () => {
    const documents = createMemoryDocuments()
    bot = await startOpenChannel(server, { documents })
    await server.phone('+593987650001').sends({ text: 'hola' })
    await bot.received.first(() => true)
    server.disconnect(401)
    await bot.is('logged-out')
    expect(documents.count('archived-credentials')).toBe(1)
    expect(documents.count('credentials')).toBe(0)
    expect(documents.count('session')).toBe(0)
    await bot.channel.stop()
    bot = await startChannel(server, { documents, linked: false })
    expect(await bot.is('waiting-for-link')).toMatchObject({ qr: expect.any(String) })
  })

  it('does not double its listeners over twenty reconnects', async () => {
    bot = await startOpenChannel(server)
    for (let round = 2; round <= 21; round += 1) {
      server.disconnect('reset')
      await opensAgain(round)
    }
    await server.phone('+593987650001').sends({ text: 'hola' })
    await server.phone('+593987650001').sends({ text: 'fin' })
    await bot.received.all((messages) => messages.length >= 2)
    expect(bot.received.items).toHaveLength(2)
  }, 60_000)

  it('gives up a server that accepts the socket and says nothing', async () => {
    server.silentHandshake(true)
    bot = await startChannel(server, { options: { timing: { ...hurried, watchdogMs: 3_000 } } })
    await bot.is('reconnecting')
    server.silentHandshake(false)
    await opensAgain(1)
  })

  it('gives up an upgrade that is answered with 503', async () => {
    server.rejectUpgrade(503)
    bot = await startChannel(server, { options: { timing: { ...hurried, watchdogMs: 3_000 } } })
    await bot.is('reconnecting')
    server.rejectUpgrade(null)
    await opensAgain(1)
  })

  it('notices a link that fell silent though the socket is open', async () => {
    bot = await startOpenChannel(server, {
      options: { keepAliveMs: 300, timing: { ...hurried, silenceMs: 2_000 } },
    })
    server.disconnect('silent')
    await bot.is('reconnecting')
    await opensAgain(2)
  })

  it('does not connect while another process holds the lease', async () => {
    const leases = createMemoryLeases()
    leases.steal('baileys/main')
    bot = await startChannel(server, { leases })
    await bot.is('reconnecting')
    expect(server.logins()).toBe(0)
  })

  it('lets go of the connection when the lease is gone', async () => {
    const leases = createMemoryLeases()
    bot = await startOpenChannel(server, {
      leases,
      options: { timing: { ...hurried, leaseTtlMs: 300 } },
    })
    leases.steal('baileys/main')
    await bot.is('reconnecting')
    expect(server.logins()).toBe(1)
  })
})

const hurried = { backoff: { baseMs: 20, capMs: 50 } }
