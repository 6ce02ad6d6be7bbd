import type { Presence, PresenceChoice } from '../../domain/presence.js'
import type { Presences } from '../desk-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

export const presencesCollection = defineCollection<Presence>('presences', {
  choice: String,
  chosenAt: Date,
  connectedUntil: Date,
  assignedAt: Date,
})

const never = new Date(0)

export const createPresences = (records: Records<Presence>): Presences => ({
  byId: (id) => records.one({ _id: id }),
  list: () => records.many({}, { sort: { _id: 1 } }),
  renew: async (agentIds, now, until) => {
    if (agentIds.length === 0) return []
    const known = await records.many({ _id: where({ $in: agentIds }) })
    const connected = new Set(
      known.filter(({ connectedUntil }) => connectedUntil > now).map(({ id }) => id),
    )
    const born = { choice: 'online', chosenAt: now, assignedAt: null, connectedUntil: never }
    await records.bulk(
      agentIds.map((id) => ({
        updateOne: { filter: { _id: id }, update: { $setOnInsert: born }, upsert: true },
      })),
    )
    await records.setMany(
      { _id: where({ $in: agentIds }), connectedUntil: where({ $lt: until }) },
      { $set: { connectedUntil: until } },
    )
    return agentIds.filter((id) => !connected.has(id))
  },
  choose: (id, choice: PresenceChoice, at) =>
    records.ensure(
      { _id: id },
      {
        $set: { choice, chosenAt: at },
        $setOnInsert: { connectedUntil: never, assignedAt: null },
      },
    ),
  noteAssigned: async (id, at) => {
    await records.set({ _id: id }, { $set: { assignedAt: at } })
  },
})
