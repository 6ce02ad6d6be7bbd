import type { BaileysEventMap } from '@whiskeysockets/baileys'
import type { ChannelHandlers } from '../channel.js'
import type { AddressBook } from './address-book.js'

/** Tells who is typing; what else presence says (online, last seen) is nobody's business. */
export const createPresenceReporter = (deps: {
  addressBook: AddressBook
  channel: { channel: string; account: string }
  handlers: Pick<ChannelHandlers, 'presence'>
}): ((update: BaileysEventMap['presence.update']) => Promise<void>) => {
  const { addressBook, channel, handlers } = deps
  return async ({ id, presences }) => {
    const states = Object.values(presences).map(({ lastKnownPresence }) => lastKnownPresence)
    const typing = states.some((state) => state === 'composing' || state === 'recording')
    if (!typing && !states.includes('paused')) return
    const { chat } = await addressBook.identify(id)
    await handlers.presence({ ...channel, chat, typing })
  }
}
