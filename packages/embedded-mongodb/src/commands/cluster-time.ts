import { Binary, Long, Timestamp } from 'bson'
import { encode } from '../bson/encode.js'

/** Nobody signs here. */
const signature = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO }
const zero = new Timestamp({ t: 0, i: 0 })
const whole = encode({ $clusterTime: { clusterTime: zero, signature }, operationTime: zero })
/** The fields alone, without the length before them and the zero after them. */
const fields = whole.subarray(4, -1)
const clusterTimeAt = fields.indexOf('\x11clusterTime\0') + '\x11clusterTime\0'.length
const operationTimeAt = fields.length - 8
let last = { t: 0, i: 0 }

/** The times that drivers expect in every reply, as BSON that the next call overwrites; they only ever grow. */
export const clusterTimes = (now: number): Uint8Array => {
  const t = Math.floor(now / 1000)
  last = t > last.t ? { t, i: 1 } : { t: last.t, i: last.i + 1 }
  for (const at of [clusterTimeAt, operationTimeAt]) {
    fields.writeUInt32LE(last.i, at)
    fields.writeUInt32LE(last.t, at + 4)
  }
  return fields
}
