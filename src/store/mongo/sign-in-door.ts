import type { SignInAttempts } from '../../domain/records.js'
import { systemClock } from '../../lib/clock.js'
import type { SignInDoor } from '../people-collections.js'
import { defineCollection } from './collection.js'
import { isConflict } from './errors.js'
import { where } from './records.js'
import type { Records } from './records.js'

/** `removeAt` is in the database's own time, which its TTL thread goes by; who reads goes by `endsAt`. */
type Internal = { removeAt: Date }

export const signInDoorCollection = defineCollection<SignInAttempts, Internal>(
  'signInDoor',
  { failures: Number, locked: Boolean, endsAt: Date },
  { removeAt: Date },
)

const removal = (now: Date, endsAt: Date) =>
  new Date(systemClock.now().getTime() + endsAt.getTime() - now.getTime())

export const createSignInDoor = (records: Records<SignInAttempts, Internal>): SignInDoor => {
  const count: SignInDoor['count'] = async (id, now, windowEndsAt) => {
    const running = { _id: id, endsAt: where({ $gt: now }) }
    const counted = await records.change(running, { $inc: { failures: 1 } })
    if (counted !== null) return counted
    const fresh = {
      failures: 1,
      locked: false,
      endsAt: windowEndsAt,
      removeAt: removal(now, windowEndsAt),
    }
    const over = { _id: id, endsAt: where({ $lte: now }) }
    const begun = await records.change(over, { $set: fresh })
    if (begun !== null) return begun
    try {
      await records.insert([{ _id: id, ...fresh }])
      return { id, failures: 1, locked: false, endsAt: windowEndsAt }
    } catch (error) {
      // Somebody else was the first of this window: one more in it.
      if (isConflict(error)) return count(id, now, windowEndsAt)
      throw error
    }
  }
  return {
    byId: (id) => records.one({ _id: id }),
    count,
    lock: async (id, now, until) => {
      const closed = { locked: true, endsAt: until, removeAt: removal(now, until) }
      await records.set({ _id: id, locked: false }, { $set: closed })
    },
    remove: async (id) => {
      await records.remove({ _id: id })
    },
  }
}
