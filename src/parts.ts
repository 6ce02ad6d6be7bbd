import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { BaileysOptions } from './channels/baileys/options.js'
import type { Channel, FindSent, SaveMedia } from './channels/channel.js'
import type { SimulatorFace } from './channels/simulator/simulator-face.js'
import type { BaileysConfig, Config } from './config.js'
import { loadContent } from './content/load-content.js'
import { loadDemoCustomers } from './content/load-demo.js'
import { wordsOf, type Words } from './content/words.js'
import type { DemoCustomer } from './domain/demo.js'
import { outboundContentOf } from './domain/outbound-content.js'
import { systemClock, type Clock } from './lib/clock.js'
import { createIds, type NewId } from './lib/ids.js'
import type { Logger } from './logger.js'
import type { Classifier, IntentCorpus, RetrainableClassifier } from './nlu/classifier.js'
import type { Spelling } from './spelling/spelling.js'
import type { Store } from './store/store.js'

/** `hash` makes a PHC string; `verify` is false for a wrong password. Both are slow on purpose. */
export type Passwords = {
  hash: (password: string) => Promise<string>
  verify: (hash: string, password: string) => Promise<boolean>
}

/** How browsers reach us. */
export type WebOptions = {
  version: string
  secure: boolean
  origins: readonly string[]
  trustProxy: boolean | number
  consoleFolder: string | null
}

/** A channel and what an admin may do with its link; null where there is nothing to link. */
export type LinkedChannel = {
  channel: Channel
  link: ((request: { phone: string | null }) => Promise<void>) | null
  unlink: (() => Promise<void>) | null
}

/** Everything bought from outside; `createApp` builds the rooms from it. */
export type Parts = {
  store: Store
  channels: readonly LinkedChannel[]
  simulator: SimulatorFace | null
  classifier: Classifier
  /** The same with what operators do to it, and the corpus as it lies on disk now; without it nothing new is learned. */
  model?: { classifier: RetrainableClassifier; readCorpus: () => Promise<IntentCorpus> }
  spelling: Spelling
  content: Words
  passwords: Passwords
  /** Made-up customers for an empty database; null where campaigns reach real phones or nobody wants them. */
  demo: readonly DemoCustomer[] | null
  campaignSender: { channel: string; account: string; perMinute: number | null }
  clock: Clock
  newId: NewId
  random: () => number
  /** Waits that many ms; cut short when the process stops. */
  wait: (ms: number) => Promise<void>
  log: Logger
  apiOptions: WebOptions
}

export type Basics = {
  clock: Clock
  newId: NewId
  log: Logger
  /** Where `conversations/`, `intents/` and `console/dist` are. */
  packageRoot: string
}

export const systemBasics = (log: Logger, packageRoot: string): Basics => ({
  clock: systemClock,
  newId: createIds(systemClock),
  log,
  packageRoot,
})

/**
 * The database of the configuration: the one at MONGODB_URI, else the embedded server of the data directory. `own`: start that
 * one ourselves, never attach.
 */
