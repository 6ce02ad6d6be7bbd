import type { CacheStore, WASocket } from '@whiskeysockets/baileys'
import type { Channel, ChannelHandlers } from '../channel.js'
import { createAccountStorage } from './account-storage.js'
import type { AccountStorage } from './account-storage.js'
import { createAcknowledgements } from './acknowledgements.js'
import type { Acknowledgements } from './acknowledgements.js'
import { archiveCredentials, assertCredentialsReadable } from './auth-state.js'
import { createDeviceCache, openRetryCounter } from './caches.js'
import { createCallHandler } from './calls.js'
import { createChatActions } from './chat-actions.js'
import { createConnection, usualTiming } from './connection.js'
import type { Connection } from './connection.js'
import { chatOf, createInbound } from './inbound.js'
import type { Inbound } from './inbound.js'
import { requestPairingCode } from './link.js'
import { listen } from './listen.js'
import type { SocketListener } from './listen.js'
import { usualMediaLimits } from './media-download.js'
import { openSocket } from './open-socket.js'
import type { BaileysDeps } from './options.js'
import { createPresenceReporter } from './presence.js'
import { createReceiptReporter, stageOfAck, stageOfReceipt } from './receipts.js'
import { receiveMedia } from './receive-media.js'
import { createTakeover } from './takeover.js'
import type { Takeover } from './takeover.js'
import { createWriteAhead } from './write-ahead.js'
import type { WriteAhead } from './write-ahead.js'

/** One account from start to stop. */
export type AccountRun = Pick<Channel, 'send' | 'setTyping' | 'markRead' | 'state'> & {
  start: () => void
  stop: () => Promise<void>
  /** Tells the phone that this device leaves; without a connection there is nobody to tell. */
  logOut: () => Promise<void>
}

type Run = {
  deps: BaileysDeps
  channel: { channel: string; account: string }
  handlers: ChannelHandlers
  pairingPhone: () => string | null
}

type Parts = {
  storage: AccountStorage
  inbound: Inbound
  writeAhead: WriteAhead
  takeover: Takeover
  acknowledgements: Acknowledgements
  retryCounter: CacheStore
}

const usualAckTimeoutMs = 15_000
const usualQueryTimeoutMs = 10_000
const usualKeepAliveMs = 10_000

const createParts = async (run: Run, drop: () => void): Promise<Parts> => {
  const { deps, channel, handlers } = run
  const { documents, clock, log } = deps
  const storage = createAccountStorage(deps, drop)
  const limits = { ...usualMediaLimits, ...deps.options.media }
  const inbound = createInbound({
    channel,
    handlers,
    sentByUs: async (providerId) =>
      (await deps.findSent({ account: deps.account, providerId })) !== null,
    receiveMedia: (media) => receiveMedia(media, { saveMedia: deps.saveMedia, limits, log }),
    random: deps.random,
    log,
  })
  const writeAhead: WriteAhead = createWriteAhead({
    documents,
    write: storage.write,
    clock,
    identify: (attrs) => {
      const { jid, alternative } = chatOf(attrs)
      return storage.addressBook.identify(jid, alternative)
    },
    onArrival: (arrival) => takeover.takeArrival(arrival),
  })
  const { addressBook, isOwn } = storage
  const takeover = createTakeover({ inbound, remove: writeAhead.remove, addressBook, isOwn, log })
  const acknowledgements = createAcknowledgements()
  const retryCounter = await openRetryCounter(documents, log)
  return { storage, inbound, writeAhead, takeover, acknowledgements, retryCounter }
}

