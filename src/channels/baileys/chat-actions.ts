import type { WASocket } from '@whiskeysockets/baileys'
import type { Clock } from '../../lib/clock.js'
import { createKeyedQueue } from '../../lib/keyed-queue.js'
import type { Log } from '../../lib/log.js'
import type { Channel, Recipient } from '../channel.js'
import type { Acknowledgements } from './acknowledgements.js'
import type { AddressBook } from './address-book.js'
import { jidOf, sendThrough } from './send.js'
import { createTypingWatch } from './typing-watch.js'

export type ChatActions = Pick<Channel, 'send' | 'setTyping' | 'markRead'>

const noConnectionRetryMs = 2_000
/** A server that has not confirmed so many will not be helped by more; some drop a client that goes on. */
const mostUnconfirmed = 12

/** What we do in a chat, over whichever socket is open at the moment. */
export const createChatActions = (deps: {
  socket: () => WASocket | null
  addressBook: AddressBook
  acknowledgements: Acknowledgements
  ackTimeoutMs: number
  /** Asks to be told when the customer types; not every test server bears it. */
  watchTyping: boolean
  clock: Clock
  log: Log
}): ChatActions => {
  const { socket, addressBook, log } = deps
  const watch = deps.watchTyping ? createTypingWatch() : () => Promise.resolve()
  const unconfirmed = createKeyedQueue(mostUnconfirmed)

  /** A courtesy: its failure must not hold up a reply. */
  const attempt = async (
    to: Recipient,
    act: (open: WASocket, jid: string) => Promise<void>,
  ): Promise<void> => {
    try {
      const open = socket()
      const jid = open && (await jidOf(to, addressBook))
      if (open && jid) await act(open, jid)
    } catch {
      log.debug({}, 'a courtesy to a chat failed')
    }
  }

  return {
    send: (to, content, messageId) =>
      unconfirmed.run(messageId, async () => {
        const open = socket()
        if (!open) {
          return {
            kind: 'later',
            reason: 'not connected to WhatsApp',
            retryAfterMs: noConnectionRetryMs,
          }
        }
        const jid = await jidOf(to, addressBook)
        if (jid === null) return { kind: 'failed', reason: 'neither phone nor LID is known' }
        return sendThrough(open, { jid, content, messageId }, deps)
      }),
    setTyping: (to, typing) =>
      attempt(to, (open, jid) => open.sendPresenceUpdate(typing ? 'composing' : 'paused', jid)),
    markRead: (to, providerIds) =>
      attempt(to, async (open, remoteJid) => {
        await open.readMessages(providerIds.map((id) => ({ remoteJid, id, fromMe: false })))
        await watch(open, remoteJid)
      }),
  }
}
