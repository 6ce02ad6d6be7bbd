import { mongo } from 'mongoose'

/** Bytes as they come out of the database, with or without the driver's wrapper. */
export const binaryBuffer = (bytes: unknown): Buffer => {
  if (bytes instanceof mongo.Binary) return Buffer.from(bytes.buffer.subarray(0, bytes.length()))
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
}
