import { Binary, Long, Timestamp } from 'bson'
import type { Document } from '../bson/values.js'

let lastTime = 0n

/** The times that drivers expect in every reply; they only ever grow. */
export const clusterTimes = (now: number): Document => {
  const wanted = BigInt(Math.floor(now / 1000)) << 32n
  lastTime = lastTime >= wanted + 1n ? lastTime + 1n : wanted + 1n
  const time = new Timestamp(lastTime)
  return {
    $clusterTime: {
      clusterTime: time,
      signature: { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO },
    },
    operationTime: time,
  }
}