export const openStorage = async (
  config: Config,
  { clock, newId, log }: Basics,
  { own = false }: { own?: boolean } = {},
): Promise<{ store: Store; close: () => Promise<void> }> => {
  const { openStore } = await import('./store/open-store.js')
  const common = { database: config.database.name, clock, newId, log: log.forRoom('store') }
  const { uri } = config.database
  if (uri) {
    const description = new URL(uri.replace(/^mongodb(\+srv)?:/, 'http:').split(',')[0] ?? '')
      .hostname
    const store = await openStore({ ...common, uri, description })
    return { store, close: store.close }
  }
  const { ownEmbedded, startEmbedded } = await import('./store/embedded/start-embedded.js')
  const start = own ? ownEmbedded : startEmbedded
  const database = await start(join(config.dataDirectory, 'mongodb'), log.forRoom('database'))
  try {
    const store = await openStore({
      ...common,
      uri: database.uri,
      description: `embedded, ${config.dataDirectory}`,
      soleProcess: database.soleProcess,
    })
    const close = async (): Promise<void> => {
      await store.close()
      await database.stop()
    }
    return { store, close }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Loads and checks everything in `conversations/` and `intents/`. */
export const loadWords = async (
  packageRoot: string,
): Promise<Words & { corpus: Awaited<ReturnType<typeof loadContent>>['corpus'] }> => {
  const content = await loadContent(packageRoot)
  return { ...wordsOf(content), corpus: content.corpus }
}

/** The classifier of the corpus, from its cache under the data directory when the corpus is the same. */
export const loadClassifier = async (
  words: Awaited<ReturnType<typeof loadWords>>,
  options: { cacheDirectory: string | null; log?: (line: string) => void },
): Promise<RetrainableClassifier> => {
  const { createNlpjsClassifier } = await import('./nlu/nlpjs-classifier.js')
  return createNlpjsClassifier({ corpus: words.corpus, ...options })
}

const buildSpelling = async (log: Logger): Promise<Spelling> => {
  const { createSpellingThread } = await import('./spelling/spelling-thread.js')
  return createSpellingThread(log.forRoom('spelling'))
}

/** argon2id with OWASP's parameters; two at a time, so that a flood of logins does not take the machine. */
export const createPasswords = async (): Promise<Passwords> => {
  const argon2 = await import('@node-rs/argon2')
  const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
  return {
    hash: (password) => argon2.hash(password, options),
    verify: (hash, password) => argon2.verify(hash, password),
  }
}

const saveMediaIn =
  (store: Store, { clock, newId }: Basics): SaveMedia =>
  async ({ bytes, mimeType, fileName }) => {
    const id = newId()
    await store.media.insert({ id, mimeType, bytes, fileName, createdAt: clock.now() })
    return { mediaId: id }
  }

const buildSimulator = async (
  store: Store,
  basics: Basics,
): Promise<{ channel: LinkedChannel; face: SimulatorFace }> => {
  const { createSimulatorChannel } = await import('./channels/simulator/simulator-channel.js')
  const { channel, face } = createSimulatorChannel({
    phones: store.simulatorPhones,
    saveMedia: saveMediaIn(store, basics),
    authorOf: async (account, providerId) =>
      (await store.messages.byProviderId(account, providerId))?.author ?? null,
    clock: basics.clock,
    newId: basics.newId,
    log: basics.log.forRoom('simulator'),
  })
  return { channel: { channel, link: null, unlink: null }, face }
}

const findSentIn =
  (store: Store): FindSent =>
  async ({ account, providerId }) => {
    const message = await store.messages.byProviderId(account, providerId)
    return message ? outboundContentOf(message.content, store.media.byId) : null
  }

const buildBaileys = async (
  config: BaileysConfig,
  store: Store,
  basics: Basics,
  options: Partial<BaileysOptions> = {},
): Promise<LinkedChannel> => {
  const { createBaileysChannel } = await import('./channels/baileys/baileys-channel.js')
  const credentials = config.credentialsFile ? await readFile(config.credentialsFile, 'utf8') : null
  return createBaileysChannel({
    account: config.account,
    documents: store.keyedDocuments(`baileys/${config.account}`),
    leases: store.leases,
    saveMedia: saveMediaIn(store, basics),
    findSent: findSentIn(store),
    clock: basics.clock,
    newId: basics.newId,
    random: Math.random,
    log: basics.log.forRoom('whatsapp'),
    options: {
      webSocketUrl: config.webSocketUrl,
      credentials,
      pairingPhone: config.pairingPhone,
      pacing: config.pacing,
      ...options,
    },
  })
}

const apiOptions = (config: Config, packageRoot: string, version: string): WebOptions => ({
  version,
  secure: config.server.publicUrl?.startsWith('https:') ?? false,
  origins: config.server.publicUrl ? [config.server.publicUrl] : [],
  trustProxy: config.server.publicUrl ? 1 : false,
  consoleFolder: join(packageRoot, 'console', 'dist'),
})

const random = (): number => randomBytes(4).readUInt32BE() / 0x1_0000_0000

/** Buys everything the configuration asks for; only what is configured is loaded. */
export const buildParts = async (
  config: Config,
  basics: Basics,
  options: {
    version: string
    progress: (line: string) => void
    stopped?: AbortSignal
    /** Shorter times and local files, for tests. */
    whatsapp?: Partial<BaileysOptions>
    /** The server: it starts its embedded database itself, a command may attach to the server's. */
    ownDatabase?: boolean
  },
): Promise<{ parts: Parts; close: () => Promise<void> }> => {
  const words = await loadWords(basics.packageRoot)
  const classifier = await loadClassifier(words, {
    cacheDirectory: join(basics.packageRoot, '.models'),
    log: options.progress,
  })
  const { store, close } = await openStorage(config, basics, { own: options.ownDatabase ?? false })
  try {
    const simulator = config.simulator ? await buildSimulator(store, basics) : null
    const baileys = config.baileys
      ? await buildBaileys(config.baileys, store, basics, options.whatsapp)
      : null
    const parts: Parts = {
      store,
      channels: [simulator?.channel, baileys].filter(
        (channel) => channel !== undefined && channel !== null,
      ),
      simulator: simulator?.face ?? null,
      classifier,
      model: {
        classifier,
        readCorpus: async () => (await loadContent(basics.packageRoot)).corpus,
      },
      spelling: await buildSpelling(basics.log),
      content: words,
      passwords: await createPasswords(),
      demo:
        config.demo && config.campaignChannel === 'simulator'
          ? await loadDemoCustomers(basics.packageRoot)
          : null,
      campaignSender: campaignSender(config),
      clock: basics.clock,
      newId: basics.newId,
      random,
      wait: (ms) => delay(ms, undefined, { signal: options.stopped }).catch(() => undefined),
      log: basics.log,
      apiOptions: apiOptions(config, basics.packageRoot, options.version),
    }
    return { parts, close }
  } catch (error) {
    await close()
    throw error
  }
}

const campaignSender = (config: Config): Parts['campaignSender'] =>
  config.campaignChannel === 'baileys' && config.baileys
    ? {
        channel: 'baileys',
        account: config.baileys.account,
        perMinute: config.baileys.pacing?.perMinute ?? null,
      }
    : { channel: 'simulator', account: 'simulator', perMinute: null }
