import type { proto } from '@whiskeysockets/baileys'
import type { MediaKind } from '../../domain/message.js'

/** Where an encrypted file lies and how to check it. Every field comes from the sender: none is to be trusted. */
export type MediaSource = {
  kind: MediaKind
  url: string | null
  mediaKey: Uint8Array | null
  sha256: Uint8Array | null
  encryptedSha256: Uint8Array | null
  /** As declared; the download counts for itself. */
  bytes: number
  mimeType: string
  fileName?: string
  caption?: string
  voice?: boolean
  seconds?: number
}

type MediaMessage = {
  url?: string | null
  directPath?: string | null
  mediaKey?: Uint8Array | null
  fileSha256?: Uint8Array | null
  fileEncSha256?: Uint8Array | null
  fileLength?: number | { toNumber: () => number } | null
  mimetype?: string | null
}

const mediaHost = 'https://mmg.whatsapp.net'

const urlOf = ({ url, directPath }: MediaMessage): string | null => {
  if (url) return url
  return directPath ? new URL(directPath, mediaHost).href : null
}

const lengthOf = (length: MediaMessage['fileLength']): number =>
  typeof length === 'number' ? length : (length?.toNumber() ?? 0)

const source = (kind: MediaKind, media: MediaMessage, fallbackType: string): MediaSource => ({
  kind,
  url: urlOf(media),
  mediaKey: media.mediaKey ?? null,
  sha256: media.fileSha256 ?? null,
  encryptedSha256: media.fileEncSha256 ?? null,
  bytes: lengthOf(media.fileLength),
  mimeType: media.mimetype?.split(';')[0]?.trim() || fallbackType,
})

const withCaption = (found: MediaSource, caption: string | null | undefined): MediaSource =>
  caption ? { ...found, caption } : found

const audioIn = (audio: proto.Message.IAudioMessage): MediaSource => ({
  ...source('audio', audio, 'audio/ogg'),
  ...(audio.ptt && { voice: true }),
  ...(audio.seconds && { seconds: audio.seconds }),
})

const documentIn = (document: proto.Message.IDocumentMessage): MediaSource => ({
  ...withCaption(source('document', document, 'application/octet-stream'), document.caption),
  ...(document.fileName && { fileName: document.fileName }),
})

/** The file of a message, wherever WhatsApp put it; null when there is none. */
export const mediaIn = (content: proto.IMessage): MediaSource | null => {
  const { imageMessage, audioMessage, documentMessage, stickerMessage } = content
  const videoMessage = content.videoMessage ?? content.ptvMessage
  if (imageMessage)
    return withCaption(source('image', imageMessage, 'image/jpeg'), imageMessage.caption)
  if (videoMessage)
    return withCaption(source('video', videoMessage, 'video/mp4'), videoMessage.caption)
  if (audioMessage) return audioIn(audioMessage)
  if (documentMessage) return documentIn(documentMessage)
  if (stickerMessage) return source('sticker', stickerMessage, 'image/webp')
  return null
}
