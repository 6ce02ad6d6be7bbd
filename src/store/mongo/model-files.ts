import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import type { ModelFiles } from '../training-collections.js'
import { binaryBuffer } from './binary-buffer.js'
import { defineCollection } from './collection.js'
import { isConflict } from './errors.js'
import { where } from './records.js'
import type { Records } from './records.js'

/** A document of MongoDB holds 16 MiB, a model may hold more: it lies in parts, `hash/0` to `hash/n`. */
const partBytes = 4 * 1024 * 1024

type ModelPart = {
  id: string
  hash: string
  number: number
  parts: number
  bytes: Buffer
  neededAt: Date
}

export const modelFilesCollection = defineCollection<ModelPart>('modelFiles', {
  hash: String,
  number: Number,
  parts: Number,
  bytes: Buffer,
  neededAt: Date,
})

const compress = promisify(deflate)
const expand = promisify(inflate)

const partsOf = (packed: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(packed.length / partBytes) }, (_, number) =>
    packed.subarray(number * partBytes, (number + 1) * partBytes),
  )

export const createModelFiles = (records: Records<ModelPart>): ModelFiles => ({
  save: async (hash, bytes, at) => {
    const pieces = partsOf(await compress(bytes, { level: 1 }))
    for (const [number, piece] of pieces.entries()) {
      const part = { hash, number, parts: pieces.length, bytes: piece, neededAt: at }
      try {
        await records.insert([{ _id: `${hash}/${number}`, ...part }])
      } catch (error) {
        // Another process saves the same model: the same corpus and code give the same bytes.
        if (!isConflict(error)) throw error
      }
    }
  },
  byHash: async (hash) => {
    const parts = await records.many({ hash }, { sort: { number: 1 } })
    if (parts.length === 0 || parts.length < (parts[0]?.parts ?? 0)) return null
    return expand(Buffer.concat(parts.map(({ bytes }) => binaryBuffer(bytes))))
  },
  has: async (hash) => {
    const parts = await records.pick({ hash }, { fields: ['parts'], limit: 100 })
    return parts.length > 0 && parts.length === parts[0]?.parts
  },
  touch: async (hashes, at) => {
    await records.setMany({ hash: where({ $in: hashes }) }, { $set: { neededAt: at } })
  },
})
