import type { Agent } from 'node:https'
import {
  isJidBot,
  isJidBroadcast,
  isJidGroup,
  isJidMetaAI,
  isJidNewsletter,
  isJidStatusBroadcast,
  makeWASocket,
  proto,
} from '@whiskeysockets/baileys'
import type {
  CacheStore,
  PossiblyExtendedCacheStore,
  WASocket,
  WAVersion,
} from '@whiskeysockets/baileys'
import type { Log } from '../../lib/log.js'
import type { FindSent } from '../channel.js'
import type { AuthState } from './auth-state.js'
import { createBaileysLogger } from './baileys-logger.js'
import { outboundMessage } from './outbound-message.js'
import type { WriteAhead } from './write-ahead.js'

export type SocketDeps = {
  account: string
  auth: AuthState
  writeAhead: WriteAhead
  deviceCache: PossiblyExtendedCacheStore
  retryCounter: CacheStore
  findSent: FindSent
  log: Log
  webSocketUrl: string | null
  version: WAVersion | null
  queryTimeoutMs: number
  keepAliveMs: number
  uploadAgent: Agent | null
}

/** Everything that is not a chat with one person. */
const isNoPerson = (jid: string): boolean =>
  [
    isJidGroup(jid),
    isJidBroadcast(jid),
    isJidStatusBroadcast(jid),
    isJidNewsletter(jid),
    isJidBot(jid),
    isJidMetaAI(jid),
  ].some(Boolean)

/** A Baileys socket with the house's settings (channels.md b). It connects at once. */
export const openSocket = (deps: SocketDeps): WASocket => {
  const { auth, writeAhead, findSent, account } = deps
  const socket: WASocket = makeWASocket({
    auth: { creds: auth.creds, keys: auth.keys },
    logger: createBaileysLogger(deps.log),
    ...(deps.webSocketUrl !== null && { waWebSocketUrl: deps.webSocketUrl }),
    ...(deps.version !== null && { version: deps.version }),
    ...(deps.uploadAgent !== null && { fetchAgent: deps.uploadAgent }),
    // The owner's phone keeps ringing.
    markOnlineOnConnect: false,
    emitOwnEvents: false,
    syncFullHistory: false,
    shouldSyncHistoryMessage: ({ syncType }) =>
      Number(syncType) !== Number(proto.HistorySync.HistorySyncType.FULL),
    shouldIgnoreJid: isNoPerson,
    keepAliveIntervalMs: deps.keepAliveMs,
    defaultQueryTimeoutMs: deps.queryTimeoutMs,
    // At the usual 250 one sender's forty broken messages delay everybody by ten seconds.
    retryRequestDelayMs: 10,
    transactionOpts: { maxCommitRetries: 2, delayBetweenTriesMs: 100 },
    userDevicesCache: deps.deviceCache,
    msgRetryCounterCache: deps.retryCounter,
    // Baileys counts twice per repetition, also those that a crash cut short: at its usual 5 the third one never comes.
    maxMsgRetryCount: 12,
    makeSignalRepository: writeAhead.makeSignalRepository,
    getMessage: async ({ id }) => {
      const sent = id ? await findSent({ account, providerId: id }) : null
      return sent ? outboundMessage(sent, socket) : undefined
    },
  })
  writeAhead.attach(socket)
  return socket
}
