import { DomainError } from '../domain/errors.js'
import { isReferenceOnly } from '../domain/message.js'
import type { StoredMedia } from '../domain/records.js'
import type { Store } from '../store/store.js'
import type { ReaderAccess, Viewer } from './reader-access.js'

/**
 * The file of a message, for who may read its conversation. Files are addressed by their message, so that a file's own id
 * opens nothing.
 */
export const createReadMedia =
  (store: Store, access: ReaderAccess) =>
  async (viewer: Viewer, messageId: string): Promise<StoredMedia> => {
    const missing = () => new DomainError('not-found', 'No existe ese archivo.')
    const message = await store.messages.byId(messageId)
    if (message === null || !('media' in message.content)) throw missing()
    await access.open(viewer, message.conversationId)
    const { mediaId } = message.content.media
    const media = mediaId === null ? null : await store.media.byId(mediaId)
    if (media === null) throw missing()
    return isReferenceOnly(message) ? { ...media, referenceOnly: true } : media
  }
