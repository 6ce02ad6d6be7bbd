import { jidNormalizedUser } from '@whiskeysockets/baileys'
import type { proto, WAMessage } from '@whiskeysockets/baileys'
import type { Log } from '../../lib/log.js'
import type { AddressBook } from './address-book.js'
import { createBoundedMap } from './bounded-map.js'
import { envelopeOf, messageIn } from './inbound.js'
import type { Envelope, Inbound } from './inbound.js'
import type { Arrival } from './write-ahead.js'

/** Takes every message over once, whichever way it came. */
export type Takeover = {
  takeArrival: (arrival: Arrival) => void
  /** What Baileys emits: only of interest when it was not encrypted, or when the phone filled a gap by other means. */
  takeEmitted: (message: WAMessage, late: boolean) => Promise<void>
  takeUnreadable: (message: WAMessage, late: boolean) => Promise<void>
}

const rememberedMessages = 20_000

const keyOf = (jid: string | undefined, id: string | undefined) =>
  `${jidNormalizedUser(jid)}\0${id ?? ''}`

export const createTakeover = (deps: {
  inbound: Inbound
  remove: (arrival: Arrival) => Promise<void>
  addressBook: AddressBook
  isOwn: (jid: string) => boolean
  log: Log
}): Takeover => {
  const { inbound, remove, addressBook, isOwn, log } = deps
  const inHand = new Set<string>()
  const decrypted = createBoundedMap<true>(rememberedMessages)

  const parse = (arrival: Arrival): proto.IMessage | null => {
    try {
      return messageIn(Buffer.from(arrival.plaintext, 'base64'))
    } catch {
      log.warn(
        { providerId: arrival.attrs.id },
        'a decrypted message makes no sense and was dropped',
      )
      return null
    }
  }

  const isToSelf = ({ attrs }: Arrival) => isOwn(attrs.recipient ?? attrs.from ?? '')

  const envelopeOfEmitted = async (
    { key, ...message }: WAMessage,
    late: boolean,
  ): Promise<Envelope> => ({
    identity: await addressBook.identify(key.remoteJid ?? '', key.remoteJidAlt),
    providerId: key.id ?? '',
    fromMe: false,
    name: message.pushName ?? null,
    at: new Date(Number(message.messageTimestamp ?? 0) * 1000),
    late,
  })

  const wasDecrypted = ({ key }: WAMessage) =>
    decrypted.has(keyOf(key.remoteJid ?? '', key.id ?? ''))

  return {
    takeArrival: (arrival) => {
      if (inHand.has(arrival.id)) return
      inHand.add(arrival.id)
      decrypted.set(keyOf(arrival.attrs.from, arrival.attrs.id), true)
      const message = isToSelf(arrival) ? null : parse(arrival)
      const envelope = envelopeOf(arrival.attrs, isOwn, arrival.identity)
      const taken = message
        ? inbound.take(envelope, message, () => remove(arrival))
        : remove(arrival).catch(() => undefined)
      void taken.finally(() => inHand.delete(arrival.id))
    },
    takeEmitted: async (message, late) => {
      if (wasDecrypted(message) || !message.message) return
      await inbound.take(await envelopeOfEmitted(message, late), message.message)
    },
    takeUnreadable: async (message, late) => {
      if (wasDecrypted(message)) return
      const envelope = await envelopeOfEmitted(message, late)
      inbound.takeContent(envelope, { kind: 'unsupported', type: 'undecryptable' })
    },
  }
}
