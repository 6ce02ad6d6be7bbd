import type { Session } from '../../domain/records.js'
import { systemClock } from '../../lib/clock.js'
import type { Sessions } from '../people-collections.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

type SessionRecord = Omit<Session, 'tokenHash'> & { id: string }

/** `removeAt` is in the database's own time, which its TTL thread goes by; who reads a session goes by `expiresAt`. */
type Internal = { removeAt: Date }

export const sessionsCollection = defineCollection<SessionRecord, Internal>(
  'sessions',
  { agentId: String, createdAt: Date, lastSeenAt: Date, expiresAt: Date },
  { removeAt: Date },
)

const toSession = ({ id, ...session }: SessionRecord): Session => ({ tokenHash: id, ...session })

export const createSessions = (records: Records<SessionRecord, Internal>): Sessions => ({
  byTokenHash: async (tokenHash) => {
    const found = await records.one({ _id: tokenHash })
    return found ? toSession(found) : null
  },
  insert: ({ tokenHash, ...session }) => {
    const lifetimeMs = session.expiresAt.getTime() - session.createdAt.getTime()
    const removeAt = new Date(systemClock.now().getTime() + lifetimeMs)
    return records.insert([{ _id: tokenHash, ...session, removeAt }])
  },
  touch: async (tokenHash, lastSeenAt) => {
    await records.set({ _id: tokenHash }, { $set: { lastSeenAt } })
  },
  remove: async (tokenHash) => {
    await records.remove({ _id: tokenHash })
  },
  removeOfAgent: async (agentId) => {
    await records.remove({ agentId })
  },
})
