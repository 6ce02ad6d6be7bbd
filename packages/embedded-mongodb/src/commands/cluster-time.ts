import { Binary, Long, Timestamp } from 'bson'
import type { Document } from '../bson/values.js'

/** Nobody signs here. */
const signature = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO }
let last = { t: 0, i: 0 }

/** The times that drivers expect in every reply; they only ever grow. */
export const clusterTimes = (now: number): Document => {
  const t = Math.floor(now / 1000)
  last = t > last.t ? { t, i: 1 } : { t: last.t, i: last.i + 1 }
  const time = new Timestamp(last)
  return { $clusterTime: { clusterTime: time, signature }, operationTime: time }
}
