import { normalizeMessageContent, proto } from '@whiskeysockets/baileys'

export type MediaPointer = {
  url: string
  mediaKey: Uint8Array
  fileSha256: Uint8Array
  fileEncSha256: Uint8Array
  fileLength: number
  mimetype: string
}

/** What a customer can send, in the words of a chat. */
export type OutgoingKind =
  | { text: string }
  | { image: MediaPointer; caption?: string }
  | { audio: MediaPointer; voice?: boolean; seconds?: number }
  | { document: MediaPointer; fileName: string; caption?: string }
  | { sticker: MediaPointer }
  | { video: MediaPointer; caption?: string }
  | { location: { latitude: number; longitude: number; name?: string } }
  | { contact: { name: string; phone: string } }
  | { button: { id: string; text: string } }
  | { edit: string; text: string }
  | { revoke: string }
  | { reaction: string; to: string }
  | { ephemeral: string }
  | { viewOnce: MediaPointer }
  | { raw: proto.IMessage }

type Context = { id: string; chat: string; quoted: string | undefined }

const { MESSAGE_EDIT, REVOKE } = proto.Message.ProtocolMessage.Type

const keyTo = (chat: string, id: string, fromMe: boolean): proto.IMessageKey => ({
  remoteJid: chat,
  id,
  fromMe,
})

const textMessage = (text: string, quoted?: string): proto.IMessage =>
  quoted === undefined
    ? { conversation: text }
    : { extendedTextMessage: { text, contextInfo: { stanzaId: quoted, quotedMessage: {} } } }

const changeOf = (content: OutgoingKind, chat: string): proto.IMessage | null => {
  if ('edit' in content) {
    const editedMessage = { conversation: content.text }
    const key = keyTo(chat, content.edit, true)
    const timestampMs = Date.now()
    return { protocolMessage: { type: MESSAGE_EDIT, key, editedMessage, timestampMs } }
  }
  if ('revoke' in content) {
    return { protocolMessage: { type: REVOKE, key: keyTo(chat, content.revoke, true) } }
  }
  if ('reaction' in content) {
    const key = keyTo(chat, content.to, false)
    return { reactionMessage: { key, text: content.reaction, senderTimestampMs: Date.now() } }
  }
  return null
}

const fileOf = (content: OutgoingKind): proto.IMessage | null => {
  if ('audio' in content) {
    const { audio, voice = false, seconds = 1 } = content
    return { audioMessage: { ...audio, ptt: voice, seconds } }
  }
  if ('document' in content) {
    const { document, fileName, caption } = content
    return { documentMessage: { ...document, fileName, caption: caption ?? null } }
  }
  return null
}

const mediaOf = (content: OutgoingKind): proto.IMessage | null => {
  if ('image' in content)
    return { imageMessage: { ...content.image, caption: content.caption ?? null } }
  if ('video' in content)
    return { videoMessage: { ...content.video, caption: content.caption ?? null } }
  if ('sticker' in content) return { stickerMessage: content.sticker }
  if ('viewOnce' in content) {
    return {
      viewOnceMessageV2: { message: { imageMessage: { ...content.viewOnce, viewOnce: true } } },
    }
  }
  return fileOf(content)
}

const cardOf = ({ name, phone }: { name: string; phone: string }) =>
  `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;type=CELL:${phone}\nEND:VCARD`

const otherOf = (content: OutgoingKind): proto.IMessage | null => {
  if ('location' in content) {
    const { latitude, longitude, name } = content.location
    return {
      locationMessage: {
        degreesLatitude: latitude,
        degreesLongitude: longitude,
        name: name ?? null,
      },
    }
  }
  if ('contact' in content) {
    const { contact } = content
    return { contactMessage: { displayName: contact.name, vcard: cardOf(contact) } }
  }
  if ('button' in content) {
    const { id, text } = content.button
    return { buttonsResponseMessage: { selectedButtonId: id, selectedDisplayText: text, type: 1 } }
  }
  if ('ephemeral' in content) {
    return { ephemeralMessage: { message: { extendedTextMessage: { text: content.ephemeral } } } }
  }
  return 'raw' in content ? content.raw : null
}

/** The protobuf a phone would send. */
export const contentOf = (content: OutgoingKind, { chat, quoted }: Context): proto.IMessage => {
  if ('text' in content && !('edit' in content)) return textMessage(content.text, quoted)
  const message = changeOf(content, chat) ?? mediaOf(content) ?? otherOf(content)
  if (!message) throw new Error('nothing to send')
  return message
}

export const mediaTypeOf = (message: proto.IMessage): boolean => {
  const content = normalizeMessageContent(message)
  return Boolean(
    content?.imageMessage ??
    content?.audioMessage ??
    content?.documentMessage ??
    content?.stickerMessage ??
    content?.videoMessage,
  )
}
