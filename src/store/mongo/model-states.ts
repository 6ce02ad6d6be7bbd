import type { ModelState } from '../../domain/model-state.js'
import type { ModelStates } from '../training-collections.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const modelStatesCollection = defineCollection<ModelState>('modelStates', {
  live: String,
  previous: String,
  candidate: String,
  runId: String,
  version: Number,
  changedAt: Date,
})

export const createModelStates = (records: Records<ModelState>): ModelStates => ({
  byId: (code) => records.one({ _id: code }),
  insert: ({ id, ...state }) => records.insert([{ _id: id, ...state }]),
  replaceIf: (code, version, changes) =>
    records.change({ _id: code, version }, { $set: changes, $inc: { version: 1 } }),
})
