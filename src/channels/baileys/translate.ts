import { normalizeMessageContent, proto } from '@whiskeysockets/baileys'
import type { MessageContent } from '../../domain/message.js'
import { mediaIn } from './media-source.js'
import type { MediaSource } from './media-source.js'

/** What a decrypted WhatsApp message means to us. */
export type Translation =
  | { kind: 'message'; content: MessageContent; quotedProviderId: string | null }
  /** A message whose file has yet to be fetched. */
  | { kind: 'media'; media: MediaSource; quotedProviderId: string | null }
  | { kind: 'edit'; providerId: string; text: string }
  | { kind: 'delete'; providerId: string }
  | { kind: 'reaction'; providerId: string; emoji: string }
  /** Of no interest to a conversation: key exchange, history, settings. */
  | { kind: 'ignore' }

type Content = proto.IMessage

const { MESSAGE_EDIT, REVOKE } = proto.Message.ProtocolMessage.Type

const textIn = (content: Content): string | null => {
  const written = [
    content.conversation,
    content.extendedTextMessage?.text,
    content.buttonsResponseMessage?.selectedDisplayText,
    content.listResponseMessage?.title,
    content.templateButtonReplyMessage?.selectedDisplayText,
    content.interactiveResponseMessage?.body?.text,
  ]
  return written.find(Boolean) ?? null
}

const locationIn = (content: Content): MessageContent | null => {
  const place = content.locationMessage ?? content.liveLocationMessage
  if (!place) return null
  const name = content.locationMessage?.name
  return {
    kind: 'location',
    latitude: place.degreesLatitude ?? 0,
    longitude: place.degreesLongitude ?? 0,
    ...(name && { name }),
  }
}

const cardIn = (content: Content): MessageContent | null => {
  const cards = content.contactMessage
    ? [content.contactMessage]
    : content.contactsArrayMessage?.contacts
  if (!cards) return null
  return { kind: 'contact-card', names: cards.map(({ displayName }) => displayName ?? '') }
}

const editIn = (providerId: string, edited: Content | null | undefined): Translation => {
  const content = normalizeMessageContent(edited) ?? {}
  const text = textIn(content) ?? mediaIn(content)?.caption
  return text ? { kind: 'edit', providerId, text } : { kind: 'ignore' }
}

const protocolIn = ({ type, key, editedMessage }: proto.Message.IProtocolMessage): Translation => {
  if (!key?.id) return { kind: 'ignore' }
  if (type === REVOKE) return { kind: 'delete', providerId: key.id }
  return type === MESSAGE_EDIT ? editIn(key.id, editedMessage) : { kind: 'ignore' }
}

const changeIn = ({ protocolMessage, reactionMessage }: Content): Translation | null => {
  if (protocolMessage) return protocolIn(protocolMessage)
  const providerId = reactionMessage?.key?.id
  return providerId ? { kind: 'reaction', providerId, emoji: reactionMessage.text ?? '' } : null
}

/** Parts that travel with a message, or alone, and say nothing to a person. */
const silentParts: ReadonlySet<string> = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'pollUpdateMessage',
  'keepInChatMessage',
  'encReactionMessage',
  'chat',
])

const unsupportedIn = (content: Content): Translation => {
  const present = Object.entries(content).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  const type = present.map(([name]) => name).find((name) => !silentParts.has(name))
  if (type === undefined) return { kind: 'ignore' }
  return { kind: 'message', content: { kind: 'unsupported', type }, quotedProviderId: null }
}

const quotedIn = (content: Content): string | null => {
  const parts = Object.values(content) as ({ contextInfo?: proto.IContextInfo | null } | null)[]
  const quoting = parts.find((part) => typeof part === 'object' && part?.contextInfo?.stanzaId)
  return quoting?.contextInfo?.stanzaId ?? null
}

/** The meaning of a message, wrappers (ephemeral, view once) taken off. Pure. */
export const translate = (message: proto.IMessage): Translation => {
  const content = normalizeMessageContent(message)
  if (!content) return { kind: 'ignore' }
  const change = changeIn(content)
  if (change) return change
  const quotedProviderId = quotedIn(content)
  const text = textIn(content)
  if (text !== null) return { kind: 'message', content: { kind: 'text', text }, quotedProviderId }
  const media = mediaIn(content)
  if (media) return { kind: 'media', media, quotedProviderId }
  const other = locationIn(content) ?? cardIn(content)
  return other ? { kind: 'message', content: other, quotedProviderId } : unsupportedIn(content)
}
