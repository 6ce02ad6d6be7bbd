import type { Clock } from '../../lib/clock.js'

export type LockoutPolicy = { failures: number; windowMs: number; lockMs: number }

export type Lockout = {
  /** Milliseconds until this key may try again; 0 when it may now. */
  lockedFor: (key: string) => number
  fail: (key: string) => void
  clear: (key: string) => void
}

type Count = { failures: number; since: number; lockedUntil: number }

const keysKept = 10_000

/**
 * Counts failures per key (an account, an address) and closes the door for a while after too many. Tries at a closed door
 * do not count, so the owner gets in again when the time is over whatever an attacker does (security.md 3).
 */
export const createLockout = (clock: Clock, policy: LockoutPolicy): Lockout => {
  const counts = new Map<string, Count>()
  const nowMs = () => clock.now().getTime()

  const forgetOldest = () => {
    const oldest = counts.size > keysKept ? counts.keys().next() : undefined
    if (oldest && !oldest.done) counts.delete(oldest.value)
  }
  const current = (key: string): Count => {
    const count = counts.get(key)
    const now = nowMs()
    const stale =
      count === undefined ||
      (count.lockedUntil > 0 ? count.lockedUntil <= now : count.since + policy.windowMs <= now)
    return stale ? { failures: 0, since: now, lockedUntil: 0 } : count
  }

  return {
    lockedFor: (key) => Math.max(0, current(key).lockedUntil - nowMs()),
    fail: (key) => {
      const count = current(key)
      const failures = count.failures + 1
      const lockedUntil = failures >= policy.failures ? nowMs() + policy.lockMs : 0
      counts.delete(key)
      counts.set(key, { ...count, failures, lockedUntil })
      forgetOldest()
    },
    clear: (key) => {
      counts.delete(key)
    },
  }
}
