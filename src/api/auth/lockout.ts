import { createHash } from 'node:crypto'
import type { Clock } from '../../lib/clock.js'
import type { ApiRecords } from '../records.js'

export type LockoutPolicy = {
  /** What is counted: an account, or an address. */
  of: 'account' | 'address'
  failures: number
  windowMs: number
  lockMs: number
}

export type Lockout = {
  /** Milliseconds until this key may try again; 0 when it may now. */
  lockedFor: (key: string) => Promise<number>
  /** Counts a try before its outcome is known; answers as `lockedFor` when it is one too many. */
  enter: (key: string) => Promise<number>
  clear: (key: string) => Promise<void>
}

/** The store need not know who tried. */
const digest = (of: string, key: string): string =>
  createHash('sha256').update(`${of}\n${key}`).digest('hex')

/**
 * Counts tries per key and closes the door for a while after too many, for every process and over restarts. Tries at a closed door
 * do not prolong it, so the owner gets in again when the time is over whatever an attacker does (security.md 3).
 */
export const createLockout = (
  { records, clock }: { records: Pick<ApiRecords, 'signInDoor'>; clock: Clock },
  { of, failures, windowMs, lockMs }: LockoutPolicy,
): Lockout => {
  const { signInDoor } = records
  const later = (now: Date, ms: number) => new Date(now.getTime() + ms)
  const left = (endsAt: Date, now: Date) => Math.max(0, endsAt.getTime() - now.getTime())

  return {
    lockedFor: async (key) => {
      const found = await signInDoor.byId(digest(of, key))
      return found?.locked ? left(found.endsAt, clock.now()) : 0
    },
    enter: async (key) => {
      const now = clock.now()
      const id = digest(of, key)
      const counted = await signInDoor.count(id, now, later(now, windowMs))
      if (counted.locked) return left(counted.endsAt, now)
      if (counted.failures === failures) await signInDoor.lock(id, now, later(now, lockMs))
      // Came in beside the last one that was allowed, before the door was closed.
      return counted.failures > failures ? lockMs : 0
    },
    clear: (key) => signInDoor.remove(digest(of, key)),
  }
}
