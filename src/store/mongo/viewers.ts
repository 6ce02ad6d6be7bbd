import type { Viewer } from '../../domain/viewer.js'
import type { Viewers } from '../workspace-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

export const viewersCollection = defineCollection<Viewer>('viewers', {
  ticketId: String,
  agentId: String,
  typing: Boolean,
  until: Date,
})

export const createViewers = (records: Records<Viewer>): Viewers => ({
  ofTicket: (ticketId, now) => records.many({ ticketId, until: where({ $gt: now }) }),
  byId: (id) => records.one({ _id: id }),
  put: async ({ id, ...viewer }) => {
    await records.ensure({ _id: id }, { $set: viewer })
  },
  remove: (id) => records.remove({ _id: id }),
})
