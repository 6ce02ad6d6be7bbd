import type { ConnectionState as BaileysUpdate, WASocket } from '@whiskeysockets/baileys'
import type { Clock } from '../../lib/clock.js'
import type { Leases } from '../../lib/lease.js'
import type { Log } from '../../lib/log.js'
import type { ConnectionState } from '../channel.js'
import { backoffMs, reactionTo, usualBackoff } from './disconnects.js'
import type { Backoff, Reaction } from './disconnects.js'
import { createLiveness } from './liveness.js'
import type { Liveness } from './liveness.js'

export type Timing = {
  backoff: Backoff
  /** A socket that is not open by then is given up (an HTTP error on the upgrade closes nothing). */
  watchdogMs: number
  /** Without a frame for this long the link is dead, whatever the socket says. */
  silenceMs: number
  leaseTtlMs: number
  /** How long a stop waits for handlers that are still at work. */
  drainMs: number
}

export const usualTiming: Timing = {
  backoff: usualBackoff,
  watchdogMs: 60_000,
  silenceMs: 25_000,
  leaseTtlMs: 30_000,
  drainMs: 5_000,
}

export type Connection = {
  start: () => void
  stop: () => Promise<void>
  state: () => ConnectionState
  /** The socket while it is logged in. */
  open: () => WASocket | null
  /** Gives the connection up as if it had been lost. */
  drop: () => void
}

export type ConnectionDeps = {
  /** Opens a socket; called once per attempt. */
  openSocket: () => Promise<WASocket>
  /** A socket of ours is gone: nothing it owed will come. */
  onClosed: () => void
  /** The number was unlinked. */
  archive: () => Promise<void>
  /** A pairing code to show beside the QR, or null. */
  requestPairingCode: (socket: WASocket) => Promise<string | null>
  stateChanged: (state: ConnectionState) => void
  leases: Leases
  lease: { name: string; holder: string }
  timing: Timing
  clock: Clock
  random: () => number
  log: Log
}

type Live = {
  state: ConnectionState
  socket: WASocket | null
  opened: boolean
  attempt: number
  running: boolean
  retryTimer: NodeJS.Timeout | undefined
  renewal: NodeJS.Timeout | undefined
  liveness: Liveness
}

/** So many internal errors in a row are no accident. */
const alarmingAttempts = 5
const silenceCode = 408

const codeOf = (update: Partial<BaileysUpdate>): number | null => {
  const error = update.lastDisconnect?.error as { output?: { statusCode?: number } } | undefined
  return error?.output?.statusCode ?? null
}

const enter = (live: Live, deps: ConnectionDeps, state: ConnectionState) => {
  live.state = state
  deps.stateChanged(state)
}

/** A peer that fell silent would never answer the closing handshake. */
const goodbyeMs = 1_000

/** Ends the socket for good: what it still emits is ignored, and its file descriptor is freed soon. */
const discardSocket = (live: Live, deps: ConnectionDeps) => {
  const { socket } = live
  live.liveness.stop()
  live.socket = null
  live.opened = false
  if (!socket) return
  const raw = (socket.ws as unknown as { socket: { terminate: () => void } | null }).socket
  const forced = setTimeout(() => raw?.terminate(), goodbyeMs)
  const ended = socket.end(undefined).catch(() => undefined)
  void ended.finally(() => clearTimeout(forced))
  deps.onClosed()
}

const retryLater = (live: Live, deps: ConnectionDeps, code: number | null, waitMs: number) => {
  const since = deps.clock.now()
  const nextAttemptAt = new Date(since.getTime() + waitMs)
  const { attempt } = live
  enter(live, deps, { status: 'reconnecting', since, attempt, nextAttemptAt, code })
  clearTimeout(live.retryTimer)
  live.retryTimer = setTimeout(() => void connect(live, deps), waitMs)
}

const releaseLease = ({ leases, lease }: ConnectionDeps) =>
  leases.release(lease.name, lease.holder).catch(() => undefined)

const halt = async (
  live: Live,
  deps: ConnectionDeps,
  code: number,
  reaction: Extract<Reaction, { kind: 'stop' }>,
) => {
  const { status, advice } = reaction
  live.running = false
  clearInterval(live.renewal)
  deps.log.error({ code, status }, 'WhatsApp ended the link: somebody has to act')
  if (reaction.archive) await deps.archive()
  await releaseLease(deps)
  enter(live, deps, { status, since: deps.clock.now(), code, advice })
}

