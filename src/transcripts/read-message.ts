import { DomainError } from '../domain/errors.js'
import type { Message } from '../domain/message.js'
import type { Store } from '../store/store.js'
import type { ReaderAccess, Viewer } from './reader-access.js'

/** A message and the language of its conversation. */
export type MessageRead = { message: Message; language: 'es' | 'pt' }

/** One message, for who may read that. @throws DomainError `not-found` */
export const createReadMessage =
  (store: Store, access: ReaderAccess) =>
  async (viewer: Viewer, messageId: string): Promise<MessageRead> => {
    const message = await store.messages.byId(messageId)
    if (message === null) throw new DomainError('not-found', 'No existe ese mensaje.')
    const { conversation } = await access.open(viewer, message.conversationId)
    return { message, language: conversation.language }
  }
