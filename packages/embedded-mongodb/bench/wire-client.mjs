/**
 * A client that costs next to nothing: one request in flight per connection, laid out as the driver does (session, transaction
 * number, cluster time), the answer only looked at for `ok`. On two cores the driver itself would be what one measures.
 */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { Binary, BSON, Long, Timestamp } from 'bson'

const header = 16

const frame = (requestId, body) => {
  const bytes = Buffer.alloc(header + 5 + body.length)
  bytes.writeInt32LE(bytes.length, 0)
  bytes.writeInt32LE(requestId, 4)
  bytes.writeInt32LE(2013, 12)
  bytes.set(body, header + 5)
  return bytes
}

const clusterTime = {
  clusterTime: new Timestamp({ t: 1_700_000_000, i: 1 }),
  signature: { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO },
}

const openConnection = (target) =>
  new Promise((resolve, reject) => {
    const socket = connect(target)
    const lsid = { id: new Binary(randomBytes(16), Binary.SUBTYPE_UUID) }
    let requestId = 0
    let number = 0
    let received = []
    let length = 0
    let waiting
    socket.setNoDelay(true)
    socket.on('error', (error) => (waiting ? waiting.reject(error) : reject(error)))
    socket.on('data', (chunk) => {
      received.push(chunk)
      length += chunk.length
      if (length < header) return
      const bytes = received.length === 1 ? chunk : Buffer.concat(received)
      received = [bytes]
      if (bytes.length < bytes.readInt32LE(0)) return
      received = []
      length = 0
      waiting.resolve(bytes.subarray(header + 5))
    })
    const send = (body) =>
      new Promise((done, failed) => {
        waiting = { resolve: done, reject: failed }
        socket.write(frame(++requestId, BSON.serialize(body)))
      })
    const run = async (body, extra = {}) => {
      const reply = BSON.deserialize(
        await send({ ...body, lsid, $clusterTime: clusterTime, $db: 'bench', ...extra }),
        { fieldsAsRaw: { firstBatch: true }, promoteValues: true },
      )
      if (reply.ok !== 1) throw Object.assign(new Error(reply.errmsg), { code: reply.code })
      return reply
    }
    socket.on('connect', () =>
      resolve({
        read: (body) => run(body),
        write: (body) => run(body, { txnNumber: Long.fromNumber(++number) }),
        /** Runs commands in one transaction, one after another. */
        transaction: async (bodies) => {
          const txnNumber = Long.fromNumber(++number)
          let startTransaction = { startTransaction: true }
          for (const body of bodies) {
            await run(body, { txnNumber, autocommit: false, ...startTransaction })
            startTransaction = {}
          }
          await run({ commitTransaction: 1 }, { txnNumber, autocommit: false, $db: 'admin' })
        },
        close: () => socket.destroy(),
      }),
    )
  })

/** @param {import('node:net').NetConnectOpts} target @param {number} count */
export const openConnections = (target, count) =>
  Promise.all(Array.from({ length: count }, () => openConnection(target)))
