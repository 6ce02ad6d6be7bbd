import { BufferJSON } from '@whiskeysockets/baileys'
import { createBaileysChannel } from '../../../src/channels/baileys/baileys-channel.js'
import type { LinkedBaileys } from '../../../src/channels/baileys/baileys-channel.js'
import type { BaileysDeps, BaileysOptions } from '../../../src/channels/baileys/options.js'
import type {
  ChannelHandlers,
  ConnectionState,
  OutboundContent,
} from '../../../src/channels/channel.js'
import type {
  InboundChange,
  InboundMessage,
  OwnDeviceMessage,
  Receipt,
} from '../../../src/domain/inbound.js'
import type { Leases } from '../../../src/lib/lease.js'
import { silentLog } from '../../../src/lib/log.js'
import { createMemoryDocuments } from '../../support/whatsapp/memory-documents.js'
import type { MemoryDocuments } from '../../support/whatsapp/memory-documents.js'
import type { WhatsappServer } from '../../support/whatsapp/server.js'
import { createWaitingRoom } from '../../support/whatsapp/waiting-room.js'
import type { WaitingRoom } from '../../support/whatsapp/waiting-room.js'

type List<T> = { items: T[] } & WaitingRoom<T>

const createList = <T>(): List<T> => {
  const items: T[] = []
  return { items, ...createWaitingRoom(() => items) }
}

type Recorder = {
  received: List<InboundMessage>
  changes: List<InboundChange>
  own: List<OwnDeviceMessage>
  receipts: List<Receipt>
  states: List<ConnectionState>
  presences: List<{ chat: string; typing: boolean }>
}

export type RunningChannel = Recorder &
  LinkedBaileys & {
    documents: MemoryDocuments
    media: Buffer[]
    /** Waits for a state, now or later. */
    is: (status: ConnectionState['status']) => Promise<ConnectionState>
  }

/** One process' leases: whoever holds a name keeps it until it is released. */
export const createMemoryLeases = (): Leases & { steal: (name: string) => void } => {
  const holders = new Map<string, string>()
  return {
    acquire: (name, holder) => {
      const current = holders.get(name) ?? holder
      holders.set(name, current)
      return Promise.resolve(current === holder ? 1 : null)
    },
    release: (name, holder) => {
      if (holders.get(name) === holder) holders.delete(name)
      return Promise.resolve()
    },
    steal: (name) => {
      holders.set(name, 'somebody else')
    },
  }
}

export type ChannelOverrides = Partial<Omit<BaileysDeps, 'options' | 'documents'>> & {
  documents?: MemoryDocuments
  options?: Partial<BaileysOptions>
  handlers?: Partial<ChannelHandlers>
  /** False: nothing is linked yet. */
  linked?: boolean
  sent?: Map<string, OutboundContent>
}

const push = <T>(list: List<T>, item: T) => {
  list.items.push(item)
  list.changed()
}

const createHandlers = (recorder: Recorder): ChannelHandlers => {
  const record =
    <T>(list: List<T>) =>
    (item: T) => {
      push(list, item)
      return Promise.resolve()
    }
  return {
    receive: record(recorder.received),
    receiveChange: record(recorder.changes),
    receiveOwn: record(recorder.own),
    receipt: record(recorder.receipts),
    presence: record(recorder.presences),
    stateChanged: (state) => push(recorder.states, state),
  }
}

/** The real channel against the test server, with handlers that only write down. Hurried: no backoff to speak of. */
export const startChannel = async (
  server: WhatsappServer,
  overrides: ChannelOverrides = {},
): Promise<RunningChannel> => {
  const {
    documents = createMemoryDocuments(),
    options,
    handlers,
    sent,
    linked,
    ...deps
  } = overrides
  const media: Buffer[] = []
  const recorder: Recorder = {
    received: createList(),
    changes: createList(),
    own: createList(),
    receipts: createList(),
    states: createList(),
    presences: createList(),
  }
  let ids = 0
  const fresh = linked !== false && documents.count('credentials') === 0
  const linkedChannel = createBaileysChannel({
    account: 'main',
    documents,
    leases: createMemoryLeases(),
    saveMedia: ({ bytes }) => {
      media.push(bytes)
      return Promise.resolve({ mediaId: `media-${media.length}` })
    },
    findSent: ({ providerId }) => Promise.resolve(sent?.get(providerId) ?? null),
    clock: { now: () => new Date() },
    newId: () => `id-${++ids}-${Math.random()}`,
    random: () => 0,
    log: silentLog,
    ...deps,
    options: {
      webSocketUrl: server.url,
      credentials: fresh ? JSON.stringify(server.credentials(), BufferJSON.replacer) : null,
      pairingPhone: null,
      pacing: null,
      ackTimeoutMs: 60_000,
      ...options,
      timing: { backoff: { baseMs: 20, capMs: 50 }, drainMs: 100, ...options?.timing },
    },
  })
  await linkedChannel.channel.start({ ...createHandlers(recorder), ...handlers })
  return {
    ...recorder,
    ...linkedChannel,
    documents,
    media,
    is: (status) => recorder.states.first((state) => state.status === status),
  }
}

/** A channel that is logged in and has its backlog. */
export const startOpenChannel = async (
  server: WhatsappServer,
  overrides: ChannelOverrides = {},
): Promise<RunningChannel> => {
  const channel = await startChannel(server, overrides)
  await channel.is('open')
  await server.connected()
  return channel
}
