import type { MediaKind, MessageContent } from './message.js'
import type { StoredMedia } from './records.js'

type Outbound =
  | { kind: 'text'; text: string }
  | {
      kind: MediaKind
      bytes: Buffer
      mimeType: string
      fileName?: string
      caption?: string
      voice?: boolean
    }

/**
 * What goes on the wire for a stored content, the first time and when a phone asks for it again. Null when there is nothing to
 * send: its file is gone, or it is of a kind that only comes in.
 */
export const outboundContentOf = async (
  content: MessageContent,
  fileById: (id: string) => Promise<StoredMedia | null>,
): Promise<Outbound | null> => {
  if (content.kind === 'text') return content
  if (!('media' in content) || !content.media.mediaId) return null
  const file = await fileById(content.media.mediaId)
  if (!file) return null
  return {
    kind: content.kind,
    bytes: file.bytes,
    mimeType: file.mimeType,
    ...(file.fileName ? { fileName: file.fileName } : {}),
    ...(content.caption ? { caption: content.caption } : {}),
    ...(content.voice ? { voice: true } : {}),
  }
}
