import type { Socket } from 'node:net'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { formatReply, maxMessageBytes, parseRequest, requestIdOf, type Request } from './message.js'

/** Undefined closes the connection. */
type Answer = Document | undefined
export type Handler = {
  answer: (request: Request) => Answer | Promise<Answer>
  /** Fields that every reply ends with, as BSON. */
  more: () => Uint8Array
}

const errorReply = (error: MongoError): Document => ({
  ok: 0,
  errmsg: error.message,
  code: error.code,
  codeName: error.codeName,
})

const lengthOf = (chunks: Buffer[]): number => chunks[0]?.readInt32LE(0) ?? 0

/** Gathers bytes; `take` gives the next whole message, or undefined, or throws RangeError when there can be none. */
const createFramer = (): { add: (chunk: Buffer) => void; take: () => Buffer | undefined } => {
  let chunks: Buffer[] = []
  let received = 0
  return {
    add: (chunk) => {
      chunks.push(chunk)
      received += chunk.length
    },
    take: () => {
      if (received < 16) return undefined
      const [first] = chunks
      if (!first || first.length < 16) chunks = [Buffer.concat(chunks)]
      const length = lengthOf(chunks)
      if (length < 16 || length > maxMessageBytes) throw new RangeError('bad message length')
      if (received < length) return undefined
      const all = chunks.length === 1 && first ? first : Buffer.concat(chunks)
      received -= length
      chunks = received > 0 ? [all.subarray(length)] : []
      return all.subarray(0, length)
    },
  }
}

/** The request in a message, or undefined after it was answered with why it is none. */
const read = (socket: Socket, message: Buffer): Request | undefined => {
  try {
    return parseRequest(message)
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    socket.write(formatReply({ requestId: requestIdOf(message), legacy: false }, errorReply(error)))
    if (error.codeName === 'ProtocolError') socket.end()
    return undefined
  }
}

/** Cuts the stream of bytes into messages and answers them one after another. Rubbish closes the connection. */
export const serveConnection = (socket: Socket, handler: Handler): void => {
  const framer = createFramer()
  const waiting: Buffer[] = []
  let busy = false

  const answer = async (message: Buffer): Promise<void> => {
    const request = socket.destroyed ? undefined : read(socket, message)
    if (!request) return
    const reply = await handler.answer(request)
    if (!reply) socket.destroy()
    if (!reply || request.silent || socket.destroyed) return
    if (!socket.write(formatReply(request, reply, handler.more()))) await drained(socket)
  }

  const answerAll = async (): Promise<void> => {
    busy = true
    try {
      for (let message = waiting.shift(); message; message = waiting.shift()) await answer(message)
    } catch {
      socket.destroy()
    }
    busy = false
  }

  socket.setNoDelay(true)
  socket.on('error', () => {
    socket.destroy()
  })
  socket.on('data', (chunk: Buffer) => {
    framer.add(chunk)
    try {
      for (let message = framer.take(); message; message = framer.take()) waiting.push(message)
      if (!busy) void answerAll()
    } catch {
      socket.destroy()
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
