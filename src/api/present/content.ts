import { isReferenceOnly } from '../../domain/message.js'
import type { Message } from '../../domain/message.js'
import type { ContentView } from '../contract/message.js'

/** What was said, without the ids of stored files: a file is addressed by its message. */
export const presentContent = (message: Message): ContentView => {
  const { id, content } = message
  if (!('media' in content)) {
    return content.kind === 'location' ? { ...content, name: content.name ?? null } : content
  }
  const { media } = content
  return {
    kind: content.kind,
    url: media.mediaId === null ? null : `/api/media/${id}`,
    mimeType: media.mimeType,
    bytes: media.bytes,
    fileName: media.fileName ?? null,
    failure: media.failure ?? null,
    caption: content.caption ?? null,
    voice: content.voice ?? false,
    referenceOnly: isReferenceOnly(message),
    seconds: content.seconds ?? null,
  }
}
