import type { MessageContent } from '../../domain/message.js'
import type { Log } from '../../lib/log.js'
import type { SaveMedia } from '../channel.js'
import { downloadMedia, MediaError } from './media-download.js'
import type { MediaLimits } from './media-download.js'
import type { MediaSource } from './media-source.js'

type Deps = { saveMedia: SaveMedia; limits: MediaLimits; log: Log }

const fetchFile = async (media: MediaSource, { limits, log }: Deps) => {
  try {
    return { bytes: await downloadMedia(media, limits), failure: null }
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    log.warn({ kind: media.kind, reason: error.message }, 'a file could not be fetched')
    return { bytes: null, failure: error.message }
  }
}

/** The content for a message with a file: kept, or a placeholder that says why not. A store that fails is thrown. */
export const receiveMedia = async (media: MediaSource, deps: Deps): Promise<MessageContent> => {
  const { kind, mimeType, fileName, caption, voice, seconds } = media
  const { bytes, failure } = await fetchFile(media, deps)
  const saved = bytes && (await deps.saveMedia({ bytes, mimeType, fileName: fileName ?? null }))
  return {
    kind,
    media: {
      mediaId: saved ? saved.mediaId : null,
      mimeType,
      bytes: bytes ? bytes.length : media.bytes,
      ...(fileName !== undefined && { fileName }),
      ...(failure !== null && { failure }),
    },
    ...(caption !== undefined && { caption }),
    ...(voice !== undefined && { voice }),
    ...(seconds !== undefined && { seconds }),
  }
}
