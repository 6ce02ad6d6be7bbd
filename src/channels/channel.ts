import type {
  ChatAddress,
  InboundChange,
  InboundMessage,
  OwnDeviceMessage,
  Receipt,
} from '../domain/inbound.js'
import type { MediaKind } from '../domain/message.js'

/** What a channel can do, so that no room asks which channel it is. */
export type ChannelCapabilities = {
  /** Shows "typing…" before a reply. */
  typing: boolean
  /** Reports delivered and read. */
  receipts: boolean
  /** Deliberate slowness that keeps a number alive; null: as fast as it goes. */
  pacing: null | {
    /** Least gap between two messages of one chat, drawn from this range. */
    chatGapMs: [number, number]
    /** Messages a minute of the whole account; campaigns get what replies leave. */
    perMinute: number
  }
}

/** What goes out. Media comes as bytes from our own store, never as an address (security.md 30). */
export type OutboundContent =
  | { kind: 'text'; text: string }
  | {
      kind: MediaKind
      bytes: Buffer
      mimeType: string
      fileName?: string
      caption?: string
      voice?: boolean
    }

export type Recipient = {
  /** Canonical chat of the conversation. */
  chat: string
  phone: string | null
  lid: string | null
}

/**
 * `sent`: the provider confirmed. `unknown`: it may have gone out; sending again with the same id is safe on this
 * channel (`resend: true`) or a human has to look (`resend: false`).
 * `failed`: final. `later`: not now (no connection); nothing went out.
 */
export type SendResult =
  | { kind: 'sent'; at: Date }
  | { kind: 'unknown'; resend: boolean; reason: string }
  | { kind: 'failed'; reason: string }
  | { kind: 'later'; reason: string; retryAfterMs: number }

export type ConnectionState =
  | { status: 'starting' | 'connecting' | 'open' | 'stopped'; since: Date }
  | { status: 'waiting-for-link'; since: Date; qr: string | null; pairingCode: string | null }
  /** Never retried by itself: somebody has to act. `code` is the provider's. */
  | {
      status: 'logged-out' | 'blocked' | 'replaced' | 'outdated'
      since: Date
      code: number
      advice: string
    }
  | {
      status: 'reconnecting'
      since: Date
      attempt: number
      nextAttemptAt: Date
      code: number | null
    }

export type ChannelHandlers = {
  /** Resolves only once the message is stored; the provider is acknowledged after that. */
  receive: (message: InboundMessage) => Promise<void>
  receiveChange: (change: InboundChange) => Promise<void>
  /** Typed on the paired phone itself. */
  receiveOwn: (message: OwnDeviceMessage) => Promise<void>
  receipt: (receipt: Receipt) => Promise<void>
  /** The customer types, or ceases to; never rejects. */
  presence: (presence: ChatAddress & { typing: boolean }) => Promise<void>
  stateChanged: (state: ConnectionState) => void
}

export type Channel = {
  id: string
  account: string
  capabilities: ChannelCapabilities
  /** Resolves when the channel is trying; `state()` tells how far it is. */
  start: (handlers: ChannelHandlers) => Promise<void>
  stop: () => Promise<void>
  state: () => ConnectionState
  /** `messageId` is the provider id the message must carry; the same id twice is one message on the customer's phone. */
  send: (to: Recipient, content: OutboundContent, messageId: string) => Promise<SendResult>
  /** Best effort, never throws. */
  setTyping: (to: Recipient, typing: boolean) => Promise<void>
  markRead: (to: Recipient, providerIds: string[]) => Promise<void>
}

/** Keeps a file that came in; the channel gets this from the composition, not the store. */
export type SaveMedia = (file: {
  bytes: Buffer
  mimeType: string
  fileName: string | null
}) => Promise<{ mediaId: string }>

/** Looks up what was sent under a provider id, for WhatsApp's retry receipts. */
export type FindSent = (address: {
  account: string
  providerId: string
}) => Promise<OutboundContent | null>
