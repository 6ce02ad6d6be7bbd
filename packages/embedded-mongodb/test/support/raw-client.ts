import { connect, type Socket } from 'node:net'
import { BSON, type Document } from 'bson'

/** A bare connection, for what a driver would not send. */
export const openSocket = (uri: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(uri).port), '127.0.0.1', () => {
      resolve(socket)
    })
    socket.on('error', reject)
  })

type Parts = { operation?: number; flags?: number; sections: Buffer[]; checksum?: boolean }

export const message = ({
  operation = 2013,
  flags = 0,
  sections,
  checksum = false,
}: Parts): Buffer => {
  const head = Buffer.alloc(20)
  const body = Buffer.concat([...sections, ...(checksum ? [Buffer.alloc(4)] : [])])
  head.writeInt32LE(20 + body.length, 0)
  head.writeInt32LE(7, 4)
  head.writeInt32LE(operation, 12)
  head.writeUInt32LE(flags | (checksum ? 1 : 0), 16)
  return Buffer.concat([head, body])
}

export const bodySection = (document: Document): Buffer =>
  Buffer.concat([Buffer.from([0]), BSON.serialize(document)])

export const sequenceSection = (name: string, documents: Document[]): Buffer => {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((document) => BSON.serialize(document)),
  ])
  const head = Buffer.alloc(5)
  head[0] = 1
  head.writeInt32LE(4 + content.length, 1)
  return Buffer.concat([head, content])
}

/** Everything that comes back until one whole reply is there or the server hangs up. */
export const exchangeWith = async (uri: string, bytes: Buffer): Promise<Document | undefined> => {
  const socket = await openSocket(uri)
  try {
    socket.write(bytes)
    let received = Buffer.alloc(0)
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer])
      if (received.length >= 4 && received.length >= received.readInt32LE(0))
        return BSON.deserialize(received.subarray(21, received.readInt32LE(0)))
    }
    return undefined
  } finally {
    socket.destroy()
  }
}
