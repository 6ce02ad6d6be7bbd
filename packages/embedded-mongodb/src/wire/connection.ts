import type { Socket } from 'node:net'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { formatReply, maxMessageBytes, parseRequest, requestIdOf, type Request } from './message.js'

export type Handler = (request: Request) => Promise<Document>

const errorReply = (error: MongoError): Document => ({
  ok: 0,
  errmsg: error.message,
  code: error.code,
  codeName: error.codeName,
})

/** Cuts the stream of bytes into messages and answers them one after another. Rubbish closes the connection. */
export const serveConnection = (socket: Socket, handle: Handler): void => {
  let chunks: Buffer[] = []
  let received = 0
  let tail: Promise<void> = Promise.resolve()

  const answer = async (message: Buffer): Promise<void> => {
    if (socket.destroyed) return
    let request: Request
    try {
      request = parseRequest(message)
    } catch (error) {
      if (!(error instanceof MongoError)) throw error
      socket.write(
        formatReply({ requestId: requestIdOf(message), legacy: false }, errorReply(error)),
      )
      if (error.codeName === 'ProtocolError') socket.end()
      return
    }
    const reply = await handle(request)
    if (request.silent || socket.destroyed) return
    if (!socket.write(formatReply(request, reply))) await drained(socket)
  }

  const take = (): Buffer | undefined => {
    if (received < 16) return undefined
    if (chunks.length > 1 && (chunks[0]?.length ?? 0) < 4) chunks = [Buffer.concat(chunks)]
    const length = chunks[0]?.readInt32LE(0) ?? 0
    if (length < 16 || length > maxMessageBytes) {
      socket.destroy()
      return undefined
    }
    if (received < length) return undefined
    const all = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
    received -= length
    chunks = received > 0 ? [all.subarray(length)] : []
    return all.subarray(0, length)
  }

  socket.setNoDelay(true)
  socket.on('error', () => {
    socket.destroy()
  })
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    received += chunk.length
    for (let message = take(); message && !socket.destroyed; message = take()) {
      const current = message
      tail = tail
        .then(() => answer(current))
        .catch(() => {
          socket.destroy()
        })
    }
  })
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done)
      socket.off('close', done)
      resolve()
    }
    socket.on('drain', done)
    socket.on('close', done)
  })
