import { tagKey } from '../../domain/tag.js'
import type { Tag } from '../../domain/tag.js'
import type { Tags } from '../workspace-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

/** `key` carries the unique index: what people take for one name is one. */
type Internal = { key: string }

export const tagsCollection = defineCollection<Tag, Internal>(
  'tags',
  { name: String, colour: String, createdAt: Date, archivedAt: Date },
  { key: String },
)

const keyOf = (name: string | undefined) => (name === undefined ? {} : { key: tagKey(name) })

export const createTags = (records: Records<Tag, Internal>): Tags => ({
  list: () => records.many({}, { sort: { key: 1 } }),
  byIds: (ids) => records.many({ _id: where({ $in: ids }) }),
  insert: ({ id, ...tag }) => records.insert([{ _id: id, ...tag, key: tagKey(tag.name) }]),
  change: (id, changes) =>
    records.change({ _id: id }, { $set: { ...changes, ...keyOf(changes.name) } }),
})
