import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createMemoryDocuments } from '../../support/whatsapp/memory-documents.js'
import { startWhatsappServer } from '../../support/whatsapp/server.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { startOpenChannel } from './start-channel.js'
import type { RunningChannel } from './start-channel.js'

const customers = 6
const rounds = 3
const diskMs = 25

/** As slow as a busy disk, so that answers come while the session of what they answer is still being stored. */
const slowDocuments = () => {
  const documents = createMemoryDocuments()
  const { write, read } = documents
  return Object.assign(documents, {
    write: async (changes: Parameters<typeof write>[0]) => {
      await delay(diskMs)
      await write(changes)
      await delay(diskMs)
    },
    read: async (...wanted: Parameters<typeof read>) => {
      await delay(diskMs / 4)
      return read(...wanted)
    },
  })
}

describe('answers that come faster than the disk', () => {
  let server: WhatsappServer
  let bot: RunningChannel
  afterEach(async () => {
    await bot.channel.stop()
    await server.stop()
  })

  it('leave the sessions whole: no phone asks for a message twice', async () => {
    server = await startWhatsappServer()
    let sent = 0
    const send = (to: { chat: string; phone: string | null; lid: string | null }, text: string) =>
      bot.channel.send(to, { kind: 'text', text }, `3EB0FF${++sent}`)
    bot = await startOpenChannel(server, {
      documents: slowDocuments(),
      options: { ackTimeoutMs: 60_000 },
      handlers: {
        receive: ({ address: { chat }, content, lid, phone }) => {
          if (content.kind === 'text') void send({ chat, phone, lid }, content.text)
          return Promise.resolve()
        },
      },
    })
    const phones = Array.from({ length: customers }, (_, index) =>
      server.phone(`+5939876500${10 + index}`, { addressing: index % 3 === 2 ? 'lid' : 'pn' }),
    )
    await Promise.all(
      phones.map(async (phone) => {
        const number = phone.number ?? ''
        void send({ chat: number, phone: number, lid: null }, 'hola')
        for (let round = 1; round <= rounds; round += 1) {
          await phone.hearsCount(round, 60_000)
          await phone.sends({ text: `vuelta ${round}` })
        }
        await phone.hearsCount(rounds + 1, 60_000)
      }),
    )
    const asked = phones.flatMap(({ number }) =>
      server.log(number ?? '').filter((line) => line.includes(' retry ')),
    )
    expect(asked).toEqual([])
  }, 90_000)
})
