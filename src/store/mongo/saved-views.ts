import { Schema } from 'mongoose'
import type { SavedView } from '../../domain/saved-view.js'
import type { SavedViews } from '../workspace-collections.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const savedViewsCollection = defineCollection<SavedView>('savedViews', {
  ownerId: String,
  shared: Boolean,
  name: String,
  filter: Schema.Types.Mixed,
  createdAt: Date,
  updatedAt: Date,
})

const byName = { sort: { name: 1, _id: 1 } } as const

export const createSavedViews = (records: Records<SavedView>): SavedViews => ({
  byId: (id) => records.one({ _id: id }),
  ofOwner: (ownerId) => records.many({ ownerId }, byName),
  shared: () => records.many({ shared: true }, byName),
  insert: ({ id, ...view }) => records.insert([{ _id: id, ...view }]),
  update: (id, changes) => records.update(id, { $set: changes }),
  remove: async (id) => {
    await records.remove({ _id: id })
  },
})
