import { join } from 'node:path'
import { createApp, type App } from '../../src/app.js'
import { createSimulatorChannel } from '../../src/channels/simulator/simulator-channel.js'
import type { Contact } from '../../src/domain/contact.js'
import type { Message } from '../../src/domain/message.js'
import type { Ticket } from '../../src/domain/ticket.js'
import { createIds } from '../../src/lib/ids.js'
import { createLogger } from '../../src/logger.js'
import { loadClassifier, loadWords, type Parts } from '../../src/parts.js'
import type { Store } from '../../src/store/store.js'
import { testDatabase, type TestDatabase } from './database.js'
import { createFakeClock, type FakeClock } from './fake-clock.js'
import { spellingHere } from './spelling-here.js'

export type Chat = {
  /** Writes as the customer; resolves when everything that follows from it was done. */
  says: (text: string, id?: string) => Promise<void>
  sends: (file: {
    mimeType: string
    fileName?: string
    caption?: string
    voice?: boolean
  }) => Promise<void>
  calls: () => Promise<void>
  /** What the customer's phone got since the last call, in order. */
  heard: () => Promise<string[]>
  /** Invites this customer to the preventive survey, as `campaign send` does. */
  isInvited: (product?: 'tv' | 'movil', name?: string) => Promise<void>
  /** Writes down something we know of the customer. */
  isKnown: (facts: Partial<Contact>) => Promise<void>
  tickets: () => Promise<Ticket[]>
  contact: () => Promise<Contact>
  transcript: () => Promise<Message[]>
}

export type House = {
  app: App
  store: Store
  /** Where another process would find it. */
  database: Pick<TestDatabase, 'uri' | 'database' | 'openAnother'>
  clock: FakeClock
  texts: Parts['content']['texts']
  parts: Parts
  customer: (phone?: string) => Chat
  stop: () => Promise<void>
}

const root = join(import.meta.dirname, '..', '..')
/** Where the build keeps the model that it trained. */
const models = join(root, '.models')

const noPasswords: Parts['passwords'] = {
  hash: (password) => Promise.resolve(`plain:${password}`),
  verify: (hash, password) => Promise.resolve(hash === `plain:${password}`),
}

type HouseOptions = {
  /** As another process on that house's database, with its clock; stopped before it. */
  beside?: House
  /** Bought otherwise. */
  change?: (parts: Parts) => Partial<Parts>
  /** With the work that repeats, by the real clock. */
  timers?: boolean
}

/** A fresh database, or another connection to that of a house, which drops it itself. */
const openDatabase = async (beside: House | undefined) => {
  if (beside) {
    const { database } = beside
    return { database, store: await database.openAnother(), close: () => Promise.resolve() }
  }
  const database = await testDatabase()
  return { database, store: database.store, close: database.dropAndClose }
}

/** The whole app with a clock of its own, on a fresh database; customers write through the simulator channel. */
export const startHouse = async ({
  beside,
  change,
  timers = false,
}: HouseOptions = {}): Promise<House> => {
  const clock = beside?.clock ?? createFakeClock()
  const newId = createIds(clock)
  const log = createLogger({ level: 'silent', write: () => undefined })
  const { database, store, close } = await openDatabase(beside)
  const words = await loadWords(root)
  const classifier = await loadClassifier(words, { cacheDirectory: models })
  const { channel, face } = createSimulatorChannel({
    phones: store.simulatorPhones,
    saveMedia: async ({ bytes, mimeType, fileName }) => {
      const id = newId()
      await store.media.insert({ id, mimeType, bytes, fileName, createdAt: clock.now() })
      return { mediaId: id }
    },
    authorOf: async (account, providerId) =>
      (await store.messages.byProviderId(account, providerId))?.author ?? null,
    clock,
    newId,
    log,
  })
  const usual: Parts = {
    store,
    channels: [{ channel, link: null, unlink: null }],
    simulator: face,
    classifier,
    spelling: spellingHere(),
    content: words,
    passwords: noPasswords,
    demo: null,
    campaignSender: { channel: 'simulator', account: 'simulator', perMinute: null },
    clock,
    newId,
    random: () => 0.5,
    wait: () => Promise.resolve(),
    log,
    apiOptions: {
      version: 'test',
      secure: false,
      origins: [],
      trustProxy: false,
      consoleFolder: null,
    },
  }
  const parts = { ...usual, ...change?.(usual) }
  const app = createApp(parts)
  await app.start({ timers })
  return {
    app,
    store,
    database,
    clock,
    texts: words.texts,
    parts,
    customer: (phone = '+593987650001') => createChat({ app, store, newId, clock, face, phone }),
    stop: async () => {
      await app.stop()
      await close()
    },
  }
}

type ChatDeps = Pick<House, 'app' | 'store' | 'clock'> & {
  newId: () => string
  face: NonNullable<Parts['simulator']>
  phone: string
}

const createChat = ({ app, store, newId, clock, face, phone }: ChatDeps): Chat => {
  let heardUpTo = 0
  const known = async (): Promise<Contact> => {
    const found = await store.contacts.byPhone(phone)
    if (!found) throw new Error('this customer never wrote')
    return found
  }
  return {
    says: async (text, id) => {
      await face.post(phone, { text }, id)
      await app.settle()
    },
    sends: async ({ mimeType, ...rest }) => {
      await face.post(phone, { media: { bytes: Buffer.from('file'), mimeType, ...rest } })
      await app.settle()
    },
    calls: async () => {
      await face.call(phone)
      await app.settle()
    },
    heard: async () => {
      const { messages } = await face.list(phone, heardUpTo)
      heardUpTo = messages.at(-1)?.seq ?? heardUpTo
      return messages.flatMap(({ author, content }) =>
        author === 'contact' ? [] : [content.kind === 'text' ? content.text : `[${content.kind}]`],
      )
    },
    isInvited: async (product = 'tv', name = 'Juan Pérez') => {
      await app.campaigns.send({
        definitionId: 'preventive-survey',
        recipients: [{ phone, name, product }],
        startedBy: 'test',
      })
      await app.settle()
    },
    isKnown: async (facts) => {
      const existing = await store.contacts.byPhone(phone)
      const blank: Contact = {
        id: newId(),
        phone,
        lid: null,
        name: null,
        language: null,
        nationalId: null,
        services: [],
        optedOutAt: null,
        wrongNumberAt: null,
        createdAt: clock.now(),
      }
      if (existing) await store.contacts.update(existing.id, facts)
      else await store.contacts.insert({ ...blank, ...facts })
    },
    tickets: async () => store.tickets.latestOfContact((await known()).id, 20),
    contact: known,
    transcript: async () => {
      const [conversation] = await store.conversations.byContact((await known()).id)
      return conversation ? store.messages.list(conversation.id, { limit: 200 }) : []
    },
  }
}
