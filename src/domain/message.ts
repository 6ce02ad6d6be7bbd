/** What one side said in a conversation. `seq` orders the messages of a conversation; it never changes. */
export type MessageAuthor = 'contact' | 'bot' | 'agent' | 'campaign' | 'system'

/** A file kept by the product. `mediaId` is null while it could not be fetched; `failure` then says why. */
export type MediaReference = {
  mediaId: string | null
  mimeType: string
  bytes: number
  fileName?: string
  failure?: string
  /** A campaign's piece: agents look at it, nobody uses it for anything else (domain.md A12). */
  referenceOnly?: true
}

export type MediaKind = 'image' | 'document' | 'audio' | 'video' | 'sticker'

export type MessageContent =
  | { kind: 'text'; text: string }
  | {
      kind: MediaKind
      media: MediaReference
      caption?: string
      /** Audio only: recorded in the chat, not attached. */
      voice?: boolean
      seconds?: number
    }
  | { kind: 'location'; latitude: number; longitude: number; name?: string }
  | { kind: 'contact-card'; names: string[] }
  | { kind: 'call'; video: boolean }
  /** Arrived but cannot be shown: an undecryptable stub (may be healed under the same provider id) or an unknown kind. */
  | { kind: 'unsupported'; type: string }

export type DeliveryStatus =
  'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'expired'

/** Delivery of an outbound message. `dueAt`: not before; `leaseUntil`: who sends it holds it until then. */
export type Delivery = {
  status: DeliveryStatus
  attempts: number
  dueAt: Date
  leaseUntil: Date | null
  sentAt: Date | null
  deliveredAt: Date | null
  readAt: Date | null
  /** Plain words for the agent: why it failed or expired. */
  failure: string | null
}

/** What the bot understood and decided, kept beside the inbound message for transcripts and the simulator drawer. */
export type TurnRecord = {
  normalized: string | null
  intent: string | null
  score: number | null
  alternatives: { intent: string; score: number }[]
  /** Short codes of what was decided, in order, e.g. `answer:numero_envio`, `call-script`, `ticket:open`. */
  decisions: string[]
  takenAt: Date
  /** The model that read it, by its hash; not noted before models had names. */
  model?: string | null
}

export type Reaction = { emoji: string; from: MessageAuthor; at: Date }

export type Message = {
  id: string
  conversationId: string
  contactId: string
  channel: string
  account: string
  seq: number
  author: MessageAuthor
  /** The agent who wrote it, when author is `agent`. */
  agentId: string | null
  content: MessageContent
  /** The provider's id: as received for inbound, derived from `id` for outbound, so that a resend carries the same one. */
  providerId: string
  /** Provider id of the message this one answers. */
  quotedProviderId: string | null
  /** When it was said (the sender's clock for inbound), and when it was stored. */
  at: Date
  createdAt: Date
  /** Inbound only: true until its turn was taken. */
  turnPending: boolean
  turn: TurnRecord | null
  /** Outbound only. */
  delivery: Delivery | null
  campaignId: string | null
  /** The latest text is in `content`; earlier texts are kept here. */
  edits: { text: string; at: Date }[]
  deletedAt: Date | null
  reactions: Reaction[]
}

const rank: Record<DeliveryStatus, number> = {
  queued: 0,
  sending: 1,
  failed: 2,
  expired: 2,
  sent: 3,
  delivered: 4,
  read: 5,
}

/** Receipts arrive in any order: the later stage wins, a stage is never taken back (faults.md 36). */
export const laterStatus = (current: DeliveryStatus, reported: DeliveryStatus): DeliveryStatus =>
  rank[reported] > rank[current] ? reported : current

/**
 * The WhatsApp message id of an outbound row. Derived, never drawn: a resend after a crash must carry the same id,
 * so that the customer's phone shows it once. The `3EB0` prefix marks a web client, as WhatsApp Web's own ids do.
 */
export const outboundProviderId = (messageId: string): string =>
  `3EB0${messageId.toUpperCase().slice(-18)}`

/** The content as a campaign sends it: its media is marked, so that every reader of the row knows it. */
export const asCampaignPiece = (content: MessageContent): MessageContent =>
  'media' in content ? { ...content, media: { ...content.media, referenceOnly: true } } : content

/** Media that only may be looked at (domain.md A12); of a campaign always, also in rows older than the mark. */
export const isReferenceOnly = ({
  author,
  content,
}: Pick<Message, 'author' | 'content'>): boolean =>
  'media' in content && (author === 'campaign' || content.media.referenceOnly === true)

/** The text to understand: what was written, or the caption of a file; null when there is none. */
export const textOf = (content: MessageContent): string | null => {
  if (content.kind === 'text') return content.text
  if ('caption' in content && content.caption) return content.caption
  return null
}
