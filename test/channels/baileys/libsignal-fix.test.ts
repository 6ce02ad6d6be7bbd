import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { assertFixedVersion, fixLibsignal } from '../../../src/channels/baileys/libsignal-fix.js'
import type { PublicBundle } from '../../support/whatsapp/account.js'
import { createSignalDevice } from '../../support/whatsapp/signal-device.js'
import type { SignalDevice } from '../../support/whatsapp/signal-device.js'

const clock = { now: () => new Date('2026-11-22T12:00:00Z') }

const publicBundleOf = (device: SignalDevice): PublicBundle => {
  const { registrationId, identityKey, signedPreKey } = device.bundle()
  return { registrationId, identityKey, signedPreKey }
}

describe('fixLibsignal', () => {
  afterEach(() => {
    jest.restoreAllMocks()
  })

  it('refuses a libsignal it was not written for', () => {
    expect(() => assertFixedVersion('6.0.1')).toThrow('libsignal 6.0.1 is installed')
    expect(() => fixLibsignal(clock)).not.toThrow()
  })

  it('keeps a good session readable when a late message comes on an old one', async () => {
    fixLibsignal(clock)
    const bot = createSignalDevice()
    const phone = createSignalDevice()
    await bot.startSession(publicBundleOf(phone), undefined)
    await phone.open(await bot.seal({ conversation: 'one' }))
    await bot.open(await phone.seal({ conversation: 'two' }))
    const late = await phone.seal({ conversation: 'late' })
    // The bot starts a new session; the old one stays in its record.
    await bot.startSession(publicBundleOf(phone), undefined)
    const onNewSession = await bot.seal({ conversation: 'three' })
    expect((await bot.open(late)).conversation).toBe('late')
    expect((await phone.open(onNewSession)).conversation).toBe('three')
    expect((await phone.open(await bot.seal({ conversation: 'four' }))).conversation).toBe('four')
    expect((await bot.open(await phone.seal({ conversation: 'five' }))).conversation).toBe('five')
  })

  it('tells a repeated message from a broken one', async () => {
    fixLibsignal(clock)
    const bot = createSignalDevice()
    const phone = createSignalDevice()
    await bot.startSession(publicBundleOf(phone), undefined)
    await phone.open(await bot.seal({ conversation: 'one' }))
    const message = await phone.seal({ conversation: 'two' })
    await bot.open(message)
    await expect(bot.open(message)).rejects.toThrow('Key used already or never filled')
  })

  it('prints no session', async () => {
    fixLibsignal(clock)
    const printed: unknown[] = []
    for (const method of ['info', 'log', 'warn', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation((...words) => void printed.push(...words))
    }
    const bot = createSignalDevice()
    const phone = createSignalDevice()
    for (let round = 0; round < 3; round += 1) {
      await bot.startSession(publicBundleOf(phone), undefined)
      await phone.open(await bot.seal({ conversation: 'one' }))
    }
    const { inspect } = await import('node:util')
    expect(printed.map((word) => inspect(word)).join(' ')).not.toMatch(/privKey|rootKey|chainKey/)
  })
})
