import {
  getAllBinaryNodeChildren,
  getBinaryNodeChildren,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import type { RawData, WebSocket } from 'ws'
import { createNoiseTransport } from './noise-transport.js'
import type { LoginRequest } from './noise-transport.js'

export type ClientConnection = {
  send: (node: BinaryNode) => void
  isOpen: () => boolean
  /** A TCP reset: neither side says goodbye. */
  reset: () => void
  close: () => void
  /** From now on nothing is read or written, but the socket stays open. */
  goSilent: () => void
}

/** The raw bytes of a WebSocket message, whatever form ws chose. */
const bytesOf = (data: RawData): Buffer =>
  Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)

/** One client's socket: noise and nodes, no meaning. */
export const createClientConnection = (
  socket: WebSocket,
  handlers: {
    onLogin: (connection: ClientConnection, login: LoginRequest) => void
    onNode: (connection: ClientConnection, node: BinaryNode) => void
    onClose: (connection: ClientConnection) => void
  },
): ClientConnection => {
  let silent = false
  const transport = createNoiseTransport({
    send: (frame) => write(frame),
    onLogin: (login) => handlers.onLogin(connection, login),
    onNode: (node) => {
      if (!silent) handlers.onNode(connection, node)
    },
  })
  const isOpen = () => socket.readyState === socket.OPEN
  const write = (frame: Buffer) => {
    if (!silent && isOpen()) socket.send(frame)
  }
  const connection: ClientConnection = {
    send: (node) => {
      if (!silent && isOpen()) write(transport.seal(node))
    },
    isOpen,
    reset: () => socket.terminate(),
    close: () => socket.close(),
    goSilent: () => {
      silent = true
    },
  }
  socket.on('message', (data) => {
    if (silent) return
    transport.receive(bytesOf(data)).catch(() => socket.terminate())
  })
  socket.on('error', () => undefined)
  socket.on('close', () => handlers.onClose(connection))
  return connection
}

export const streamError = (code: number): BinaryNode => {
  if (code === 440) {
    const content: BinaryNode[] = [{ tag: 'conflict', attrs: { type: 'replaced' } }]
    return { tag: 'stream:error', attrs: {}, content }
  }
  return { tag: 'stream:error', attrs: { code: String(code) }, content: [] }
}

/** What the server says instead of `success`. */
export const loginFailure = (code: number): BinaryNode => ({
  tag: 'failure',
  attrs: { reason: String(code), location: 'test' },
})

/** Ids named by a receipt: its own and those of its list. */
export const receiptIds = (receipt: BinaryNode): string[] => {
  const list = getAllBinaryNodeChildren(receipt).find(({ tag }) => tag === 'list')
  const more = getBinaryNodeChildren(list, 'item').map(({ attrs }) => attrs.id ?? '')
  return [receipt.attrs.id ?? '', ...more]
}

export const ackOf = (stanza: BinaryNode, extra: Record<string, string> = {}): BinaryNode => ({
  tag: 'ack',
  attrs: {
    id: stanza.attrs.id ?? '',
    class: stanza.tag,
    from: stanza.attrs.to ?? S_WHATSAPP_NET,
    t: Math.floor(Date.now() / 1000).toString(),
    ...extra,
  },
})
