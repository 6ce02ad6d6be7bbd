import type { WASocket } from '@whiskeysockets/baileys'
import type { Clock } from '../../lib/clock.js'

/** Watches over one socket after another: each has to open in time, and then to keep speaking. */
export type Liveness = {
  /** A new socket: it has `watchdogMs` to open. */
  watch: (socket: WASocket) => void
  opened: () => void
  /** Somebody has to find a phone first: nothing is late. */
  waitForPerson: () => void
  /** The person has acted: the socket has `watchdogMs` again. */
  resume: () => void
  stop: () => void
}

export const createLiveness = (deps: {
  watchdogMs: number
  silenceMs: number
  clock: Clock
  /** The socket did not open in time, or fell silent. */
  onDead: () => void
}): Liveness => {
  const { watchdogMs, silenceMs, clock, onDead } = deps
  let watchdog: NodeJS.Timeout | undefined
  let pulse: NodeJS.Timeout | undefined
  let lastFrameAt = 0

  const resume = () => {
    clearTimeout(watchdog)
    watchdog = setTimeout(onDead, watchdogMs)
  }
  const stop = () => {
    clearTimeout(watchdog)
    clearInterval(pulse)
  }
  return {
    watch: (socket) => {
      stop()
      resume()
      socket.ws.on('frame', () => {
        lastFrameAt = clock.now().getTime()
      })
    },
    opened: () => {
      stop()
      lastFrameAt = clock.now().getTime()
      pulse = setInterval(() => {
        if (clock.now().getTime() - lastFrameAt > silenceMs) onDead()
      }, silenceMs / 5)
    },
    waitForPerson: () => clearTimeout(watchdog),
    resume,
    stop,
  }
}
