import type { MediaKind, MessageContent } from '../../domain/message.js'
import type { SaveMedia } from '../channel.js'

export type File = {
  bytes: Buffer
  mimeType: string
  fileName?: string
  caption?: string
  voice?: boolean
}

/** Keeps the file and gives the content that names it. */
export const createFileContent =
  (saveMedia: SaveMedia) =>
  async (kind: MediaKind, file: File): Promise<MessageContent> => {
    const { bytes, mimeType, fileName, caption, voice } = file
    const { mediaId } = await saveMedia({ bytes, mimeType, fileName: fileName ?? null })
    return {
      kind,
      media: { mediaId, mimeType, bytes: bytes.length, ...(fileName ? { fileName } : {}) },
      ...(caption ? { caption } : {}),
      ...(voice ? { voice } : {}),
    }
  }
