import { prepareWAMessageMedia } from '@whiskeysockets/baileys'
import type { AnyMediaMessageContent, proto, WASocket } from '@whiskeysockets/baileys'
import type { OutboundContent } from '../channel.js'

type OutboundMedia = Exclude<OutboundContent, { kind: 'text' }>

/** The bytes come from our own store: Baileys would also read a file or an address (security.md 30). */
const describeMedia = (media: OutboundMedia): AnyMediaMessageContent => {
  const { bytes, mimeType: mimetype } = media
  const caption = media.caption === undefined ? {} : { caption: media.caption }
  switch (media.kind) {
    case 'image':
      return { image: bytes, mimetype, ...caption }
    case 'video':
      return { video: bytes, mimetype, ...caption }
    case 'document':
      return { document: bytes, mimetype, fileName: media.fileName ?? 'file', ...caption }
    case 'audio':
      return { audio: bytes, mimetype, ptt: media.voice ?? false }
    case 'sticker':
      return { sticker: bytes, mimetype }
  }
}

/** The protobuf for what goes out; files are encrypted and uploaded first. No link previews: they would fetch addresses. */
export const outboundMessage = async (
  content: OutboundContent,
  socket: Pick<WASocket, 'waUploadToServer'>,
): Promise<proto.IMessage> => {
  if (content.kind === 'text') return { extendedTextMessage: { text: content.text } }
  const upload = socket.waUploadToServer
  return prepareWAMessageMedia(describeMedia(content), { upload, mediaUploadTimeoutMs: 30_000 })
}
