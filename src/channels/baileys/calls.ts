import type { WACallEvent, WASocket } from '@whiskeysockets/baileys'
import type { Log } from '../../lib/log.js'
import type { AddressBook } from './address-book.js'
import { createBoundedMap } from './bounded-map.js'
import type { Inbound } from './inbound.js'

const rememberedCalls = 1_000

/**
 * Refuses incoming calls and hands each over once, as a message with the call's id. Only a live offer counts: a call that
 * ended while we were away gets no answer (channels.md 17).
 */
export const createCallHandler = (deps: {
  addressBook: AddressBook
  inbound: Inbound
  log: Log
}): ((socket: WASocket, calls: readonly WACallEvent[]) => Promise<void>) => {
  const { addressBook, inbound, log } = deps
  const seen = createBoundedMap<true>(rememberedCalls)

  const refuse = (socket: WASocket, call: WACallEvent) =>
    socket.rejectCall(call.id, call.from).catch(() => {
      log.warn({ callId: call.id }, 'a call could not be refused')
    })

  return async (socket, calls) => {
    for (const call of calls) {
      if (call.status !== 'offer' || call.offline || call.isGroup || seen.has(call.id)) continue
      seen.set(call.id, true)
      void refuse(socket, call)
      const envelope = {
        identity: await addressBook.identify(call.from, call.callerPn),
        providerId: call.id,
        fromMe: false,
        name: null,
        at: call.date,
        late: false,
      }
      inbound.takeContent(envelope, { kind: 'call', video: call.isVideo ?? false })
    }
  }
}
