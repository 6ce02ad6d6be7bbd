import { setTimeout as pause } from 'node:timers/promises'
import { proto, unpadRandomMax16 } from '@whiskeysockets/baileys'
import type { InboundChange, InboundMessage } from '../../domain/inbound.js'
import type { MessageContent } from '../../domain/message.js'
import { createKeyedQueue } from '../../lib/keyed-queue.js'
import type { Log } from '../../lib/log.js'
import type { ChannelHandlers } from '../channel.js'
import { identityOf } from './address-book.js'
import type { Identity } from './address-book.js'
import { backoffMs } from './disconnects.js'
import type { MediaSource } from './media-source.js'
import { translate } from './translate.js'
import type { Translation } from './translate.js'

/** The envelope of a stanza, read; pure. */
export type Envelope = {
  identity: Identity
  providerId: string
  fromMe: boolean
  name: string | null
  at: Date
  late: boolean
}

export type Inbound = {
  /**
   * Hands a message to the handlers, in order within its chat; `done` runs once they have taken it over. Resolves when that
   * is so, or when it was put aside until the next start.
   */
  take: (envelope: Envelope, message: proto.IMessage, done?: () => Promise<void>) => Promise<void>
  /** Hands over content that needs no translation: a call, a message that could not be read. */
  takeContent: (envelope: Envelope, content: MessageContent) => void
  /** Resolves when everything taken has been handed over, or `stop` was called. */
  idle: () => Promise<void>
  stop: () => void
}

const chatsSideBySide = 32
const triesBeforeNextStart = 30

/** The other JID of the stanza's chat, when it gives one. */
const alternativeIn = (attrs: Record<string, string>): string | undefined =>
  attrs.recipient === undefined
    ? (attrs.sender_pn ?? attrs.sender_lid)
    : (attrs.recipient_pn ??
      attrs.recipient_lid ??
      attrs.peer_recipient_pn ??
      attrs.peer_recipient_lid)

/** Whose chat a stanza belongs to: with `recipient` it is our own device writing to that customer. */
export const chatOf = (attrs: Record<string, string>): { jid: string; alternative?: string } => {
  const alternative = alternativeIn(attrs)
  return {
    jid: attrs.recipient ?? attrs.from ?? '',
    ...(alternative !== undefined && { alternative }),
  }
}

/** Reads a stanza's attributes; `identity` may know more than the stanza says. */
export const envelopeOf = (
  attrs: Record<string, string>,
  isOwn: (jid: string) => boolean,
  identity?: Identity,
): Envelope => {
  const { jid, alternative } = chatOf(attrs)
  return {
    identity: identity ?? identityOf(jid, alternative),
    providerId: attrs.id ?? '',
    fromMe: isOwn(attrs.from ?? ''),
    name: attrs.notify ?? null,
    at: new Date(Number(attrs.t ?? 0) * 1000),
    late: attrs.offline !== undefined,
  }
}

/** The message inside a decrypted stanza; what our own phone sent comes wrapped. Throws when the bytes are no message. */
export const messageIn = (plaintext: Uint8Array): proto.IMessage => {
  const message = proto.Message.decode(unpadRandomMax16(plaintext))
  return message.deviceSentMessage?.message ?? message
}

const changeOf = (translation: Translation, envelope: Envelope, channel: Address) => {
  const { at } = envelope
  const address = { ...channel, chat: envelope.identity.chat }
  const own = envelope.fromMe ? { own: true as const } : {}
  switch (translation.kind) {
    case 'edit':
    case 'delete':
    case 'reaction':
      return { ...translation, address, at, ...own } satisfies InboundChange
    case 'message':
    case 'media':
    case 'ignore':
      return null
  }
}

type Address = { channel: string; account: string }

/** From decrypted messages to the handlers: translates, fetches files, keeps a chat's order, tries until it is stored. */
export const createInbound = (deps: {
  channel: Address
  handlers: Pick<ChannelHandlers, 'receive' | 'receiveOwn' | 'receiveChange'>
  /** True for what this channel itself sent. */
  sentByUs: (providerId: string) => Promise<boolean>
  receiveMedia: (media: MediaSource) => Promise<MessageContent>
  random: () => number
  log: Log
}): Inbound => {
  const { channel, handlers, log } = deps
  const queue = createKeyedQueue(chatsSideBySide)
  const stopping = new AbortController()

  const deliver = async (
    envelope: Envelope,
    content: MessageContent,
    quotedProviderId: string | null,
  ) => {
    const { identity, providerId, name, at, late } = envelope
    const { phone, lid } = identity
    const address = { ...channel, chat: identity.chat }
    const own = { address, phone, lid, providerId, quotedProviderId, content, at }
    if (!envelope.fromMe) await handlers.receive({ ...own, name, late } satisfies InboundMessage)
    else if (!(await deps.sentByUs(providerId))) await handlers.receiveOwn(own)
  }

  const perform = async (envelope: Envelope, message: proto.IMessage) => {
    const translation = translate(message)
    const change = changeOf(translation, envelope, channel)
    if (change) await handlers.receiveChange(change)
    if (translation.kind === 'message') {
      await deliver(envelope, translation.content, translation.quotedProviderId)
    }
    if (translation.kind === 'media') {
      const content = await deps.receiveMedia(translation.media)
      await deliver(envelope, content, translation.quotedProviderId)
    }
  }

  /** Until it succeeds: a message given up here is lost to the customer. After many failures it waits for the next start. */
  const persist = async (providerId: string, work: () => Promise<void>) => {
    for (let attempt = 1; attempt <= triesBeforeNextStart; attempt += 1) {
      if (stopping.signal.aborted) return
      try {
        await work()
        return
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'unknown'
        log.error({ providerId, attempt, reason }, 'a message could not be stored, trying again')
        const waitMs = backoffMs(attempt, deps.random, { baseMs: 100, capMs: 10_000 })
        await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
    log.error({ providerId }, 'a message was put aside until the next start')
  }

  const enqueue = ({ identity, providerId }: Envelope, work: () => Promise<void>) =>
    queue.run(identity.chat, () => persist(providerId, work))

  return {
    take: (envelope, message, done) =>
      enqueue(envelope, async () => {
        await perform(envelope, message)
        await done?.()
      }),
    takeContent: (envelope, content) => {
      void enqueue(envelope, () => deliver(envelope, content, null))
    },
    idle: queue.idle,
    stop: () => stopping.abort(),
  }
}
