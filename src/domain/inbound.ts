import type { MessageContent } from './message.js'

/** Where a chat is. `chat` is canonical: the E.164 phone where known (`+593987650001`), else `lid:<digits>`. */
export type ChatAddress = {
  channel: string
  /** Which of our numbers (the simulator has one account, `simulator`). */
  account: string
  chat: string
}

/** Every arrival, translated by its channel and handed to `inbox.receive`. */
export type InboundMessage = {
  address: ChatAddress
  /** E.164 when the channel knows it; a contact known by LID only has none. */
  phone: string | null
  /** WhatsApp's LID digits, when the channel gave one; the same person may arrive under either. */
  lid: string | null
  /** The name the person shows (push name). */
  name: string | null
  providerId: string
  quotedProviderId: string | null
  content: MessageContent
  /** The sender's clock. */
  at: Date
  /** `append` = queued while we were away (channels.md 4): always stored, always answered unless very old. */
  late: boolean
}

/** A message typed on the paired phone itself: a human took over (console: takeover). */
export type OwnDeviceMessage = Omit<InboundMessage, 'late' | 'name'>

export type Receipt = {
  channel: string
  account: string
  providerId: string
  status: 'sent' | 'delivered' | 'read' | 'failed'
  at: Date
  /** For `failed`: the provider's code in plain words. */
  failure: string | null
}

/** `own`: made on the paired phone itself. */
export type InboundChange = { address: ChatAddress; providerId: string; at: Date; own?: true } & (
  { kind: 'edit'; text: string } | { kind: 'delete' } | { kind: 'reaction'; emoji: string }
)
