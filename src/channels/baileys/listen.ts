import { proto } from '@whiskeysockets/baileys'
import type {
  BaileysEventMap,
  BinaryNode,
  WACallEvent,
  WAMessage,
  WASocket,
} from '@whiskeysockets/baileys'

export type SocketListener = {
  onAck: (ack: BinaryNode) => void
  onReceipt: (receipt: BinaryNode) => void
  onCalls: (socket: WASocket, calls: readonly WACallEvent[]) => void
  /** A message that did not pass through the write-ahead log. */
  onMessage: (message: WAMessage, late: boolean) => void
  onUnreadable: (message: WAMessage, late: boolean) => void
  onPresence: (presence: BaileysEventMap['presence.update']) => void
  onCredentials: () => void
}

const { CIPHERTEXT } = proto.WebMessageInfo.StubType

/**
 * Connects a new socket. Acks and receipts are read as stanzas: Baileys emits no event for an ack that is not an error,
 * merges a quick refusal into another event, and loses buffered events when the connection ends (channels.md 2, 5).
 */
export const listen = (socket: WASocket, listener: SocketListener): void => {
  const { ws, ev } = socket
  ws.on('CB:ack,class:message', listener.onAck)
  ws.on('CB:receipt', listener.onReceipt)
  ev.on('creds.update', listener.onCredentials)
  ev.on('call', (calls) => listener.onCalls(socket, calls))
  ev.on('presence.update', listener.onPresence)
  ev.on('messages.upsert', ({ messages, type }) => {
    for (const message of messages) {
      if (message.key.fromMe) continue
      if (message.messageStubType === CIPHERTEXT) listener.onUnreadable(message, type === 'append')
      else if (message.message) listener.onMessage(message, type === 'append')
    }
  })
}
