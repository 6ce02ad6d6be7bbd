import { afterEach, describe, expect, it } from '@jest/globals'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startOpenChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

describe('many customers at once', () => {
  let server: WhatsappServer
  let bot: RunningChannel
  afterEach(async () => {
    await bot.channel.stop()
    await server.stop()
  })

  it('are all heard and answered once, each in order', async () => {
    server = await startWhatsappServer()
    let replies = 0
    const send = (chat: string, words: string) =>
      bot.channel.send(
        { chat, phone: chat, lid: null },
        { kind: 'text', text: `eco ${words}` },
        `3EB0${++replies}`,
      )
    bot = await startOpenChannel(server, {
      options: { ackTimeoutMs: 60_000 },
      handlers: {
        receive: ({ address, content }) => {
          if (content.kind === 'text') void send(address.chat, content.text)
          return Promise.resolve()
        },
      },
    })
    const rounds = ['uno', 'dos', 'tres', 'cuatro']
    const customers = Array.from({ length: 50 }, (_, index) =>
      server.phone(`+5939876${String(50_000 + index)}`),
    )
    await Promise.all(
      customers.map(async (phone) => {
        for (const [index, text] of rounds.entries()) {
          await phone.sends({ text })
          await phone.hearsCount(index + 1, 60_000)
        }
      }),
    )
    for (const phone of customers)
      expect(phone.texts()).toEqual(rounds.map((text) => `eco ${text}`))
    expect(replies).toBe(customers.length * rounds.length)
  }, 90_000)
})
