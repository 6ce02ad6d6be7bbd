import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { BufferJSON } from '@whiskeysockets/baileys'
import { createApp, type App } from '../../src/app.js'
import type { BaileysOptions } from '../../src/channels/baileys/options.js'
import type { ConnectionState } from '../../src/channels/channel.js'
import { readConfig } from '../../src/config.js'
import type { Message } from '../../src/domain/message.js'
import type { Ticket } from '../../src/domain/ticket.js'
import { systemClock } from '../../src/lib/clock.js'
import { createIds } from '../../src/lib/ids.js'
import { createLogger } from '../../src/logger.js'
import { buildParts, type LinkedChannel, type Parts } from '../../src/parts.js'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import { packageRoot } from '../support/run-command.js'
import { startMediaHost, type MediaHost } from '../support/whatsapp/media-host.js'
import { startWhatsappServer, type WhatsappServer } from '../support/whatsapp/server.js'
import { createWaitingRoom } from '../support/whatsapp/waiting-room.js'

/** The whole program as it is configured for a number on WhatsApp, in this process, with everything real but WhatsApp. */
export type Line = {
  whatsapp: WhatsappServer
  files: MediaHost
  store: Store
  app: () => App
  words: () => Parts['content']
  /** Starts it; resolves once it is on WhatsApp, or at once with `connects: false`. */
  start: (options?: { connects?: boolean; options?: Partial<BaileysOptions> }) => Promise<void>
  stop: () => Promise<void>
  state: () => ConnectionState
  /** Resolves when the channel is in this state: now, or when it gets there. */
  is: (status: ConnectionState['status']) => Promise<ConnectionState>
  tickets: (phone: string) => Promise<Ticket[]>
  /** The transcript of the one conversation with this phone. */
  transcript: (phone: string) => Promise<Message[]>
  /** Resolves when the transcript satisfies the predicate; it is read again and again. */
  records: (phone: string, predicate: (messages: Message[]) => boolean) => Promise<Message[]>
  end: () => Promise<void>
}

const hurried: Partial<BaileysOptions> = {
  ackTimeoutMs: 1_000,
  timing: { backoff: { baseMs: 20, capMs: 100 }, drainMs: 500 },
}

const withinMs = 45_000
const lookAgainMs = 25

export const startLine = async (): Promise<Line> => {
  const whatsapp = await startWhatsappServer()
  const files = await startMediaHost()
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'fideliza-line-'))
  const credentials = join(folder, 'credentials.json')
  writeFileSync(credentials, JSON.stringify(whatsapp.credentials(), BufferJSON.replacer))
  const config = readConfig({
    NODE_ENV: 'test',
    SIMULATOR: 'off',
    DATA_DIR: folder,
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.database,
    BAILEYS_WEB_SOCKET_URL: whatsapp.url,
    BAILEYS_CREDENTIALS: credentials,
  })
  const log = createLogger({ level: 'silent', write: () => undefined })
  const { store } = database
  /** The state it is in now, which others may wait for. */
  const states = createWaitingRoom<ConnectionState>(() => (running ? [channel().state()] : []))
  let running: { app: App; parts: Parts; close: () => Promise<void> } | null = null

  const current = () => {
    if (!running) throw new Error('the program is not running')
    return running
  }
  const channel = () => {
    const [linked] = current().parts.channels
    if (!linked) throw new Error('there is no channel')
    return linked.channel
  }

  /** The same channel; whoever waits for a state looks again when it changes. */
  const announced = (linked: LinkedChannel): LinkedChannel => ({
    ...linked,
    channel: {
      ...linked.channel,
      start: (handlers) =>
        linked.channel.start({
          ...handlers,
          stateChanged: (state) => {
            handlers.stateChanged(state)
            states.changed()
          },
        }),
    },
  })

  const transcript = async (phone: string): Promise<Message[]> => {
    const contact = await store.contacts.byPhone(phone)
    const [conversation] = contact ? await store.conversations.byContact(contact.id) : []
    return conversation ? store.messages.list(conversation.id, { limit: 200 }) : []
  }

  const stop = async () => {
    const ending = running
    running = null
    await ending?.app.stop()
    await ending?.close()
  }

  return {
    whatsapp,
    files,
    store,
    app: () => current().app,
    words: () => current().parts.content,
    start: async ({ connects = true, options = {} } = {}) => {
      const { parts, close } = await buildParts(
        config,
        { clock: systemClock, newId: createIds(systemClock), log, packageRoot },
        {
          version: 'test',
          progress: () => undefined,
          whatsapp: {
            ...hurried,
            media: { testHosts: [files.host], timeoutMs: 20_000 },
            ...options,
          },
        },
      )
      const app = createApp({ ...parts, channels: parts.channels.map(announced) })
      running = { app, parts, close }
      await app.start()
      if (connects) await states.first(({ status }) => status === 'open', withinMs)
    },
    stop,
    state: () => channel().state(),
    is: (status) => states.first((state) => state.status === status, withinMs),
    tickets: async (phone) => {
      const contact = await store.contacts.byPhone(phone)
      return contact ? store.tickets.latestOfContact(contact.id, 20) : []
    },
    transcript,
    records: async (phone, predicate) => {
      const deadline = Date.now() + withinMs
      for (;;) {
        const messages = await transcript(phone)
        if (predicate(messages)) return messages
        if (Date.now() > deadline) throw new Error(`no such transcript within ${withinMs} ms`)
        await pause(lookAgainMs)
      }
    },
    end: async () => {
      await stop()
      await database.dropAndClose()
      await files.stop()
      await whatsapp.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
