import { createHash } from 'node:crypto'
import { DomainError } from '../../domain/errors.js'
import type { StoredMedia } from '../../domain/records.js'
import type { Media } from '../store.js'
import { binaryBuffer } from './binary-buffer.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

/** A document of MongoDB holds 16 MiB; a little is left for the other fields. */
const maximumBytes = 16 * 1024 * 1024 - 16 * 1024

/** `sha256` knows a piece again that comes back as an upload; only of those that may not be passed on. */
type Internal = { sha256: string }

export const mediaCollection = defineCollection<StoredMedia, Internal>(
  'media',
  { mimeType: String, bytes: Buffer, fileName: String, createdAt: Date, referenceOnly: Boolean },
  { sha256: String },
)

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

export const createMedia = (records: Records<StoredMedia, Internal>): Media => ({
  insert: async ({ id, ...media }) => {
    if (media.bytes.length > maximumBytes) {
      throw new DomainError('invalid', 'The file is larger than 16 MB.', {
        bytes: media.bytes.length,
      })
    }
    const known = media.referenceOnly ? { sha256: digest(media.bytes) } : {}
    await records.insert([{ _id: id, ...media, ...known }])
  },
  isReferenceOnly: async (bytes) =>
    (
      await records.pick(
        { sha256: where({ $eq: digest(bytes), $type: 'string' }) },
        { fields: ['_id'], limit: 1 },
      )
    ).length > 0,
  byId: async (id) => {
    const found = await records.one({ _id: id })
    if (found === null) return null
    const { referenceOnly, ...media } = found
    return {
      ...media,
      bytes: binaryBuffer(media.bytes),
      ...(referenceOnly ? { referenceOnly } : {}),
    }
  },
})
