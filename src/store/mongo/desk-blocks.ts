import { Schema } from 'mongoose'
import type { DeskBlock } from '../../domain/desk-blocks.js'
import type { DeskBlocks } from '../desk-collections.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const deskBlocksCollection = defineCollection<DeskBlock>('deskBlocks', {
  value: Schema.Types.Mixed,
  version: Number,
  changedAt: Date,
  changedBy: String,
})

export const createDeskBlocks = (records: Records<DeskBlock>): DeskBlocks => ({
  list: () => records.many({}, { sort: { _id: 1 } }),
  byId: (id) => records.one({ _id: id }),
  replaceIf: async (version, { id, ...block }) => {
    if (version > 0) return (await records.set({ _id: id, version }, { $set: block })) === 1
    // Looked for first: after a duplicate key the whole transaction would be given up.
    if ((await records.one({ _id: id })) !== null) return false
    await records.insert([{ _id: id, ...block }])
    return true
  },
})