const lose = (live: Live, deps: ConnectionDeps, code: number | null) => {
  if (!live.running) return
  discardSocket(live, deps)
  const reaction = reactionTo(code)
  if (reaction.kind === 'stop') {
    halt(live, deps, code ?? 0, reaction).catch(() => {
      deps.log.error({ code }, 'the end of the link could not be recorded')
    })
    return
  }
  live.attempt += 1
  const level = code === 500 && live.attempt > alarmingAttempts ? 'error' : 'info'
  deps.log[level]({ code, attempt: live.attempt }, 'the WhatsApp connection was lost')
  const atOnce = reaction.kind === 'restart'
  const waitMs = atOnce ? 0 : backoffMs(live.attempt, deps.random, deps.timing.backoff)
  retryLater(live, deps, code, waitMs)
}

const showLink = async (live: Live, deps: ConnectionDeps, socket: WASocket, qr: string) => {
  live.liveness.waitForPerson()
  const known = live.state.status === 'waiting-for-link' ? live.state.pairingCode : null
  const since = deps.clock.now()
  enter(live, deps, { status: 'waiting-for-link', since, qr, pairingCode: known })
  if (known !== null) return
  const pairingCode = await deps.requestPairingCode(socket)
  if (pairingCode === null || live.socket !== socket) return
  if (live.state.status === 'waiting-for-link') enter(live, deps, { ...live.state, pairingCode })
}

const follow = (live: Live, deps: ConnectionDeps, socket: WASocket) => {
  live.liveness.watch(socket)
  socket.ev.on('connection.update', (update) => {
    if (live.socket !== socket) return
    if (update.qr) void showLink(live, deps, socket, update.qr)
    if (update.isNewLogin) live.liveness.resume()
    if (update.connection === 'open') {
      live.liveness.opened()
      live.opened = true
      live.attempt = 0
      enter(live, deps, { status: 'open', since: deps.clock.now() })
    }
    if (update.connection === 'close') lose(live, deps, codeOf(update))
  })
}

const holdLease = async ({ leases, lease, timing }: ConnectionDeps): Promise<boolean> =>
  (await leases.acquire(lease.name, lease.holder, timing.leaseTtlMs)) !== null

const connect = async (live: Live, deps: ConnectionDeps) => {
  try {
    if (!(await holdLease(deps))) {
      if (live.running) retryLater(live, deps, null, deps.timing.leaseTtlMs / 3)
      return
    }
    const socket = await deps.openSocket()
    if (!live.running) {
      void socket.end(undefined)
      return
    }
    live.socket = socket
    if (live.attempt === 0) enter(live, deps, { status: 'connecting', since: deps.clock.now() })
    follow(live, deps, socket)
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown'
    deps.log.error({ reason }, 'could not connect to WhatsApp')
    lose(live, deps, null)
  }
}

/** Two connections with one identity throw each other out again and again: without the lease there is none. */
const renewLease = async (live: Live, deps: ConnectionDeps) => {
  const held = await holdLease(deps).catch(() => false)
  if (!held && live.socket) lose(live, deps, null)
}

/** Keeps one connection alive: a lease, one socket at a time, a reaction for every way it can end (channels.md, table). */
export const createConnection = (deps: ConnectionDeps): Connection => {
  const { clock, timing } = deps
  const live: Live = {
    state: { status: 'stopped', since: clock.now() },
    socket: null,
    opened: false,
    attempt: 0,
    running: false,
    retryTimer: undefined,
    renewal: undefined,
    liveness: createLiveness({
      watchdogMs: timing.watchdogMs,
      silenceMs: timing.silenceMs,
      clock,
      onDead: () => lose(live, deps, silenceCode),
    }),
  }
  return {
    start: () => {
      if (live.running) return
      live.running = true
      live.attempt = 0
      enter(live, deps, { status: 'starting', since: clock.now() })
      live.renewal = setInterval(() => void renewLease(live, deps), timing.leaseTtlMs / 3)
      void connect(live, deps)
    },
    stop: async () => {
      live.running = false
      clearTimeout(live.retryTimer)
      clearInterval(live.renewal)
      discardSocket(live, deps)
      await releaseLease(deps)
      enter(live, deps, { status: 'stopped', since: clock.now() })
    },
    state: () => live.state,
    open: () => (live.opened ? live.socket : null),
    drop: () => lose(live, deps, null),
  }
}
