import type { Agent } from '../../domain/agent.js'
import type { Agents } from '../people-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

export const agentsCollection = defineCollection<Agent>('agents', {
  email: String,
  name: String,
  role: String,
  passwordHash: String,
  disabledAt: Date,
  createdAt: Date,
  skills: [String],
  capacity: Number,
  language: String,
})

const lowered = <Change extends { email?: string }>(agent: Change): Change =>
  agent.email === undefined ? agent : { ...agent, email: agent.email.toLowerCase() }

export const createAgents = (records: Records<Agent>): Agents => ({
  byId: (id) => records.one({ _id: id }),
  byIds: (ids) => records.many({ _id: where({ $in: ids }) }),
  byEmail: (email) => records.one({ email: email.toLowerCase() }),
  insert: ({ id, ...agent }) => records.insert([{ _id: id, ...lowered(agent) }]),
  update: (id, changes) => records.update(id, { $set: lowered(changes) }),
  list: () => records.many({}, { sort: { _id: 1 } }),
  count: () => records.count({}),
})