const createListener = (run: Run, parts: Parts): Omit<SocketListener, 'onCredentials'> => {
  const { handlers, channel } = run
  const { clock, log } = run.deps
  const { storage, inbound, takeover, acknowledgements } = parts
  const reportFailure = () => log.warn({}, 'something from WhatsApp could not be recorded')
  const report = createReceiptReporter(channel, (receipt) => {
    handlers.receipt(receipt).catch(reportFailure)
  })
  const { addressBook } = storage
  const takeCalls = createCallHandler({ addressBook, inbound, log })
  const reportPresence = createPresenceReporter({ addressBook, channel, handlers })
  return {
    onAck: (ack) => {
      if (!acknowledgements.settle(ack)) report(stageOfAck(ack, clock.now()))
    },
    onReceipt: (receipt) => report(stageOfReceipt(receipt, clock.now())),
    onCalls: (socket, calls) => void takeCalls(socket, calls).catch(reportFailure),
    onMessage: (message, late) => void takeover.takeEmitted(message, late).catch(reportFailure),
    onUnreadable: (message, late) =>
      void takeover.takeUnreadable(message, late).catch(reportFailure),
    onPresence: (presence) => void reportPresence(presence).catch(reportFailure),
  }
}

/** Opens sockets for the connection, each with fresh keys and with what an earlier run left undone. */
const createOpener = (run: Run, parts: Parts): (() => Promise<WASocket>) => {
  const { deps } = run
  const { options, account, findSent, log } = deps
  const { storage, writeAhead, takeover, retryCounter } = parts
  const deviceCache = createDeviceCache()
  const listener = createListener(run, parts)
  return async () => {
    const auth = await storage.open()
    for (const arrival of await writeAhead.load()) takeover.takeArrival(arrival)
    const socket = openSocket({
      account,
      auth,
      writeAhead,
      deviceCache,
      retryCounter,
      findSent,
      log,
      webSocketUrl: options.webSocketUrl,
      version: options.version ?? null,
      queryTimeoutMs: options.queryTimeoutMs ?? usualQueryTimeoutMs,
      keepAliveMs: options.keepAliveMs ?? usualKeepAliveMs,
      uploadAgent: options.uploadAgent ?? null,
    })
    listen(socket, {
      ...listener,
      onCredentials: () => {
        auth.saveCredentials().catch(() => log.error({}, 'credentials could not be stored'))
      },
    })
    return socket
  }
}

const connectionOf = (run: Run, parts: Parts): Connection => {
  const { leases, newId, clock, random, log, account, documents, options } = run.deps
  return createConnection({
    openSocket: createOpener(run, parts),
    onClosed: parts.acknowledgements.cutAll,
    archive: () => archiveCredentials(documents, clock),
    requestPairingCode: async (socket) => {
      const phone = run.pairingPhone()
      return phone === null ? null : requestPairingCode(socket, phone, log)
    },
    stateChanged: run.handlers.stateChanged,
    leases,
    lease: { name: `baileys/${account}`, holder: newId() },
    timing: { ...usualTiming, ...options.timing },
    clock,
    random,
    log,
  })
}

/** Throws a DomainError when the stored credentials cannot be read. */
export const createAccountRun = async (run: Run): Promise<AccountRun> => {
  const { clock, log, options, documents } = run.deps
  await assertCredentialsReadable(documents)
  const parts = await createParts(run, () => connection.drop())
  const connection = connectionOf(run, parts)
  const { storage, inbound, acknowledgements } = parts
  const actions = createChatActions({
    socket: connection.open,
    addressBook: storage.addressBook,
    acknowledgements,
    ackTimeoutMs: options.ackTimeoutMs ?? usualAckTimeoutMs,
    // A local server in WhatsApp's place may close the connection at a request it does not know, as crabline does.
    watchTyping: options.webSocketUrl === null,
    clock,
    log,
  })
  return {
    ...actions,
    start: connection.start,
    state: connection.state,
    stop: async () => {
      const { drainMs } = { ...usualTiming, ...options.timing }
      await connection.stop()
      inbound.stop()
      await within(drainMs, inbound.idle())
      await within(drainMs, storage.settled())
    },
    logOut: async () => {
      await connection.open()?.logout()
    },
  }
}

/** A handler that hangs must not keep the process from stopping: what it did not take over is in the write-ahead log. */
const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, limit])
  clearTimeout(timer)
}
