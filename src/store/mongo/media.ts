import { mongo } from 'mongoose'
import { DomainError } from '../../domain/errors.js'
import type { StoredMedia } from '../../domain/records.js'
import type { Media } from '../store.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

/** A document of MongoDB holds 16 MiB; a little is left for the other fields. */
const maximumBytes = 16 * 1024 * 1024 - 16 * 1024

export const mediaCollection = defineCollection<StoredMedia>('media', {
  mimeType: String,
  bytes: Buffer,
  fileName: String,
  createdAt: Date,
})

const toBuffer = (bytes: unknown): Buffer => {
  if (bytes instanceof mongo.Binary) return Buffer.from(bytes.buffer.subarray(0, bytes.length()))
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
}

export const createMedia = (records: Records<StoredMedia>): Media => ({
  insert: async ({ id, ...media }) => {
    if (media.bytes.length > maximumBytes) {
      throw new DomainError('invalid', 'The file is larger than 16 MB.', {
        bytes: media.bytes.length,
      })
    }
    await records.insert([{ _id: id, ...media }])
  },
  byId: async (id) => {
    const media = await records.one({ _id: id })
    return media ? { ...media, bytes: toBuffer(media.bytes) } : null
  },
})
